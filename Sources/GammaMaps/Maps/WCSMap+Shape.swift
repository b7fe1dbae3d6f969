import Foundation
import GammaCore

extension WCSMap {
    /// The part of the map around a direction; see ``WCSGeometry/cutout(around:width:oddSize:mode:)``.
    /// - Throws: ``Fault/Code/incompatible`` when there is no overlap, or a strict cut-out reaches beyond the border.
    public func cutout(
        around direction: SkyDirection, width: SIMD2<Double>, oddSize: Bool = false,
        mode: WCSGeometry.CutoutMode = .trim
    ) throws -> WCSMap {
        try cutout(geometry.cutout(around: direction, width: width, oddSize: oddSize, mode: mode))
    }

    /// The part of the map that a cut-out of its image describes.
    /// - Throws: ``Fault/Code/incompatible`` when it lies outside.
    public func cutout(_ cutout: WCSGeometry.Cutout) throws -> WCSMap {
        try cutout.check(geometry)
        let part = MapArray.part(
            values, nx: geometry.nx, ny: geometry.ny, columns: cutout.columns, rows: cutout.rows)
        return try with(cutout.geometry.with(axes: geometry.axes), part)
    }

    /// Adds a map that was cut from the same image, or covers part of it.
    /// - Parameters:
    ///   - weights: factors for the values of `other`; the same image as `other`, axes may be missing or have one bin.
    ///   - mask: which values of `other` are added; as for weights.
    ///   - replacingNonFinite: count values that are not finite as 0.
    /// - Throws: ``Fault/Code/incompatible`` when axes differ, pixels do not coincide or none is in common,
    ///   ``Fault/Code/badUnit``.
    public mutating func stack(
        _ other: WCSMap, weights: WCSMap? = nil, mask: WCSMask? = nil, replacingNonFinite: Bool = true
    ) throws {
        guard geometry.axes == other.geometry.axes else {
            throw Fault(.incompatible, "the maps have \(geometry.axisDifference(from: other.geometry))")
        }
        let factor = try other.unit.factor(to: unit)
        let overlap = try geometry.overlap(with: other.geometry)
        let weightPlanes = try weights.map { try other.geometry.planes(of: $0.geometry) }
        let maskPlanes = try mask.map { try other.geometry.planes(of: $0.geometry) }
        if storage == .mask { storage = .float }
        let (nx, ny, width, height) = (geometry.nx, geometry.ny, other.geometry.nx, other.geometry.ny)
        let planes = geometry.planeCount
        func add(_ weight: (_ plane: Int, _ index: Int) -> Double) {
            values.withUnsafeMutableBufferPointer { target in
                other.values.withUnsafeBufferPointer { source in
                    for plane in 0..<planes {
                        for (number, row) in overlap.rows.enumerated() {
                            let start = (plane * ny + row) * nx + overlap.columns.lowerBound
                            let inPlane = (overlap.y + number) * width + overlap.x
                            for k in 0..<overlap.columns.count {
                                var value = source[plane * width * height + inPlane + k] * factor
                                if replacingNonFinite, !value.isFinite { value = 0 }
                                let weight = weight(plane, inPlane + k)
                                // What counts nothing must not spoil the sum by NaN.
                                if weight != 0 { target[start + k] += value * weight }
                            }
                        }
                    }
                }
            }
        }
        let size = width * height
        switch (weights, weightPlanes, mask, maskPlanes) {
        case (let weights?, let weightPlanes?, let mask?, let maskPlanes?):
            add { mask.flags[maskPlanes[$0] * size + $1] ? weights.values[weightPlanes[$0] * size + $1] : 0 }
        case (let weights?, let weightPlanes?, _, _): add { weights.values[weightPlanes[$0] * size + $1] }
        case (_, _, let mask?, let maskPlanes?): add { mask.flags[maskPlanes[$0] * size + $1] ? 1 : 0 }
        default: add { _, _ in 1 }
        }
    }

    /// How the border of a padded map is filled.
    public enum Padding: Sendable, Hashable {
        /// With one value.
        case constant(Double)
        /// With the nearest value of the map.
        case edge
    }

    /// The map with a border.
    /// - Throws: ``Fault/Code/badValue`` for negative widths or a map that becomes too large.
    public func padded(dx: Int, dy: Int, with padding: Padding = .constant(0)) throws -> WCSMap {
        guard dx >= 0, dy >= 0 else { throw Fault(.badValue, "a border of \(dx) and \(dy) pixels cannot be added") }
        let large = try geometry.padded(dx: dx, dy: dy)
        let (nx, ny) = (geometry.nx, geometry.ny)
        if case .constant(let fill) = padding {
            return try with(large, MapArray.padded(values, nx: nx, ny: ny, dx: dx, dy: dy, fill: fill))
        }
        var result: [Double] = []
        result.reserveCapacity(large.valueCount)
        for plane in 0..<geometry.planeCount {
            for y in -dy..<ny + dy {
                let start = (plane * ny + min(max(y, 0), ny - 1)) * nx
                for x in -dx..<nx + dx { result.append(values[start + min(max(x, 0), nx - 1)]) }
            }
        }
        return try with(large, result)
    }

