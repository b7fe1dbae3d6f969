import Foundation
import GammaCore
import GammaNumerics

extension WCSMap {
    /// The values of a region on every bin of the axes.
    ///
    /// Pixels count when their centres are inside; a region of points takes the pixels that contain them.
    /// - Parameters:
    ///   - reduction: how the pixels are reduced to one value; NaN is left out.
    ///   - weights: factors of the values; the same image, axes may be missing or have one bin.
    ///   - mask: which values count; as for weights.
    /// - Throws: ``Fault/Code/incompatible`` for a region that has no place in the projection or no pixel in the map, and
    ///   for weights that do not fit.
    public func toRegionMap(
        _ region: SkyRegion, reduce reduction: Reduction = .sum, weights: WCSMap? = nil, mask: WCSMask? = nil
    ) throws -> RegionMap {
        let pixels = try indices(of: region)
        let weightPlanes = try weights.map { try geometry.planes(of: $0.geometry) }
        let maskPlanes = try mask.map { try geometry.planes(of: $0.geometry) }
        let result = (0..<geometry.planeCount).map { plane -> Double in
            var accumulator = Accumulator(reduction)
            for pixel in pixels {
                let value = values[plane * geometry.pixelCount + pixel]
                if let mask, let maskPlanes, !mask.flags[maskPlanes[plane] * geometry.pixelCount + pixel] { continue }
                var weight = 1.0
                if let weights, let weightPlanes {
                    weight = weights.values[weightPlanes[plane] * geometry.pixelCount + pixel]
                }
                accumulator.add(value, weight)
            }
            return accumulator.result
        }
        return try RegionMap(
            RegionGeometry(region: region, axes: geometry.axes, wcs: geometry.wcs), values: result, unit: unit,
            storage: storage == .mask ? .double : storage, meta: meta)
    }

    /// The values at the pixel nearest to a direction on every bin of the axes, as a map of that point; outside the map
    /// those of the nearest pixel of its border.
    /// - Throws: ``Fault/Code/incompatible`` when the direction has no place in the projection.
    public func toRegionMap(nearest direction: SkyDirection) throws -> RegionMap {
        let geometry = try RegionGeometry(region: .point(direction), axes: geometry.axes, wcs: geometry.wcs)
        let values = try interpolated(
            lon: [direction.lon], lat: [direction.lat], frame: direction.frame,
            grid: self.geometry.axes.map(\.centres), method: .nearest)
        return try RegionMap(geometry, values: values, unit: unit, storage: storage, meta: meta)
    }

    /// Sum of the values of all bins inside a region; NaN is left out.
    /// - Throws: as ``toRegionMap(_:reduce:weights:mask:)``.
    public func sum(inside region: SkyRegion, mask: WCSMask? = nil) throws -> Double {
        try Summation.pairwise(toRegionMap(region, mask: mask).values)
    }

    private func indices(of region: SkyRegion) throws -> [Int] {
        let pixels: [Int]
        if region.isPoint {
            let centres = region.parts.map(\.centre.inICRS)
            let found = geometry.pixelIndices(lon: centres.map(\.lon), lat: centres.map(\.lat), frame: .icrs)
            pixels = Set(found.filter { $0 >= 0 }).sorted()
        } else {
            let mask = try geometry.mask(inside: [region])
            pixels = mask.indices.filter { mask[$0] }
        }
        guard !pixels.isEmpty else {
            throw Fault(
                .incompatible,
                "no pixel of the map around \(geometry.centre) is inside the \(region.summary) at "
                    + "\(region.centre)")
        }
        return pixels
    }

    private struct Accumulator {
        private let reduction: Reduction
        private var value: Double
        private var total = 0.0

        init(_ reduction: Reduction) {
            self.reduction = reduction
            switch reduction {
            case .sum, .mean: value = 0
            case .maximum: value = -.infinity
            case .minimum: value = .infinity
            }
        }

        mutating func add(_ new: Double, _ weight: Double) {
            let product = new * weight
            if product.isNaN { return }
            switch reduction {
            case .sum: value += product
            case .mean:
                value += product
                total += weight
            case .maximum: value = max(value, product)
            case .minimum: value = min(value, product)
            }
        }

        var result: Double { reduction == .mean ? value / total : value }
    }
}

extension SkyDirection {
    fileprivate var inICRS: SkyDirection { converted(to: .icrs) }
}
