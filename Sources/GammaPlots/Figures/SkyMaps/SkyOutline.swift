import Foundation
import GammaMaps

/// The edge of the sky in an image that is larger than it, such as the ellipse of AIT.
enum SkyOutline {
    /// Projections whose sky is convex, so that rays from inside leave it once.
    private static let convex: Set<String> = [
        "AIT", "MOL", "SIN", "ZEA", "ARC", "SFL", "PAR", "CAR", "CEA", "MER", "CYP",
    ]

    /// Corners of the part of the image that is sky, counter-clockwise in pixels; nil when that is all of it or the
    /// projection is none whose sky is simple.
    static func corners(_ geometry: WCSGeometry, around middle: PixelPoint?) -> [PixelPoint]? {
        guard let middle, convex.contains(geometry.projection) else { return nil }
        let frame = Rect(x: -0.5, y: -0.5, width: Double(geometry.nx), height: Double(geometry.ny))
        var angles = (0..<720).map { Double($0) * .pi / 360 }
        for x in [frame.left, frame.right] {
            for y in [frame.top, frame.bottom] {
                let angle = atan2(y - middle.y, x - middle.x)
                angles.append(angle < 0 ? angle + 2 * .pi : angle)
            }
        }
        angles.sort()
        let ends = angles.map { reach(from: middle, $0, frame) }
        var inside = [Double](repeating: 0, count: angles.count)
        var outside = ends
        // just inside the frame, so that rounding takes nothing off an image that ends with the sky
        let isWhole = isSky(angles, ends.map { $0 * (1 - 1e-6) }, middle, geometry.wcs)
        guard isWhole.contains(false) else { return nil }
        for _ in 0..<22 {
            let tried = zip(inside, outside).map { ($0 + $1) / 2 }
            let answers = isSky(angles, tried, middle, geometry.wcs)
            for index in angles.indices where !isWhole[index] {
                if answers[index] { inside[index] = tried[index] } else { outside[index] = tried[index] }
            }
        }
        return angles.indices.map { index in
            let radius = isWhole[index] ? ends[index] : inside[index]
            return PixelPoint(middle.x + radius * cos(angles[index]), middle.y + radius * sin(angles[index]))
        }
    }

    private static func reach(from middle: PixelPoint, _ angle: Double, _ frame: Rect) -> Double {
        let (dx, dy) = (cos(angle), sin(angle))
        let x = dx > 1e-12 ? (frame.right - middle.x) / dx : (dx < -1e-12 ? (frame.left - middle.x) / dx : .infinity)
        let y = dy > 1e-12 ? (frame.bottom - middle.y) / dy : (dy < -1e-12 ? (frame.top - middle.y) / dy : .infinity)
        return max(min(x, y), 0)
    }

    private static func isSky(
        _ angles: [Double], _ radii: [Double], _ middle: PixelPoint, _ wcs: WCSTransform
    ) -> [Bool] {
        let x = zip(angles, radii).map { middle.x + $1 * cos($0) }
        let y = zip(angles, radii).map { middle.y + $1 * sin($0) }
        return wcs.directions(x: x, y: y).lon.map(\.isFinite)
    }
}