    /// The map with bins added at both ends of an axis.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, ``Fault/Code/badValue``.
    public func padded(
        axis name: String, low: Int, high: Int, with padding: Padding = .constant(0)
    ) throws -> WCSMap {
        let place = try geometry.place(ofAxis: name)
        let large = try geometry.replacing(place, by: place.axis.padded(low: low, high: high))
        let count = place.axis.binCount
        var result: [Double] = []
        result.reserveCapacity(large.valueCount)
        for outer in 0..<place.outer {
            for bin in -low..<count + high {
                if case .constant(let fill) = padding, !(0..<count).contains(bin) {
                    result += repeatElement(fill, count: place.inner)
                } else {
                    let start = (outer * count + min(max(bin, 0), count - 1)) * place.inner
                    result += values[start..<start + place.inner]
                }
            }
        }
        return try with(large, result)
    }

    /// The map without `dx` columns on the left and right and `dy` rows below and above.
    /// - Throws: ``Fault/Code/badValue`` for negative widths or when nothing is left.
    public func cropped(dx: Int, dy: Int) throws -> WCSMap {
        guard dx >= 0, dy >= 0 else { throw Fault(.badValue, "\(dx) and \(dy) pixels cannot be cut off") }
        let small = try geometry.padded(dx: -dx, dy: -dy)
        let (columns, rows) = (dx..<geometry.nx - dx, dy..<geometry.ny - dy)
        return try with(
            small, MapArray.part(values, nx: geometry.nx, ny: geometry.ny, columns: columns, rows: rows))
    }

    /// Some of the bins of an axis.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, ``Fault/Code/badValue`` for bins it has not.
    public func sliced(_ name: String, _ bins: Range<Int>) throws -> WCSMap {
        let place = try geometry.place(ofAxis: name)
        let axis = try place.axis.slice(bins)
        return try with(
            geometry.replacing(place, by: axis),
            MapArray.slice(values, outer: place.outer, count: place.axis.binCount, inner: place.inner, bins: bins))
    }

    /// One bin of an axis; the axis is dropped.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, ``Fault/Code/badValue`` for a bin it has not.
    public func sliced(_ name: String, bin: Int) throws -> WCSMap {
        let place = try geometry.place(ofAxis: name)
        guard (0..<place.axis.binCount).contains(bin) else {
            throw Fault(.badValue, "the axis '\(name)' of \(place.axis.binCount) bins has no bin \(bin)")
        }
        let part = MapArray.slice(
            values, outer: place.outer, count: place.axis.binCount, inner: place.inner, bins: bin..<bin + 1)
        return try with(geometry.replacing(place, by: nil), part)
    }

    /// The image at the given bins, one for each axis.
    /// - Precondition: as many bins as axes, each on its axis.
    public func image(atBins bins: [Int]) -> WCSMap {
        let start = offset(ofBins: bins)
        var image = WCSMap(mask: WCSMask(unchecked: geometry.image, []))
        image.values = Array(values[start..<start + geometry.pixelCount])
        (image.unit, image.storage, image.meta) = (unit, storage, meta)
        return image
    }

    /// Maps of the same image and axes joined along an axis that all have, in their order.
    /// - Throws: ``Fault/Code/noData`` without maps, ``Fault/Code/incompatible`` when they do not fit,
    ///   ``Fault/Code/badUnit``.
    public static func joined(_ maps: [WCSMap], along name: String) throws -> WCSMap {
        guard var result = maps.first else { throw Fault(.noData, "there are no maps to join") }
        for map in maps.dropFirst() {
            let (a, b) = (try result.geometry.place(ofAxis: name), try map.geometry.place(ofAxis: name))
            let joined = try result.geometry.replacing(a, by: a.axis.concatenated(b.axis))
            try result.geometry.replacing(a, by: nil).requireSame(
                map.geometry.replacing(b, by: nil), "the maps to join")
            let other = try map.converted(to: result.unit).values
            var values: [Double] = []
            values.reserveCapacity(joined.valueCount)
            let (first, second) = (a.axis.binCount * a.inner, b.axis.binCount * b.inner)
            for outer in 0..<a.outer {
                values += result.values[outer * first..<(outer + 1) * first]
                values += other[outer * second..<(outer + 1) * second]
            }
            result = try result.with(joined, values)
        }
        return result
    }
}
