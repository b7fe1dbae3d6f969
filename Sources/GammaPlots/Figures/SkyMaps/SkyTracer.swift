import Foundation
import GammaMaps

/// Follows lines on the sky through the pixels of an image; breaks them where the projection does.
struct SkyTracer: Sendable {
    private let wcs: WCSTransform
    /// The image and as much around it, where lines have to be smooth.
    private let window: Rect
    /// Pieces longer than this, in pixels, are halved.
    private let longest: Double

    /// So often is a piece halved that stays long or leads off the sky.
    private static let mostHalvings = 9

    init(_ geometry: WCSGeometry) {
        wcs = geometry.wcs
        let (nx, ny) = (Double(geometry.nx), Double(geometry.ny))
        longest = max(nx, ny) / 20
        window = Rect(x: -0.5, y: -0.5, width: nx, height: ny).grown(0.05 * max(nx, ny))
    }

    /// A line given by a parameter from 0 to 1.
    /// - Parameter place: longitude and latitude in degrees of `frame`.
    func trace(samples: Int, frame: SkyFrame, _ place: (Double) -> (lon: Double, lat: Double)) -> [[PixelPoint]] {
        var parameters = (0...samples).map { Double($0) / Double(samples) }
        var points = project(parameters, frame, place)
        for _ in 0..<Self.mostHalvings {
            let long = (0..<parameters.count - 1).filter { needsHalving(points[$0], points[$0 + 1]) }
            guard !long.isEmpty, parameters.count < 20_000 else { break }
            let middles = long.map { (parameters[$0] + parameters[$0 + 1]) / 2 }
            let added = project(middles, frame, place)
            var next = 0
            var (allParameters, allPoints) = ([Double](), [PixelPoint]())
            for index in parameters.indices {
                allParameters.append(parameters[index])
                allPoints.append(points[index])
                if next < long.count, long[next] == index {
                    allParameters.append(middles[next])
                    allPoints.append(added[next])
                    next += 1
                }
            }
            (parameters, points) = (allParameters, allPoints)
        }
        return pieces(points)
    }

    /// Carries a line from the pixels of another image over to this one.
    func carry(_ line: [(x: Double, y: Double)], from other: WCSTransform) -> [[PixelPoint]] {
        let sky = other.directions(x: line.map(\.x), y: line.map(\.y))
        let here = wcs.pixels(lon: sky.lon, lat: sky.lat, frame: other.frame)
        return pieces(zip(here.x, here.y).map { PixelPoint($0, $1) })
    }

    private func project(
        _ parameters: [Double], _ frame: SkyFrame, _ place: (Double) -> (lon: Double, lat: Double)
    ) -> [PixelPoint] {
        let places = parameters.map(place)
        let here = wcs.pixels(lon: places.map(\.lon), lat: places.map(\.lat), frame: frame)
        return zip(here.x, here.y).map { PixelPoint($0, $1) }
    }

    private func needsHalving(_ a: PixelPoint, _ b: PixelPoint) -> Bool {
        let (onA, onB) = (isOnPlane(a), isOnPlane(b))
        guard onA, onB else { return onA ? touches(a, a) : (onB && touches(b, b)) }
        return hypot(b.x - a.x, b.y - a.y) > longest && touches(a, b)
    }

    /// The box about a piece meets the window.
    private func touches(_ a: PixelPoint, _ b: PixelPoint) -> Bool {
        min(a.x, b.x) <= window.right && max(a.x, b.x) >= window.left && min(a.y, b.y) <= window.bottom
            && max(a.y, b.y) >= window.top
    }

    private func isOnPlane(_ point: PixelPoint) -> Bool { abs(point.x) < 1e9 && abs(point.y) < 1e9 }

    /// What is still long after all halvings is a jump from one side of the sky to the other.
    private func pieces(_ points: [PixelPoint]) -> [[PixelPoint]] {
        var result: [[PixelPoint]] = []
        var piece: [PixelPoint] = []
        for point in points {
            let isJump =
                piece.last.map { hypot(point.x - $0.x, point.y - $0.y) > 4 * longest && touches($0, point) } ?? false
            if !isOnPlane(point) || isJump {
                if piece.count > 1 { result.append(piece) }
                piece = []
            }
            if isOnPlane(point) { piece.append(point) }
        }
        if piece.count > 1 { result.append(piece) }
        return result
    }
}
