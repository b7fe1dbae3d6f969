import Foundation

/// An area on the sky to be drawn, in degrees of the figure's frame.
public enum SkyShape: Sendable {
    /// A circle on the sphere.
    case circle(lon: Double, lat: Double, radius: Double)
    /// An ellipse with full axes. Its width lies along the longitude axis and is then turned by `angle`, counter-clockwise
    /// as seen on a chart with longitude growing to the left.
    case ellipse(lon: Double, lat: Double, width: Double, height: Double, angle: Double)
    /// A rectangle, turned as the ellipse.
    case rectangle(lon: Double, lat: Double, width: Double, height: Double, angle: Double)
    /// A ring.
    case annulus(lon: Double, lat: Double, inner: Double, outer: Double)
    /// Corners in order.
    case polygon([(lon: Double, lat: Double)])
    /// A direction.
    case point(lon: Double, lat: Double)

    /// Outlines on a tangent plane, in degrees; empty for a point or for what lies behind the plane.
    func outlines(on plane: TangentPlane) -> [[(x: Double, y: Double)]] {
        switch self {
        case .circle(let lon, let lat, let radius): return [SkyShape.ring(lon, lat, radius, plane)]
        case .annulus(let lon, let lat, let inner, let outer):
            return [SkyShape.ring(lon, lat, outer, plane), SkyShape.ring(lon, lat, inner, plane)]
        case .polygon(let corners): return [corners.compactMap { plane.project(lon: $0.lon, lat: $0.lat) }]
        case .point: return []
        case .ellipse(let lon, let lat, let width, let height, let angle):
            let corners = (0..<90).map { step in
                let t = Double(step) / 90 * 2 * .pi
                return (width / 2 * cos(t), height / 2 * sin(t))
            }
            return [SkyShape.turned(corners, lon, lat, angle, plane)]
        case .rectangle(let lon, let lat, let width, let height, let angle):
            let corners = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { ($0.0 * width / 2, $0.1 * height / 2) }
            return [SkyShape.turned(corners, lon, lat, angle, plane)]
        }
    }

    /// Areas to be filled: as the outlines, but a ring without its hole.
    func areas(on plane: TangentPlane) -> [[(x: Double, y: Double)]] {
        let curves = outlines(on: plane)
        guard case .annulus = self, curves.count == 2, let a = curves[0].first, let b = curves[1].first else {
            return curves
        }
        return [curves[0] + [a, b] + curves[1].reversed()]
    }

    /// A direction that is shown as a sign instead of an outline.
    func marker(on plane: TangentPlane) -> (x: Double, y: Double)? {
        if case .point(let lon, let lat) = self { return plane.project(lon: lon, lat: lat) }
        return nil
    }

    private static func ring(_ lon: Double, _ lat: Double, _ radius: Double, _ plane: TangentPlane) -> [(
        x: Double, y: Double
    )] {
        let centre = TangentPlane(lon: lon, lat: lat)
        return (0..<90).compactMap { step in
            let t = Double(step) / 90 * 2 * .pi
            let place = centre.direction(separation: radius, angle: t)
            return plane.project(lon: place.lon, lat: place.lat)
        }
    }

    private static func turned(
        _ corners: [(Double, Double)], _ lon: Double, _ lat: Double, _ angle: Double, _ plane: TangentPlane
    ) -> [(x: Double, y: Double)] {
        let centre = TangentPlane(lon: lon, lat: lat)
        let turn = angle * .pi / 180
        return corners.compactMap { corner in
            let x = corner.0 * cos(turn) - corner.1 * sin(turn)
            let y = corner.0 * sin(turn) + corner.1 * cos(turn)
            // x is to the right of the chart, thus west; the angle of `direction` is counted from north to east
            let place = centre.direction(separation: (x * x + y * y).squareRoot(), angle: atan2(-x, y))
            return plane.project(lon: place.lon, lat: place.lat)
        }
    }
}
