import GammaCore
import GammaMaps

extension MapDataset {
    /// Pixels where any energy is safe (y, x).
    public var maskSafeImage: [Bool] { maskSafe.anyPlane(geometry.pixelCount) }

    /// Pixels where any energy takes part in a fit (y, x).
    public var maskImage: [Bool] { mask.anyPlane(geometry.pixelCount) }

    /// For every pixel of a response whether any energy is safe in the pixel of the counts that holds its centre; without
    /// image whether any bin is safe.
    ///
    /// A centre on the border of pixels belongs to all of them, where in Gammapy rounding decides.
    func maskSafe(atPixelsOf response: ResponseMap) -> [Bool] {
        guard let image = response.image else { return [maskSafe.contains(true)] }
        let mask = maskSafeImage
        let centres = image.pixelCentres()
        let positions = geometry.wcs.pixels(lon: centres.lon, lat: centres.lat, frame: image.frame)
        return zip(positions.x, positions.y).map { x, y in
            Self.neighbours(y, geometry.ny).contains { row in
                Self.neighbours(x, geometry.nx).contains { mask[row * geometry.nx + $0] }
            }
        }
    }

    /// The pixel that holds a position, two where it lies on their border; none outside.
    private static func neighbours(_ position: Double, _ count: Int) -> Range<Int> {
        let (low, high) = ((position - 1e-6).rounded(), (position + 1e-6).rounded())
        guard high >= 0, low < Double(count) else { return 0..<0 }
        return Int(max(low, 0))..<Int(min(high, Double(count - 1))) + 1
    }

    /// The safe mask on the pixels of an energy dispersion: (energy, y, x) for kernels, (y, x) for densities in migra.
    ///
    /// A pixel is safe when the mask, taken as 0 and 1 and interpolated linearly to its centre (going on straight beyond
    /// the border), is not zero there, as in Gammapy; what is left of rounding counts as zero.
    func maskSafe(of dispersion: EnergyDispersionMap) -> [Bool] {
        let pixels = geometry.pixelCount
        if dispersion.isMigra {
            return interpolated([maskSafeImage], at: dispersion.map.image)[0]
        }
        let planes = dispersion.map.axis.centres.map { energy -> [Bool] in
            guard let bin = self.energy.index(of: energy) else { return Array(repeating: false, count: pixels) }
            return Array(maskSafe[bin * pixels..<(bin + 1) * pixels])
        }
        return interpolated(planes, at: dispersion.map.image).flatMap(\.self)
    }

    private func interpolated(_ planes: [[Bool]], at image: WCSGeometry?) -> [[Bool]] {
        guard let image else { return planes.map { [$0.contains(true)] } }
        let centres = image.pixelCentres()
        let positions = geometry.wcs.pixels(lon: centres.lon, lat: centres.lat, frame: image.frame)
        let stencils = zip(positions.x, positions.y).map {
            LinearStencil(x: $0, y: $1, nx: geometry.nx, ny: geometry.ny)
        }
        return planes.map { plane in
            stencils.map { stencil in abs(stencil?.value { plane[$0] ? 1 : 0 } ?? 0) > 1e-9 }
        }
    }
}

/// Indices and weights of the bilinear interpolation at a position in pixels.
private struct LinearStencil {
    private let indices: SIMD4<Int>
    private let weights: SIMD4<Double>

    init?(x: Double, y: Double, nx: Int, ny: Int) {
        guard x.isFinite, y.isFinite else { return nil }
        let (left, right) = (Self.lower(x, nx), min(Self.lower(x, nx) + 1, nx - 1))
        let (bottom, top) = (Self.lower(y, ny), min(Self.lower(y, ny) + 1, ny - 1))
        let (u, v) = (nx > 1 ? x - Double(left) : 0, ny > 1 ? y - Double(bottom) : 0)
        indices = [bottom * nx + left, bottom * nx + right, top * nx + left, top * nx + right]
        weights = [(1 - v) * (1 - u), (1 - v) * u, v * (1 - u), v * u]
    }

    private static func lower(_ value: Double, _ count: Int) -> Int {
        Int(min(max(value.rounded(.down), 0), Double(max(count - 2, 0))))
    }

    func value(_ plane: (Int) -> Double) -> Double {
        var sum = 0.0
        for corner in 0..<4 { sum += weights[corner] * plane(indices[corner]) }
        return sum
    }
}

extension [Bool] {
    /// For every pixel whether it is set in any plane.
    func anyPlane(_ pixels: Int) -> [Bool] {
        var image = [Bool](repeating: false, count: pixels)
        image.withUnsafeMutableBufferPointer { image in
            withUnsafeBufferPointer { flags in
                for start in stride(from: 0, to: flags.count, by: pixels) {
                    for pixel in 0..<pixels { image[pixel] = image[pixel] || flags[start + pixel] }
                }
            }
        }
        return image
    }
}
