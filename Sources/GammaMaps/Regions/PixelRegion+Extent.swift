import Foundation

/// The smallest rectangle of whole pixels around a region, upper ends excluded.
public struct PixelBox: Sendable, Hashable {
    /// First column.
    public var xMin: Int
    /// One after the last column.
    public var xMax: Int
    /// First row.
    public var yMin: Int
    /// One after the last row.
    public var yMax: Int

    /// The pixels touched by a range of positions; nil unless all are finite and of sensible size.
    init?(x: ClosedRange<Double>, y: ClosedRange<Double>) {
        let bounds =
            [(x.lowerBound + 0.5).rounded(.down), (x.upperBound + 0.5).rounded(.up)]
            + [(y.lowerBound + 0.5).rounded(.down), (y.upperBound + 0.5).rounded(.up)]
        let integers = bounds.compactMap { abs($0) < 1e15 ? Int(exactly: $0) : nil }
        guard integers.count == 4 else { return nil }
        (xMin, xMax, yMin, yMax) = (integers[0], integers[1], integers[2], integers[3])
    }

    /// Number of columns.
    public var width: Int { xMax - xMin }
    /// Number of rows.
    public var height: Int { yMax - yMin }
    /// Position of its middle.
    public var centre: PixelPoint { PixelPoint(0.5 * Double(xMax - 1 + xMin), 0.5 * Double(yMax - 1 + yMin)) }

    func union(_ other: PixelBox) -> PixelBox {
        var box = self
        box.xMin = min(xMin, other.xMin)
        box.xMax = max(xMax, other.xMax)
        box.yMin = min(yMin, other.yMin)
        box.yMax = max(yMax, other.yMax)
        return box
    }
}

extension PixelRegion {
    /// The smallest box of pixels around the region; nil for a complement, an empty compound and non-finite numbers.
    public var boundingBox: PixelBox? {
        if case .compound(_, let parts) = self {
            let boxes = parts.compactMap(\.boundingBox)
            guard let first = boxes.first else { return nil }
            return boxes.dropFirst().reduce(first) { $0.union($1) }
        }
        return extent.flatMap { PixelBox(x: $0.x, y: $0.y) }
    }

    /// The smallest upright rectangle around the region; nil as for ``boundingBox``.
    var extent: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
        func around(_ centre: PixelPoint, _ dx: Double, _ dy: Double) -> (ClosedRange<Double>, ClosedRange<Double>)? {
            guard dx >= 0, dy >= 0, (centre.x + centre.y + dx + dy).isFinite else { return nil }
            return (centre.x - dx...centre.x + dx, centre.y - dy...centre.y + dy)
        }
        switch self {
        case .circle(let centre, let radius): return around(centre, radius, radius)
        case .annulus(let centre, _, let outer): return around(centre, outer, outer)
        case .point(let centre): return around(centre, 0, 0)
        case .ellipse(let centre, let width, let height, let angle):
            let (s, c) = (sin(angle), cos(angle))
            return around(centre, hypot(0.5 * width * c, 0.5 * height * s), hypot(0.5 * width * s, 0.5 * height * c))
        case .rectangle(let centre, let width, let height, let angle):
            let (s, c) = (abs(sin(angle)), abs(cos(angle)))
            return around(centre, 0.5 * (width * c + height * s), 0.5 * (width * s + height * c))
        case .polygon(let vertices):
            guard let x = Self.range(vertices.map(\.x)), let y = Self.range(vertices.map(\.y)) else { return nil }
            return (x, y)
        case .compound(_, let parts):
            let extents = parts.compactMap(\.extent)
            guard let x = Self.range(extents.flatMap { [$0.x.lowerBound, $0.x.upperBound] }),
                let y = Self.range(extents.flatMap { [$0.y.lowerBound, $0.y.upperBound] })
            else { return nil }
            return (x, y)
        case .complement: return nil
        }
    }

    private static func range(_ values: [Double]) -> ClosedRange<Double>? {
        guard let low = values.min(), let high = values.max(), values.allSatisfy(\.isFinite) else { return nil }
        return low...high
    }

    /// The middle of the region: the centre of a shape, the centroid of a polygon, the mean of a compound's parts.
    public var centre: PixelPoint {
        switch self {
        case .circle(let centre, _), .ellipse(let centre, _, _, _), .rectangle(let centre, _, _, _),
            .annulus(let centre, _, _), .point(let centre):
            return centre
        case .polygon(let vertices): return Self.centroid(vertices)
        case .compound(_, let parts): return Self.mean(parts.map(\.centre))
        case .complement(let region): return region.centre
        }
    }

    private static func mean(_ points: [PixelPoint]) -> PixelPoint {
        let count = Double(points.count)
        return PixelPoint(points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
    }

    private static func centroid(_ vertices: [PixelPoint]) -> PixelPoint {
        let origin = mean(vertices)
        var (area, x, y) = (0.0, 0.0, 0.0)
        for (index, a) in vertices.enumerated() {
            let b = vertices[(index + 1) % vertices.count]
            let cross = (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
            area += cross
            x += cross * (a.x + b.x - 2 * origin.x)
            y += cross * (a.y + b.y - 2 * origin.y)
        }
        return area == 0 ? origin : PixelPoint(origin.x + x / (3 * area), origin.y + y / (3 * area))
    }

    /// Area in pixels; nil for compounds and complements, which have no formula.
    public var area: Double? {
        switch self {
        case .circle(_, let radius): return .pi * radius * radius
        case .ellipse(_, let width, let height, _): return .pi / 4 * width * height
        case .rectangle(_, let width, let height, _): return width * height
        case .annulus(_, let inner, let outer): return .pi * (outer * outer - inner * inner)
        case .point: return 0
        case .polygon(let vertices):
            var twice = 0.0
            for (index, a) in vertices.enumerated() {
                let b = vertices[(index + 1) % vertices.count]
                twice += a.x * b.y - b.x * a.y
            }
            return abs(twice) / 2
        case .compound, .complement: return nil
        }
    }

    /// For every pixel of an image, row after row, whether its centre is inside.
    /// - Precondition: sizes are not negative.
    public func mask(nx: Int, ny: Int) -> [Bool] {
        precondition(nx >= 0 && ny >= 0, "image sizes are not negative")
        var mask = [Bool](repeating: false, count: nx * ny)
        var columns = 0..<nx
        var rows = 0..<ny
        if let box = boundingBox, !reachesBeyondBox {
            columns = columns.clamped(to: box.xMin..<box.xMax)
            rows = rows.clamped(to: box.yMin..<box.yMax)
        }
        for y in rows {
            for x in columns where contains(x: Double(x), y: Double(y)) { mask[y * nx + x] = true }
        }
        return mask
    }

    /// True when part of a compound is a complement, whose inside has no end.
    private var reachesBeyondBox: Bool {
        switch self {
        case .complement: true
        case .compound(_, let parts): parts.contains(where: \.reachesBeyondBox)
        default: false
        }
    }
}
