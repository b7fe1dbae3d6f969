import GammaCore
import GammaNumerics

/// Folds planes of true energy, each with its flux, into planes of reconstructed energy.
struct EnergyFold: Sendable {
    /// Factors (reconstructed energy, true energy): energy dispersion times flux.
    private let factors: [Double]
    /// For each bin of reconstructed energy the true ones that reach it.
    private let first: [Int32]
    private let last: [Int32]

    init(_ factors: [Double], first: [Int32], last: [Int32]) {
        self.factors = factors
        self.first = first
        self.last = last
    }

    /// Bins of reconstructed energy.
    var rows: Int { first.count }

    /// Adds stacks of planes of the true energies `bins` to as many stacks of planes of reconstructed energy.
    func add(_ parts: [PlaneStack], of bins: Range<Int>, to sums: [PlaneStack], _ execution: Execution) throws {
        guard let pixels = sums.first?.pixels else { return }
        let part = restricted(to: bins)
        let blocks = stride(from: 0, to: pixels, by: Self.blockSize).map { $0..<min($0 + Self.blockSize, pixels) }
        _ = try parallelMap(blocks, execution) { block in
            var scratch = [Double](repeating: 0, count: rows * Self.pieceSize)
            for (planes, sums) in zip(parts, sums) {
                for start in stride(from: block.lowerBound, to: block.upperBound, by: Self.pieceSize) {
                    part.add(planes, to: sums, start, min(Self.pieceSize, block.upperBound - start), &scratch)
                }
            }
        }
    }

    /// Pixels of a task, and those whose sums stay in the nearest cache.
    private static let blockSize = 8192
    private static let pieceSize = 256

    /// The factors of some true energies alone.
    private func restricted(to bins: Range<Int>) -> EnergyFold {
        let columns = factors.count / max(rows, 1)
        func place(_ bin: Int32) -> Int32 {
            Int32(min(max(Int(bin), bins.lowerBound), bins.upperBound) - bins.lowerBound)
        }
        return EnergyFold(
            (0..<rows).flatMap { factors[$0 * columns + bins.lowerBound..<$0 * columns + bins.upperBound] },
            first: first.map(place), last: last.map(place))
    }

    private func add(_ planes: PlaneStack, to sums: PlaneStack, _ start: Int, _ count: Int, _ scratch: inout [Double]) {
        scratch.withUnsafeMutableBufferPointer { scratch in
            guard let base = scratch.baseAddress else { return }
            scratch.update(repeating: 0)
            FoldKernel.fold(
                planes.memory + start, stride: planes.pixels, matrix: factors, first: first, last: last, into: base,
                outStride: Self.pieceSize, count: count)
            for row in 0..<rows where first[row] < last[row] {
                FoldKernel.narrow(base + row * Self.pieceSize, addingTo: sums.plane(row) + start, count: count)
            }
        }
    }
}
