import GammaMaps

extension PSFMap {
    /// Fraction of the events of a point source that are reconstructed within a radius (deg), at the centres of an axis of
    /// energy.
    ///
    /// The running sum over the bins of `rad` is taken as linear between their edges, as in Gammapy.
    public func containment(within radius: Double, at direction: SkyDirection, energies: MapAxis) -> [Double] {
        let radii = rad.binCount
        let all = profiles(at: direction, energies: energies)
        return (0..<energies.binCount).map { bin in
            let curve = [0] + containment(profile: all[bin * radii..<(bin + 1) * radii])
            guard radius > rad.edges[0] else { return 0 }
            guard let upper = rad.edges.firstIndex(where: { $0 >= radius }) else { return curve[radii] }
            let share = (radius - rad.edges[upper - 1]) / (rad.edges[upper] - rad.edges[upper - 1])
            return curve[upper - 1] + (curve[upper] - curve[upper - 1]) * share
        }
    }
}

extension ResponseMap {
    /// The exposure at the pixel nearest to a direction; nil when it is not known.
    func exposure(near direction: SkyDirection) -> [Double]? {
        let pixel = image?.indices(of: direction).map { $0.y * (image?.nx ?? 1) + $0.x } ?? 0
        return exposure.map { exposure in
            stride(from: pixel, to: exposure.count, by: pixelCount).map { exposure[$0] }
        }
    }
}
