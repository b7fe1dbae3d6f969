import GammaCore
import GammaMaps

extension MapDataset {
    /// Counts within the safe mask, summed over energy.
    public var countsImage: WCSMap { get throws { try image(of: counts.values) } }

    /// Expected background within the safe mask, summed over energy.
    public var backgroundImage: WCSMap { get throws { try image(of: backgroundCounts) } }

    /// Counts above background within the safe mask, summed over energy.
    public var excessImage: WCSMap {
        get throws { try image(of: zip(counts.values, backgroundCounts).map { $0 - $1 }) }
    }

    /// Any array of this dataset's bins (energy, y, x), for instance predicted counts, within the safe mask and summed over
    /// energy.
    /// - Throws: ``Fault/Code/incompatible`` unless there is one number a bin.
    public func image(of values: [Double]) throws -> WCSMap {
        guard values.count == counts.values.count else {
            throw Fault(
                .incompatible, "\(values.count) numbers for the \(counts.values.count) bins of dataset '\(name)'")
        }
        return try WCSMap(
            geometry.image,
            values: values.groupSums([0..<energy.binCount], pixels: geometry.pixelCount, where: maskSafe))
    }

    /// The exposure in cm² s at the true energy (TeV) of the nearest bin.
    public func exposureImage(energy: Double) throws -> WCSMap {
        let pixels = geometry.pixelCount
        let position = energyTrue.pixel(of: energy).rounded()
        let bin = position.isNaN ? 0 : Int(min(max(position, 0), Double(energyTrue.binCount - 1)))
        return try WCSMap(
            geometry.image, values: Array(exposure.values[bin * pixels..<(bin + 1) * pixels]), unit: .cm2s)
    }

    /// The exposure in cm² s of every true energy in the pixel of a direction; nil outside the image.
    public func exposureProfile(at direction: SkyDirection) -> [Double]? {
        guard let (x, y) = geometry.indices(of: direction) else { return nil }
        return stride(from: y * geometry.nx + x, to: exposure.values.count, by: geometry.pixelCount).map {
            exposure.values[$0]
        }
    }
}
