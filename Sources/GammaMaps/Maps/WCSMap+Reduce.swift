import Foundation
import GammaCore
import GammaNumerics

extension WCSMap {
    /// How values are reduced to one; NaN is left out.
    public enum Reduction: Sendable {
        /// Sum.
        case sum
        /// Mean, of weighted values divided by the sum of the weights; NaN without any.
        case mean
        /// Largest value; −∞ without any.
        case maximum
        /// Smallest value; +∞ without any.
        case minimum
    }

    /// Values reduced over some of the axes, by default all.
    /// - Parameters:
    ///   - keepingAxes: keep the axes, with one bin.
    ///   - weights: factors of the values; the same image, axes may be missing or have one bin.
    ///   - mask: which values count; as for weights.
    /// - Throws: ``Fault/Code/incompatible`` when there is no such axis or weights do not fit.
    public func reducedOverAxes(
        _ names: [String]? = nil, by reduction: Reduction = .sum, keepingAxes: Bool = false, weights: WCSMap? = nil,
        mask: WCSMask? = nil
    ) throws -> WCSMap {
        var (map, total) = try weighted(weights, mask, needsTotal: reduction == .mean)
        let isSum = reduction == .sum || reduction == .mean
        for name in names ?? geometry.axes.map(\.name) {
            let place = try map.geometry.place(ofAxis: name)
            let reduced = try map.geometry.replacing(place, by: keepingAxes ? place.axis.squashed() : nil)
            let groups = [0..<place.axis.binCount]
            switch reduction {
            case .sum, .mean: map = try map.with(reduced, map.grouped(place, groups))
            case .maximum: map = try map.with(reduced, map.extremes(place, -.infinity) { $1 > $0 ? $1 : $0 })
            case .minimum: map = try map.with(reduced, map.extremes(place, .infinity) { $1 < $0 ? $1 : $0 })
            }
            total = try total.map { try $0.with(reduced, $0.grouped(place, groups)) }
        }
        if isSum, let total { for index in map.values.indices { map.values[index] /= total.values[index] } }
        if map.storage == .mask { map.storage = .float }
        return map
    }

    /// Values times weights, NaN where the mask is false; and the weights, 0 at values of NaN.
    private func weighted(
        _ weights: WCSMap?, _ mask: WCSMask?, needsTotal: Bool
    ) throws -> (values: WCSMap, total: WCSMap?) {
        var map = self
        var total = needsTotal ? try with(geometry, [Double](repeating: 1, count: values.count)) : nil
        let pixels = geometry.pixelCount
        if let weights {
            for (plane, source) in try geometry.planes(of: weights.geometry).enumerated() {
                for pixel in 0..<pixels {
                    let weight = weights.values[source * pixels + pixel]
                    map.values[plane * pixels + pixel] *= weight
                    total?.values[plane * pixels + pixel] = weight
                }
            }
        }
        if let mask {
            for (plane, source) in try geometry.planes(of: mask.geometry).enumerated() {
                for pixel in 0..<pixels where !mask.flags[source * pixels + pixel] {
                    map.values[plane * pixels + pixel] = .nan
                }
            }
        }
        if needsTotal { for index in values.indices where map.values[index].isNaN { total?.values[index] = 0 } }
        return (map, total)
    }

    private func grouped(_ place: WCSGeometry.AxisPlace, _ groups: [Range<Int>]) -> [Double] {
        MapArray.grouped(
            values, outer: place.outer, count: place.axis.binCount, inner: place.inner, groups: groups, start: 0
        ) { $1.isNaN ? $0 : $0 + $1 }
    }

    private func extremes(
        _ place: WCSGeometry.AxisPlace, _ start: Double, _ better: (Double, Double) -> Double
    ) -> [Double] {
        MapArray.grouped(
            values, outer: place.outer, count: place.axis.binCount, inner: place.inner,
            groups: [0..<place.axis.binCount], start: start, better)
    }

    /// Bins of an axis summed into those of `axis`, whose edges are each snapped to the nearest edge; what lies outside
    /// them is left out. NaN counts as 0.
    /// - Parameters:
    ///   - weights: factors of the values; the same image, axes may be missing or have one bin.
    ///   - mask: which values count; as for weights.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, ``Fault/Code/badValue`` when no bin is left.
    public func resampled(to axis: MapAxis, weights: WCSMap? = nil, mask: WCSMask? = nil) throws -> WCSMap {
        let place = try geometry.place(ofAxis: axis.name)
        let (coarse, groups) = try place.axis.resampled(to: axis)
        let map = weights == nil && mask == nil ? self : try weighted(weights, mask, needsTotal: false).values
        var result = try map.with(geometry.replacing(place, by: coarse), map.grouped(place, groups))
        if result.storage == .mask { result.storage = .float }
        return result
    }

    /// The integral along an axis up to every edge: a map with nodes at the edges, 0 at the first.
    ///
    /// Values are multiplied by the widths of the bins, along an axis `rad` also by 2π times the centre; the unit by
    /// that of the axis.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis.
    public func cumulativeSum(over name: String) throws -> WCSMap {
        let place = try geometry.place(ofAxis: name)
        try place.axis.requireNumbers("integrated over")
        let isRadial = name == "rad"
        let axis = place.axis
        let widths = axis.binWidths.indices.map {
            axis.binWidths[$0] * (isRadial ? 2 * Double.pi * axis.centres[$0] : 1)
        }
        let nodes = try MapAxis(nodes: axis.edges, name: name, unit: axis.unit, interpolation: axis.interpolation)
        var result = try WCSMap(geometry.replacing(place, by: nodes))
        (result.storage, result.meta) = (storage == .mask ? .float : storage, meta)
        result.unit = try (isRadial ? unit.times(axis.unit) : unit).times(axis.unit)
        for outer in 0..<place.outer {
            for bin in 0..<axis.binCount {
                let source = (outer * axis.binCount + bin) * place.inner
                let target = (outer * (axis.binCount + 1) + bin) * place.inner
                for k in 0..<place.inner {
                    result.values[target + place.inner + k] =
                        result.values[target + k] + values[source + k] * widths[bin]
                }
            }
        }
        return result
    }

    /// The map divided by its integral along an axis, which becomes 1; where the integral is 0 the result is 0.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis.
    public func normalized(over name: String) throws -> WCSMap {
        let place = try geometry.place(ofAxis: name)
        let total = try cumulativeSum(over: name)
        var result = self
        result.unit = try unit.divided(by: total.unit)
        let count = place.axis.binCount
        for outer in 0..<place.outer {
            for k in 0..<place.inner {
                // The largest value of the running sum, as in Gammapy, whatever the signs.
                var norm = -Double.infinity
                for edge in 0...count {
                    norm = max(norm, total.values[(outer * (count + 1) + edge) * place.inner + k])
                }
                for bin in 0..<count {
                    let index = (outer * count + bin) * place.inner + k
                    let value = values[index] / norm
                    result.values[index] = value.isFinite ? value : 0
                }
            }
        }
        return result
    }
}
