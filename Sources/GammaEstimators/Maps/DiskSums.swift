import GammaCore
import GammaMaps

/// Sums over a disk around every pixel, the image being 0 beyond its border.
///
/// The disk is made of rows; a sum over a row is one partial sum of the block that it begins in and one of the block that
/// it ends in (van Herk 1992), so that the cost grows with the rows of the disk only. Values are added, never subtracted:
/// counts stay whole numbers and small values keep their digits next to large ones.
struct DiskSums: Sendable {
    private let nx: Int
    private let ny: Int
    /// Pixels on either side of the middle, for the rows at distances 0, 1, 2 … from it.
    private let halfWidths: [Int]

    /// - Parameter kernel: a disk (``ConvolutionKernel/disk(radius:)``).
    init(_ kernel: ConvolutionKernel, nx: Int, ny: Int) {
        self.nx = nx
        self.ny = ny
        let middle = kernel.height / 2
        halfWidths = (0...middle).compactMap { distance in
            let row = kernel.values[(middle - distance) * kernel.width..<(middle - distance + 1) * kernel.width]
            let count = row.count { $0 > 0 }
            return count > 0 ? (count - 1) / 2 : nil
        }
    }

    /// The disk of all pixels whose centres are within a radius in deg.
    /// - Throws: ``Fault/Code/badValue`` for a disk larger than the image.
    init(radius: Double, on geometry: WCSGeometry) throws {
        let scales = geometry.wcs.pixelScales
        let kernel = try ConvolutionKernel.disk(radius: radius / ((scales.x + scales.y) / 2))
        guard kernel.width <= geometry.nx, kernel.height <= geometry.ny else {
            throw Fault(
                .badValue,
                "a disk of \(radius) deg, \(kernel.width) pixels across, is larger than the map of "
                    + "\(geometry.nx) × \(geometry.ny) pixels", hint: "choose a smaller correlation radius")
        }
        self.init(kernel, nx: geometry.nx, ny: geometry.ny)
    }

    /// The sums of one image (y, x); rows are worked on in parallel.
    func sums(_ image: [Double], _ execution: Execution) throws -> [Double] {
        var sums: [Double] = []
        sums.reserveCapacity(nx * ny)
        return try parallelFold((0..<ny).split(into: 16), into: sums, execution) { part in
            var result = [Double](repeating: 0, count: part.count * nx)
            var scratch = [Double](repeating: 0, count: 3 * (nx + 2 * (halfWidths.max() ?? 0) + 1))
            image.withUnsafeBufferPointer { image in
                result.withUnsafeMutableBufferPointer { result in
                    scratch.withUnsafeMutableBufferPointer { scratch in
                        for (number, y) in part.enumerated() {
                            let line = UnsafeMutableBufferPointer(rebasing: result[number * nx..<(number + 1) * nx])
                            addRows(around: y, image, line, scratch)
                        }
                    }
                }
            }
            return result
        } fold: { sums, part in
            sums += part
        }
    }

    private func addRows(
        around y: Int, _ image: UnsafeBufferPointer<Double>, _ sums: UnsafeMutableBufferPointer<Double>,
        _ scratch: UnsafeMutableBufferPointer<Double>
    ) {
        for (distance, half) in halfWidths.enumerated() {
            for row in distance == 0 ? [y] : [y - distance, y + distance] where row >= 0 && row < ny {
                add(UnsafeBufferPointer(rebasing: image[row * nx..<(row + 1) * nx]), half, sums, scratch)
            }
        }
    }

    /// Adds to every element of a row the sum of `half` elements before, itself and as many after it.
    private func add(
        _ row: UnsafeBufferPointer<Double>, _ half: Int, _ sums: UnsafeMutableBufferPointer<Double>,
        _ scratch: UnsafeMutableBufferPointer<Double>
    ) {
        let length = 2 * half + 1
        guard length > 1 else {
            for x in 0..<nx { sums[x] += row[x] }
            return
        }
        let width = nx + 2 * half
        let (line, forward, backward) = (0, width, 2 * width)
        for index in 0..<width { scratch[line + index] = index >= half && index < half + nx ? row[index - half] : 0 }
        for index in 0..<width {
            let starts = index % length == 0
            scratch[forward + index] = scratch[line + index] + (starts ? 0 : scratch[forward + index - 1])
        }
        for index in stride(from: width - 1, through: 0, by: -1) {
            let ends = index % length == length - 1 || index == width - 1
            scratch[backward + index] = scratch[line + index] + (ends ? 0 : scratch[backward + index + 1])
        }
        for x in 0..<nx {
            let isBlock = x % length == 0
            sums[x] += isBlock ? scratch[backward + x] : scratch[backward + x] + scratch[forward + x + length - 1]
        }
    }
}

extension Range<Int> {
    /// Parts of at most that many elements, in order.
    func split(into size: Int) -> [Range<Int>] {
        stride(from: lowerBound, to: upperBound, by: size).map { $0..<Swift.min($0 + size, upperBound) }
    }
}
