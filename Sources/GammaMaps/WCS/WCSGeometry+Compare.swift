import Foundation
import GammaCore

extension WCSGeometry {
    /// What makes two geometries different, in words; nil when they are the same by ``isClose(to:)``.
    public func difference(from other: WCSGeometry) -> String? {
        if let text = imageDifference(from: other) { return text }
        return axes == other.axes ? nil : axisDifference(from: other)
    }

    /// What makes the axes different, in words.
    func axisDifference(from other: WCSGeometry) -> String {
        guard axes.map(\.name) == other.axes.map(\.name) else {
            return "axes \(axes.map(\.name)) and \(other.axes.map(\.name))"
        }
        for (a, b) in zip(axes, other.axes) where a != b {
            return a.binCount == b.binCount
                ? "axes '\(a.name)' from \(a.span) and from \(b.span)"
                : "axes '\(a.name)' of \(a.binCount) and \(b.binCount) bins"
        }
        return "axes"
    }

    /// The same for the images alone.
    public func imageDifference(from other: WCSGeometry) -> String? {
        guard nx == other.nx, ny == other.ny else {
            return "images of \(nx) × \(ny) and \(other.nx) × \(other.ny) pixels"
        }
        return wcs.isClose(to: other.wcs) ? nil : wcsDifference(from: other)
    }

    /// - Throws: ``Fault/Code/incompatible`` that says what differs.
    func requireSame(_ other: WCSGeometry, _ purpose: String) throws {
        if let text = difference(from: other) {
            throw Fault(
                .incompatible, "\(purpose) have \(text)", hint: "interpolate one onto the geometry of the other")
        }
    }

    private func wcsDifference(from other: WCSGeometry) -> String {
        if frame != other.frame { return "frames \(frame.rawValue) and \(other.frame.rawValue)" }
        if projection != other.projection { return "projections \(projection) and \(other.projection)" }
        let (a, b) = (wcs.pixelScales, other.wcs.pixelScales)
        if abs(a.x - b.x) > 1e-6 * a.x || abs(a.y - b.y) > 1e-6 * a.y {
            return "pixels of \(a.x) × \(a.y) and \(b.x) × \(b.y) deg"
        }
        return "images around \(centre) and \(other.centre)"
    }

    /// Where the first pixel of `part` lies in this image, when both are cut from one image; nil when pixels do not
    /// coincide (to 1e-6 of a pixel). Axes are not looked at.
    public func offset(of part: WCSGeometry) -> (x: Int, y: Int)? {
        let (own, other) = (wcs.keywords.referencePixel, part.wcs.keywords.referencePixel)
        let (dx, dy) = (own.x - other.x, own.y - other.y)
        guard let x = Int(exactly: dx.rounded()), let y = Int(exactly: dy.rounded()), abs(dx - dx.rounded()) <= 1e-6,
            abs(dy - dy.rounded()) <= 1e-6
        else { return nil }
        var keywords = part.wcs.keywords
        keywords.referencePixel = own
        guard keywords == wcs.keywords || (try? WCSTransform(keywords).isClose(to: wcs)) == true else { return nil }
        return (x, y)
    }

    /// The pixels that this image and `part`, cut from the same image, have in common.
    /// - Throws: ``Fault/Code/incompatible`` when pixels do not coincide or there is none in common.
    func overlap(with part: WCSGeometry) throws -> Overlap {
        guard let offset = offset(of: part) else {
            let text = nx == part.nx && ny == part.ny ? imageDifference(from: part) : wcsDifference(from: part)
            throw Fault(
                .incompatible, "the pixels of the two maps do not coincide: they have \(text ?? "shifted pixels")",
                hint: "interpolate one onto the geometry of the other")
        }
        let columns = (offset.x..<offset.x + part.nx).clamped(to: 0..<nx)
        let rows = (offset.y..<offset.y + part.ny).clamped(to: 0..<ny)
        guard !columns.isEmpty, !rows.isEmpty else {
            throw Fault(.incompatible, "the maps around \(centre) and \(part.centre) have no pixel in common")
        }
        return Overlap(columns: columns, rows: rows, x: columns.lowerBound - offset.x, y: rows.lowerBound - offset.y)
    }

    /// Pixels in common of an image and a part of it.
    struct Overlap {
        /// Columns in the image.
        var columns: Range<Int>
        /// Rows in the image.
        var rows: Range<Int>
        /// The first of the columns in the part.
        var x: Int
        /// The first of the rows in the part.
        var y: Int
    }

    /// Place of an axis: the values are [outer][bins][inner].
    struct AxisPlace {
        /// Index in ``WCSGeometry/axes``.
        var index: Int
        var axis: MapAxis
        /// Bins of the slower axes together.
        var outer: Int
        /// Bins of the faster axes and pixels together.
        var inner: Int
    }

    /// - Throws: ``Fault/Code/incompatible`` when there is no such axis.
    func place(ofAxis name: String) throws -> AxisPlace {
        let axis = try axis(name)
        let index = axes.firstIndex { $0.name == name } ?? 0
        return AxisPlace(
            index: index, axis: axis, outer: axes[(index + 1)...].reduce(1) { $0 * $1.binCount },
            inner: axes[..<index].reduce(pixelCount) { $0 * $1.binCount })
    }

    /// This geometry with one axis replaced, or without it.
    func replacing(_ place: AxisPlace, by axis: MapAxis?) throws -> WCSGeometry {
        var changed = axes
        changed.replaceSubrange(place.index...place.index, with: axis.map { [$0] } ?? [])
        return try with(axes: changed)
    }

    /// For every plane of this geometry the plane of `weights` that belongs to it. The images must be the same; an axis
    /// may be missing in the weights or have one bin.
    /// - Throws: ``Fault/Code/incompatible`` that says what differs.
    func planes(of weights: WCSGeometry) throws -> [Int] {
        if let text = imageDifference(from: weights) {
            throw Fault(.incompatible, "a map and its weights have \(text)")
        }
        let known = axes.map(\.name)
        guard let extra = weights.axes.first(where: { !known.contains($0.name) && $0.binCount > 1 }) else {
            return try planes(matching: weights)
        }
        throw Fault(.incompatible, "weights have an axis '\(extra.name)', which the map has not")
    }

    private func planes(matching weights: WCSGeometry) throws -> [Int] {
        var strides = [Int](repeating: 0, count: axes.count)
        var stride = 1
        for axis in weights.axes {
            if axis.binCount > 1, let index = axes.firstIndex(where: { $0.name == axis.name }) {
                guard axes[index].binCount == axis.binCount else {
                    throw Fault(
                        .incompatible,
                        "a map and its weights have axes '\(axis.name)' of \(axes[index].binCount) and \(axis.binCount) bins"
                    )
                }
                strides[index] = stride
            }
            stride *= axis.binCount
        }
        return (0..<planeCount).map { plane in
            var (rest, result) = (plane, 0)
            for (axis, stride) in zip(axes, strides) {
                result += (rest % axis.binCount) * stride
                rest /= axis.binCount
            }
            return result
        }
    }
}

extension MapAxis {
    /// `0.1 to 10 TeV`.
    var span: String { "\(edges[0]) to \(edges[binCount]) \(unit)".trimmingCharacters(in: .whitespaces) }
}
