import GammaCore
import GammaMaps

extension ResponseMap {
    /// The direction at which the response of a source is taken: its own, or where nothing is known there the centre of
    /// the nearest pixel where something is.
    func validDirection(_ direction: SkyDirection) -> SkyDirection {
        guard let image else { return direction }
        let valid = validPixels
        if let (x, y) = image.indices(of: direction), valid[y * image.nx + x] { return direction }
        let separations = image.separations(from: direction)
        var nearest: Int?
        for pixel in valid.indices where valid[pixel] && separations[pixel].isFinite {
            if separations[pixel] < nearest.map({ separations[$0] }) ?? .infinity { nearest = pixel }
        }
        guard let nearest else { return direction }
        return image.direction(x: Double(nearest % image.nx), y: Double(nearest / image.nx)) ?? direction
    }

    /// The pixel that is nearest to a direction; halves go to the lower index, as in Gammapy.
    func nearestPixel(_ direction: SkyDirection) -> Int {
        guard let image, let position = image.pixel(of: direction) else { return 0 }
        func index(_ value: Double, _ count: Int) -> Int {
            Int(min(max((value - 0.5).rounded(.up), 0), Double(count - 1)))
        }
        return index(position.y, image.ny) * image.nx + index(position.x, image.nx)
    }

    /// Pixels and weights of the bilinear interpolation at a direction, with the weights' derivatives by the pixel
    /// position (x, y). Beyond the outer pixel centres the interpolation goes on straight.
    func bilinear(_ direction: SkyDirection) -> [BilinearTerm] {
        guard let image, let position = image.pixel(of: direction) else {
            return [BilinearTerm(pixel: 0, weight: 1, slope: .zero)]
        }
        let columns = Self.linear(position.x, image.nx)
        let rows = Self.linear(position.y, image.ny)
        return rows.flatMap { row in
            columns.map { column in
                BilinearTerm(
                    pixel: row.index * image.nx + column.index, weight: row.weight * column.weight,
                    slope: SIMD2(row.weight * column.slope, row.slope * column.weight))
            }
        }
    }

    private static func linear(_ value: Double, _ count: Int) -> [(index: Int, weight: Double, slope: Double)] {
        guard count > 1 else { return [(0, 1, 0)] }
        let low = min(max(value.rounded(.down), 0), Double(count - 2))
        let fraction = value - low
        return [(Int(low), 1 - fraction, -1), (Int(low) + 1, fraction, 1)]
    }
}

/// One pixel's part in a bilinear interpolation.
struct BilinearTerm: Sendable {
    let pixel: Int
    let weight: Double
    /// ∂weight/∂x and ∂weight/∂y for the position in pixels.
    let slope: SIMD2<Double>
}
