import Foundation
import GammaCore

extension WCSMap {
    /// The map with `factor` × `factor` pixels joined: their sum, or their mean.
    ///
    /// NaN is left out. A mean is divided by the sum of the weights of the values that count; 0 where that is 0.
    /// - Parameters:
    ///   - preservingSum: sums for counts and the like; means for densities.
    ///   - weights: factors of the values; the same image, axes may be missing or have one bin.
    ///   - mask: which values count; as for weights.
    /// - Throws: ``Fault/Code/badValue`` when the numbers of pixels are no multiples of the factor,
    ///   ``Fault/Code/incompatible`` for other weights.
    public func downsampled(
        by factor: Int, preservingSum: Bool = true, weights: WCSMap? = nil, mask: WCSMask? = nil
    ) throws -> WCSMap {
        let coarse = try geometry.downsampled(by: factor)
        let weightPlanes = try weights.map { try geometry.planes(of: $0.geometry) }
        let maskPlanes = try mask.map { try geometry.planes(of: $0.geometry) }
        var sums = [Double](repeating: 0, count: coarse.valueCount)
        var totals = preservingSum ? [] : sums
        let (nx, ny, pixels) = (geometry.nx, geometry.ny, geometry.pixelCount)
        for plane in 0..<geometry.planeCount {
            let (weightStart, maskStart) = ((weightPlanes?[plane] ?? 0) * pixels, (maskPlanes?[plane] ?? 0) * pixels)
            for y in 0..<ny {
                let row = (plane * coarse.ny + y / factor) * coarse.nx
                var (column, within) = (0, 0)
                for pixel in y * nx..<(y + 1) * nx {
                    let value = values[plane * pixels + pixel]
                    if !value.isNaN, mask?.flags[maskStart + pixel] ?? true {
                        let weight = weights?.values[weightStart + pixel] ?? 1
                        sums[row + column] += value * weight
                        if !preservingSum { totals[row + column] += weight }
                    }
                    within += 1
                    if within == factor { (column, within) = (column + 1, 0) }
                }
            }
        }
        for index in totals.indices { sums[index] = totals[index] == 0 ? 0 : sums[index] / totals[index] }
        var result = try with(coarse, sums)
        if storage == .mask { result.storage = .float }
        return result
    }

    /// How values between pixel centres are found.
    public enum Method: Sendable, Hashable {
        /// The value of the nearest centre.
        case nearest
        /// Linear between the nearest centres.
        case linear
    }

    /// The map with every pixel divided into `factor` × `factor`.
    /// - Parameters:
    ///   - method: `linear` interpolates between centres; beyond the outer ones values stay constant.
    ///   - preservingSum: values are divided among the new pixels by their solid angle; otherwise repeated.
    /// - Throws: ``Fault/Code/badValue``.
    public func upsampled(by factor: Int, method: Method = .nearest, preservingSum: Bool = true) throws -> WCSMap {
        let fine = try geometry.upsampled(by: factor)
        let new = preservingSum ? fine.solidAngles() : []
        var old = [Double](repeating: 0, count: geometry.pixelCount)
        for index in new.indices {
            old[index / fine.nx / factor * geometry.nx + index % fine.nx / factor] += new[index]
        }
        let (columns, rows) = (
            Self.brackets(geometry.nx, factor, method), Self.brackets(geometry.ny, factor, method)
        )
        let pixels = geometry.pixelCount
        var result: [Double] = []
        result.reserveCapacity(fine.valueCount)
        for plane in 0..<geometry.planeCount {
            var image = Array(values[plane * pixels..<(plane + 1) * pixels])
            if preservingSum { for pixel in image.indices { image[pixel] /= old[pixel] } }
            for y in rows {
                for x in columns {
                    let lower = Self.mix(
                        image[y.low * geometry.nx + x.low], image[y.low * geometry.nx + x.high], x.weight)
                    let upper =
                        y.weight == 0
                        ? 0
                        : Self.mix(image[y.high * geometry.nx + x.low], image[y.high * geometry.nx + x.high], x.weight)
                    result.append(Self.mix(lower, upper, y.weight))
                }
            }
            if preservingSum {
                let start = plane * new.count
                for pixel in new.indices { result[start + pixel] *= new[pixel] }
            }
        }
        return try with(fine, result)
    }

    /// The map with every bin of an axis divided into `factor` parts: by their width, or with the value repeated.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, ``Fault/Code/badValue``, also for an axis of nodes.
    public func upsampled(axis name: String, by factor: Int, preservingSum: Bool = true) throws -> WCSMap {
        let place = try geometry.place(ofAxis: name)
        guard !place.axis.isNodeType else {
            throw Fault(.badValue, "the bins of the axis '\(name)' cannot be divided: it has nodes")
        }
        let axis = try place.axis.upsampled(by: factor)
        var result = MapArray.repeated(
            values, outer: place.outer, count: place.axis.binCount, inner: place.inner, times: factor)
        if preservingSum {
            let (old, new) = (place.axis.binWidths, axis.binWidths)
            for index in 0..<place.outer * new.count {
                let share = new[index % new.count] / old[index % new.count / factor]
                for k in index * place.inner..<(index + 1) * place.inner { result[k] *= share }
            }
        }
        return try with(geometry.replacing(place, by: axis), result)
    }

    /// The map with `factor` bins of an axis joined: their sum, or their mean. NaN counts as 0.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, ``Fault/Code/badValue`` when bins cannot be grouped so.
    public func downsampled(
        axis name: String, by factor: Int, preservingSum: Bool = true, weights: WCSMap? = nil, mask: WCSMask? = nil
    ) throws -> WCSMap {
        let place = try geometry.place(ofAxis: name)
        guard !place.axis.isNodeType else {
            throw Fault(.badValue, "the bins of the axis '\(name)' cannot be joined: it has nodes")
        }
        let axis = try place.axis.downsampled(by: factor)
        let sum = try resampled(to: axis, weights: weights, mask: mask)
        guard !preservingSum else { return sum }
        let ones = try with(geometry, [Double](repeating: 1, count: values.count))
        let total = try ones.resampled(to: axis, weights: weights, mask: mask)
        return try sum.with(sum.geometry, zip(sum.values, total.values).map { $1 == 0 ? 0 : $0 / $1 })
    }

    private static func brackets(_ count: Int, _ factor: Int, _ method: Method) -> [(
        low: Int, high: Int, weight: Double
    )] {
        (0..<count * factor).map { index in
            let position = (Double(index) - 0.5 * Double(factor - 1)) / Double(factor)
            if method == .nearest { return (index / factor, index / factor, 0) }
            let inside = min(max(position, 0), Double(count - 1))
            let low = min(Int(inside), max(count - 2, 0))
            return (low, min(low + 1, count - 1), inside - Double(low))
        }
    }

    @inline(__always)
    private static func mix(_ a: Double, _ b: Double, _ weight: Double) -> Double {
        weight == 0 ? a : weight == 1 ? b : (1 - weight) * a + weight * b
    }
}
