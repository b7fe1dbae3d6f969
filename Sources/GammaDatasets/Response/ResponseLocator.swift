import GammaCore
import GammaMaps

/// Looks responses up by direction; made once for a response and used for many directions.
struct ResponseLocator: Sendable {
    let image: WCSGeometry?
    /// Pixels where the response is known.
    private let valid: [Bool]

    init(_ map: ResponseMap) {
        image = map.image
        valid = map.validPixels
    }

    /// The direction at which the response of a source is taken: its own, or where nothing is known there the centre of
    /// the nearest pixel where something is.
    func validDirection(_ direction: SkyDirection) -> SkyDirection {
        guard let image else { return direction }
        if let (x, y) = image.indices(of: direction), valid[y * image.nx + x] { return direction }
        let separations = image.separations(from: direction)
        var nearest: Int?
        for pixel in valid.indices where valid[pixel] && separations[pixel].isFinite {
            if separations[pixel] < nearest.map({ separations[$0] }) ?? .infinity { nearest = pixel }
        }
        guard let nearest else { return direction }
        return image.direction(x: Double(nearest % image.nx), y: Double(nearest / image.nx)) ?? direction
    }

    /// The pixel whose response a source at a direction gets; halves go to the lower index, as in Gammapy.
    func nearestPixel(_ direction: SkyDirection) -> Int {
        guard let image, let position = image.pixel(of: validDirection(direction)) else { return 0 }
        func index(_ value: Double, _ count: Int) -> Int {
            Int(min(max((value - 0.5).rounded(.up), 0), Double(count - 1)))
        }
        return index(position.y, image.ny) * image.nx + index(position.x, image.nx)
    }

    /// Pixels and weights of the bilinear interpolation at a direction; beyond the outer pixel centres it goes on straight.
    func bilinear(_ direction: SkyDirection) -> [(pixel: Int, weight: Double)] {
        guard let image, let position = image.pixel(of: validDirection(direction)) else { return [(0, 1)] }
        let columns = Self.linear(position.x, image.nx)
        return Self.linear(position.y, image.ny).flatMap { row in
            columns.map { (row.index * image.nx + $0.index, row.weight * $0.weight) }
        }
    }

    private static func linear(_ value: Double, _ count: Int) -> [(index: Int, weight: Double)] {
        guard count > 1 else { return [(0, 1)] }
        let low = min(max(value.rounded(.down), 0), Double(count - 2))
        return [(Int(low), 1 - (value - low)), (Int(low) + 1, value - low)]
    }
}
