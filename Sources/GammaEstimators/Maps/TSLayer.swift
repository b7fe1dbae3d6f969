import GammaCore
import GammaMaps

/// One image of counts to which a norm is fitted, prepared for the sums over a square around any pixel.
///
/// The source at norm 1 predicts m = k(offset) · E(pixel) in a pixel of the square. Where bins of energy were summed, some
/// of which are masked in some pixels, the kernel of a pixel is the mean over its unmasked bins: pixels with the same bins
/// share a kernel.
struct TSLayer: Sendable {
    let nx: Int
    let ny: Int
    /// Pixels on either side of the middle of a kernel.
    let half: Int
    var size: Int { 2 * half + 1 }
    /// Counts, prediction without the source and expected counts of the source at norm 1, all zero outside the mask (y, x).
    let counts: [Double]
    let background: [Double]
    let exposure: [Double]
    /// Number of the kernel of each pixel.
    let kernelNumbers: [Int32]
    /// Kernels (number, y, x), and their inverses, where the kernel is empty a number so large that it never counts.
    let kernels: [Double]
    let inverses: [Double]
    /// b/E of each pixel; so large that it never counts where E is 0.
    let ratios: [Double]
    /// The pixels with counts, row after row: columns, counts, b/E and kernels.
    let columns: [Int32]
    let columnCounts: [Double]
    let columnRatios: [Double]
    let columnKernels: [Int32]
    /// Where in them pixels begin of at least a given column, for the columns 0…nx of each row.
    let positions: [Int32]

    /// A number beside which counts vanish, and whose square is still one.
    static let never = 1e140

    init(
        nx: Int, ny: Int, size: Int, counts: [Double], background: [Double], exposure: [Double],
        kernelNumbers: [Int32], kernels: [Double]
    ) {
        (self.nx, self.ny, half) = (nx, ny, size / 2)
        self.counts = counts
        self.background = background
        self.exposure = exposure
        self.kernelNumbers = kernelNumbers
        self.kernels = kernels
        inverses = kernels.map { $0 > 0 ? min(1 / $0, Self.never) : Self.never }
        // The truncation of the Cash statistic: a bin that predicts nothing is very unlikely to hold counts, not infinitely.
        let ratios = zip(background, exposure).map { $1 > 0 ? min(max($0, 1e-25) / $1, Self.never) : Self.never }
        self.ratios = ratios
        var columns: [Int32] = []
        var places: [Int] = []
        var positions: [Int32] = []
        positions.reserveCapacity(ny * (nx + 1))
        for y in 0..<ny {
            for x in 0..<nx {
                positions.append(Int32(columns.count))
                // Counts where the source predicts nothing do not move it.
                guard counts[y * nx + x] > 0, exposure[y * nx + x] > 0 else { continue }
                columns.append(Int32(x))
                places.append(y * nx + x)
            }
            positions.append(Int32(columns.count))
        }
        self.columns = columns
        self.positions = positions
        columnCounts = places.map { counts[$0] }
        columnRatios = places.map { ratios[$0] }
        columnKernels = places.map { kernelNumbers[$0] }
    }

    /// The part of the square around a pixel that lies on the image.
    func rows(around y: Int) -> Range<Int> { max(0, y - half)..<min(ny, y + half + 1) }
    func columns(around x: Int) -> Range<Int> { max(0, x - half)..<min(nx, x + half + 1) }

    /// Expected counts of the source at norm 1 within the square around every pixel of a row: the correlation of exposure and
    /// kernels.
    func addModel(row y: Int, to sums: UnsafeMutablePointer<Double>, _ scratch: inout [Double]) {
        let area = size * size
        for kernel in 0..<kernels.count / area {
            for row in rows(around: y) {
                // What the exposure is in the pixels of this kernel.
                var isEmpty = true
                for x in 0..<nx {
                    let isMine = kernelNumbers[row * nx + x] == Int32(kernel)
                    scratch[half + x] = isMine ? exposure[row * nx + x] : 0
                    if scratch[half + x] != 0 { isEmpty = false }
                }
                if isEmpty { continue }
                let first = kernel * area + (row - y + half) * size
                scratch.withUnsafeBufferPointer { line in
                    for offset in 0..<size {
                        let factor = kernels[first + offset]
                        if factor == 0 { continue }
                        for x in 0..<nx { sums[x] += factor * line[x + offset] }
                    }
                }
            }
        }
    }
}
