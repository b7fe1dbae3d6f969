import GammaModels

extension SkyModel {
    /// σ of a Gaussian or the radius of another shape, deg; 0 for a point source.
    public var extent: Double {
        let names = ["sigma", "r_0", "radius"]
        return spatial?.parameters.first { names.contains($0.name) }?.internalValue ?? 0
    }
}
