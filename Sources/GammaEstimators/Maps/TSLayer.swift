import GammaCore
import GammaMaps
import GammaNumerics

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
    let data: TSCounts
    /// Expected counts of the source at norm 1 (y, x), zero outside the mask.
    let exposure: [Double]
    /// Number of the kernel of each pixel; empty when there is one for all.
    let kernelNumbers: [Int32]
    /// Kernels (number, y, x), and their inverses, where the kernel is empty a number so large that it never counts.
    let kernels: [Double]
    let inverses: [Double]
    /// The pixels with counts, row after row: columns, counts, b/E and kernels (none when there is one for all).
    let columns: [Int32]
    let columnCounts: [Double]
    let columnRatios: [Double]
    let columnKernels: [Int32]
    /// Where in them pixels begin of at least a given column, for the columns 0…nx of each row.
    let positions: [Int32]

    /// A number beside which counts vanish, and whose square is still one.
    static let never = 1e140

    init(
        nx: Int, ny: Int, size: Int, data: TSCounts, exposure: [Double], kernelNumbers: [Int32], kernels: [Double]
    ) {
        (self.nx, self.ny, half) = (nx, ny, size / 2)
        self.data = data
        self.exposure = exposure
        self.kernelNumbers = kernelNumbers
        self.kernels = kernels
        inverses = kernels.map { $0 > 0 ? min(1 / $0, Self.never) : Self.never }
        // Counts where the source predicts nothing do not move it.
        let isSeen = { (pixel: Int) in exposure[pixel] > 0 && data.counts[pixel] > 0 }
        let places = exposure.indices.lazy.filter(isSeen)
        let used = exposure.indices.count(where: isSeen)
        func gathered<Value>(_ value: (Int) -> Value) -> [Value] {
            [Value](unsafeUninitializedCapacity: used) { array, count in
                for pixel in places {
                    array.initializeElement(at: count, to: value(pixel))
                    count += 1
                }
            }
        }
        columns = gathered { Int32($0 % nx) }
        columnCounts = gathered { data.counts[$0] }
        columnRatios = gathered { Self.ratio(data.background[$0], exposure[$0]) }
        columnKernels = kernelNumbers.isEmpty ? [] : gathered { kernelNumbers[$0] }
        positions = Self.positions(nx: nx, ny: ny, isSeen)
    }

    private static func positions(nx: Int, ny: Int, _ isSeen: (Int) -> Bool) -> [Int32] {
        var positions: [Int32] = []
        positions.reserveCapacity(ny * (nx + 1))
        var count: Int32 = 0
        for y in 0..<ny {
            for x in 0..<nx {
                positions.append(count)
                if isSeen(y * nx + x) { count += 1 }
            }
            positions.append(count)
        }
        return positions
    }

    /// b/E of a pixel; so large that it never counts where E is 0.
    ///
    /// Most pixels have no counts and are seldom asked for: an array of all ratios would be as large as the exposure.
    @inline(__always)
    func ratio(_ pixel: Int) -> Double { Self.ratio(data.background[pixel], exposure[pixel]) }

    /// With the truncation of the Cash statistic: a bin that predicts nothing is very unlikely to hold counts, not infinitely.
    @inline(__always)
    private static func ratio(_ background: Double, _ exposure: Double) -> Double {
        exposure > 0 ? min(max(background, 1e-25) / exposure, never) : never
    }

    /// Where the kernel of a pixel begins in ``kernels``.
    @inline(__always)
    func kernelStart(_ pixel: Int) -> Int {
        kernelNumbers.isEmpty ? 0 : Int(kernelNumbers[pixel]) * size * size
    }

    /// The part of the square around a pixel that lies on the image.
    func rows(around y: Int) -> Range<Int> { max(0, y - half)..<min(ny, y + half + 1) }
    func columns(around x: Int) -> Range<Int> { max(0, x - half)..<min(nx, x + half + 1) }

    /// Expected counts of the source at norm 1 within the square around every pixel: the correlation of exposure and kernels.
    func models() throws -> [Double] {
        let convolver = try PlaneConvolver(width: nx, height: ny, kernelWidth: size, kernelHeight: size)
        let workspace = PlaneWorkspace()
        let area = size * size
        var sums: [Double] = []
        for number in 0..<kernels.count / area {
            // What the exposure is in the pixels of this kernel.
            let image =
                kernelNumbers.isEmpty
                ? exposure : exposure.indices.map { kernelNumbers[$0] == Int32(number) ? exposure[$0] : 0 }
            guard image.contains(where: { $0 != 0 }) else { continue }
            let kernel = Array(kernels[number * area..<(number + 1) * area])
            let part = convolver.convolve(image, kernel, flipped: true, workspace: workspace)
            sums = sums.isEmpty ? part : zip(sums, part).map { $0 + $1 }
        }
        return sums.isEmpty ? Array(repeating: 0, count: nx * ny) : sums
    }
}
