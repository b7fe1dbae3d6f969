import Foundation

/// A region in the pixel plane of an image. Lengths in pixels, angles in radians from x to y.
///
/// Which of the borders belong to a shape is as in the `regions` package that Gammapy uses, so that counts agree.
public indirect enum PixelRegion: Sendable, Hashable {
    /// Points nearer than `radius` to the centre.
    case circle(centre: PixelPoint, radius: Double)
    /// An ellipse of full axes `width` and `height`, turned by `angle`.
    case ellipse(centre: PixelPoint, width: Double, height: Double, angle: Double)
    /// A rectangle of full sides `width` and `height`, turned by `angle`.
    case rectangle(centre: PixelPoint, width: Double, height: Double, angle: Double)
    /// Points with a distance from `inner` up to less than `outer`.
    case annulus(centre: PixelPoint, inner: Double, outer: Double)
    /// The inside of a polygon, by the even-odd rule.
    case polygon([PixelPoint])
    /// A point, which contains nothing.
    case point(PixelPoint)
    /// Several regions combined.
    case compound(RegionOperator, [PixelRegion])
    /// Everything outside a region.
    case complement(PixelRegion)
}

extension PixelRegion {
    /// Whether the position is inside; NaN never is.
    public func contains(x: Double, y: Double) -> Bool {
        switch self {
        case .circle(let centre, let radius):
            return hypot(x - centre.x, y - centre.y) < radius
        case .ellipse(let centre, let width, let height, let angle):
            let (u, v) = Self.turned(x - centre.x, y - centre.y, angle)
            return (2 * u / width) * (2 * u / width) + (2 * v / height) * (2 * v / height) <= 1
        case .rectangle(let centre, let width, let height, let angle):
            let (u, v) = Self.turned(x - centre.x, y - centre.y, angle)
            return abs(u) < 0.5 * width && abs(v) < 0.5 * height
        case .annulus(let centre, let inner, let outer):
            let distance = hypot(x - centre.x, y - centre.y)
            return distance < outer && distance >= inner
        case .polygon(let vertices):
            return Self.polygon(vertices, contains: x, y)
        case .point:
            return false
        case .compound(let combination, let parts):
            return combination.combine(parts.lazy.map { $0.contains(x: x, y: y) })
        case .complement(let region):
            return x.isFinite && y.isFinite && !region.contains(x: x, y: y)
        }
    }

    /// Coordinates along the axes of a shape turned by `angle`.
    private static func turned(_ dx: Double, _ dy: Double, _ angle: Double) -> (Double, Double) {
        let (s, c) = (sin(angle), cos(angle))
        return (c * dx + s * dy, s * dx - c * dy)
    }

    /// Counts the edges crossed by a ray towards growing x.
    private static func polygon(_ vertices: [PixelPoint], contains x: Double, _ y: Double) -> Bool {
        guard var previous = vertices.last else { return false }
        var inside = false
        for vertex in vertices {
            if (vertex.y > y) != (previous.y > y),
                x < (previous.x - vertex.x) * (y - vertex.y) / (previous.y - vertex.y) + vertex.x
            {
                inside.toggle()
            }
            previous = vertex
        }
        return inside
    }

    /// The region turned counter-clockwise (from x to y) about a position.
    public func rotated(about centre: PixelPoint, by angleRadians: Double) -> PixelRegion {
        func turn(_ point: PixelPoint) -> PixelPoint { point.rotated(about: centre, by: angleRadians) }
        switch self {
        case .circle(let own, let radius): return .circle(centre: turn(own), radius: radius)
        case .ellipse(let own, let width, let height, let angle):
            return .ellipse(centre: turn(own), width: width, height: height, angle: angle + angleRadians)
        case .rectangle(let own, let width, let height, let angle):
            return .rectangle(centre: turn(own), width: width, height: height, angle: angle + angleRadians)
        case .annulus(let own, let inner, let outer): return .annulus(centre: turn(own), inner: inner, outer: outer)
        case .polygon(let vertices): return .polygon(vertices.map(turn))
        case .point(let own): return .point(turn(own))
        case .compound(let combination, let parts):
            return .compound(combination, parts.map { $0.rotated(about: centre, by: angleRadians) })
        case .complement(let region): return .complement(region.rotated(about: centre, by: angleRadians))
        }
    }
}
