import GammaDatasets
import GammaMaps

/// Background and statistic at norm 0, summed over the square around every pixel.
struct SquareSums: Sendable {
    let background: [Double]
    let stat: [Double]

    /// - Parameter size: pixels along each side of a square.
    init(_ planes: [TSCounts], nx: Int, ny: Int, size: Int) {
        // One image after the other, so that few are held at a time.
        func squares(_ add: (inout [Double], TSCounts) -> Void) -> [Double] {
            var image = [Double](repeating: 0, count: nx * ny)
            for plane in planes { add(&image, plane) }
            let window = SlidingSum(size: size)
            image.withUnsafeMutableBufferPointer { image in
                guard let image = image.baseAddress else { return }
                window.sumRows(image, nx: nx, ny: ny)
                window.sumColumns(image, nx: nx, ny: ny)
            }
            return image
        }
        background = squares { image, plane in
            for pixel in image.indices { image[pixel] += plane.masked(pixel).background }
        }
        stat = squares { image, plane in
            for pixel in image.indices {
                let (n, mu) = plane.masked(pixel)
                image[pixel] += Cash.value(n: n, mu: mu)
            }
        }
    }
}
