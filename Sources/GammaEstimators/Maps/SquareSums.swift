import GammaCore
import GammaDatasets
import GammaMaps

/// Background and statistic at norm 0, summed over the square around every pixel.
struct SquareSums: Sendable {
    let background: [Double]
    let stat: [Double]

    /// - Parameter size: pixels along each side of a square.
    init(_ planes: [TSCounts], nx: Int, ny: Int, size: Int, _ execution: Execution) throws {
        let row = try ConvolutionKernel(values: [Double](repeating: 1, count: size), width: size, height: 1)
        // One plane after the other, so that few are held at a time.
        func squares(_ add: (inout [Double], TSCounts) -> Void) throws -> [Double] {
            var image = [Double](repeating: 0, count: nx * ny)
            for plane in planes { add(&image, plane) }
            image = try DiskSums(row, nx: nx, ny: ny).sums(image, execution)
            image = Self.transposed(image, nx: nx, ny: ny)
            image = try DiskSums(row, nx: ny, ny: nx).sums(image, execution)
            return Self.transposed(image, nx: ny, ny: nx)
        }
        background = try squares { image, plane in
            for pixel in image.indices { image[pixel] += plane.masked(pixel).background }
        }
        stat = try squares { image, plane in
            for pixel in image.indices {
                let (n, mu) = plane.masked(pixel)
                image[pixel] += Cash.value(n: n, mu: mu)
            }
        }
    }

    private static func transposed(_ image: [Double], nx: Int, ny: Int) -> [Double] {
        [Double](unsafeUninitializedCapacity: nx * ny) { result, count in
            for y in 0..<ny { for x in 0..<nx { result[x * ny + y] = image[y * nx + x] } }
            count = nx * ny
        }
    }
}
