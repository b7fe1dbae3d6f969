import Foundation
import GammaCore

extension WCSGeometry {
    /// True for the pixels whose centres are inside one of the regions, in every bin; see ``mask(inside:)``.
    /// - Parameter inside: false makes the opposite, the mask of an exclusion.
    /// - Throws: ``Fault/Code/incompatible`` for a region that has no place in the projection.
    public func regionMask(_ regions: [SkyRegion], inside: Bool = true) throws -> WCSMask {
        let image = try mask(inside: regions)
        return try WCSMask(self, image: inside ? image : image.map { !$0 })
    }

    /// True for the bins of the axis `energy` that lie between two energies in TeV with both edges.
    /// - Parameter rounding: move the energies to the nearest edges first.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis.
    public func energyMask(
        minimum: Double? = nil, maximum: Double? = nil, rounding: Bool = false
    ) throws -> WCSMask {
        try axisMask("energy", minimum: minimum, maximum: maximum, rounding: rounding)
    }

    /// True for the bins of an axis that lie between two values with both edges.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis.
    public func axisMask(
        _ name: String, minimum: Double? = nil, maximum: Double? = nil, rounding: Bool = false
    ) throws -> WCSMask {
        let place = try place(ofAxis: name)
        let edges = place.axis.edges
        func bound(_ value: Double) -> Double { rounding ? edges[place.axis.nearestEdge(to: value)] : value }
        let low = minimum.map(bound) ?? -.infinity
        let high = maximum.map(bound) ?? .infinity
        let bins = (0..<place.axis.binCount).map { edges[$0] >= low && edges[$0 + 1] <= high }
        return try mask(place) { bin, _ in bins[bin] }
    }

    /// True for the bins of the axis `energy` above a threshold of each pixel and below another, in TeV.
    /// - Parameters:
    ///   - minimum: image of lower thresholds; a pixel of NaN has no true bin.
    ///   - maximum: image of upper thresholds.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, or for images of another geometry.
    public func energyMask(minimum: WCSMap? = nil, maximum: WCSMap? = nil) throws -> WCSMask {
        let place = try place(ofAxis: "energy")
        for threshold in [minimum, maximum].compactMap(\.self) {
            try image.requireSame(threshold.geometry, "a map and its thresholds")
        }
        let low = try minimum?.converted(to: .TeV).values
        let high = try maximum?.converted(to: .TeV).values
        let edges = place.axis.edges
        let pixels = pixelCount
        return try mask(place) { bin, index in
            let pixel = index % pixels
            return (low.map { edges[bin] >= $0[pixel] } ?? true) && (high.map { edges[bin + 1] <= $0[pixel] } ?? true)
        }
    }

    private func mask(_ place: AxisPlace, _ flag: (_ bin: Int, _ index: Int) -> Bool) throws -> WCSMask {
        var flags: [Bool] = []
        flags.reserveCapacity(valueCount)
        for _ in 0..<place.outer {
            for bin in 0..<place.axis.binCount {
                for index in 0..<place.inner { flags.append(flag(bin, index)) }
            }
        }
        return try WCSMask(self, flags: flags)
    }

    /// True for pixels at least `width` degrees (x, y) from the border; the margin is a whole number of pixels,
    /// rounded as in Gammapy.
    /// - Throws: ``Fault/Code/badValue`` for a width that is not positive.
    public func boundaryMask(width: SIMD2<Double>) throws -> WCSMask {
        let border = try WCSMask(image, repeating: true).eroded(by: .box(width: 2 * width))
        return try WCSMask(self, image: border.flags)
    }
}
