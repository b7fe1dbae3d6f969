import GammaCore
import GammaMaps

/// An instrument response over true energy, one more axis and the sky, with the exposure by which it is weighted.
///
/// What ``PSFMap`` and ``EnergyDispersionMap`` have in common. Arrays are in C order.
public struct ResponseMap: Sendable, Equatable {
    /// The coarse image on the sky; nil for a response that is the same everywhere.
    public var image: WCSGeometry?
    /// Axis of true energy, TeV; of reconstructed energy for a point-spread function that is known in it.
    public var energyTrue: MapAxis
    /// The axis of the response itself: `rad`, `energy` or `migra`.
    public var axis: MapAxis
    /// Values (true energy, axis, y, x).
    public var values: [Double]
    /// Exposure in cm² s (true energy, y, x) by which stacked responses are weighted; nil when it is not known.
    public var exposure: [Double]?

    /// Makes a response.
    /// - Throws: ``Fault/Code/incompatible`` when the arrays do not fit the axes.
    public init(
        image: WCSGeometry?, energyTrue: MapAxis, axis: MapAxis, values: [Double]? = nil, exposure: [Double]? = nil
    ) throws {
        let image = image?.image
        let pixels = image?.pixelCount ?? 1
        let count = energyTrue.binCount * axis.binCount * pixels
        let values = values ?? [Double](repeating: 0, count: count)
        guard values.count == count, (exposure?.count ?? energyTrue.binCount * pixels) == energyTrue.binCount * pixels
        else {
            throw Fault(
                .incompatible,
                "\(values.count) values and \(exposure?.count ?? 0) exposures do not fill a response of "
                    + "\(energyTrue.binCount) true energies × \(axis.binCount) bins of '\(axis.name)' × \(pixels) pixels"
            )
        }
        self.image = image
        self.energyTrue = energyTrue
        self.axis = axis
        self.values = values
        self.exposure = exposure
    }

    /// Number of pixels of the image.
    public var pixelCount: Int { image?.pixelCount ?? 1 }

    /// Pixels where any value is above zero: where the response is known.
    public var validPixels: [Bool] {
        let pixels = pixelCount
        var valid = [Bool](repeating: false, count: pixels)
        values.withUnsafeBufferPointer { values in
            for start in stride(from: 0, to: values.count, by: pixels) {
                for pixel in 0..<pixels where values[start + pixel] > 0 { valid[pixel] = true }
            }
        }
        return valid
    }

    /// The response at one pixel (true energy, axis).
    public func values(atPixel pixel: Int) -> [Double] {
        let pixels = pixelCount
        return stride(from: pixel, to: values.count, by: pixels).map { values[$0] }
    }
}
