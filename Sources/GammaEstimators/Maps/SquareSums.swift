import GammaCore
import GammaDatasets
import GammaMaps

/// Background and statistic at norm 0, summed over the square around every pixel.
struct SquareSums: Sendable {
    let background: [Double]
    let stat: [Double]

    init(_ layers: [TSLayer], _ execution: Execution) throws {
        let (nx, ny, size) = (layers[0].nx, layers[0].ny, layers[0].size)
        var background = [Double](repeating: 0, count: nx * ny)
        var stat = background
        for layer in layers {
            for pixel in background.indices {
                background[pixel] += layer.background[pixel]
                stat[pixel] += Cash.value(n: layer.counts[pixel], mu: layer.background[pixel])
            }
        }
        let row = try ConvolutionKernel(values: [Double](repeating: 1, count: size), width: size, height: 1)
        func square(_ image: [Double]) throws -> [Double] {
            let lines = try DiskSums(row, nx: nx, ny: ny).sums(image, execution)
            let columns = try DiskSums(row, nx: ny, ny: nx).sums(Self.transposed(lines, nx: nx, ny: ny), execution)
            return Self.transposed(columns, nx: ny, ny: nx)
        }
        self.background = try square(background)
        self.stat = try square(stat)
    }

    private static func transposed(_ image: [Double], nx: Int, ny: Int) -> [Double] {
        [Double](unsafeUninitializedCapacity: nx * ny) { result, count in
            for y in 0..<ny { for x in 0..<nx { result[x * ny + y] = image[y * nx + x] } }
            count = nx * ny
        }
    }
}
