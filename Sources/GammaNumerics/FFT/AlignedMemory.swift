import CKernels

/// Memory for cells of complex numbers, zero at first, on cache lines; a single-precision number takes half the room.
///
/// Written only by its creator, before anyone else sees it: that is what makes it safe to share.
final class AlignedMemory: @unchecked Sendable {
    /// Signals side by side in a cell.
    let lanes = GK_LANES
    /// Numbers of a cell.
    var cell: Int { 2 * lanes }
    /// Numbers of all cells.
    let count: Int
    private let bytes: UnsafeMutableRawPointer

    /// Allocates room for so many cells.
    init(cells: Int, of stride: Int = MemoryLayout<Double>.stride) {
        count = 2 * GK_LANES * cells
        bytes = .allocate(byteCount: max(count * stride, 1), alignment: 64)
        bytes.initializeMemory(as: UInt8.self, repeating: 0, count: max(count * stride, 1))
    }

    deinit { bytes.deallocate() }

    /// The cells in double precision.
    var values: UnsafeMutablePointer<Double> { bytes.assumingMemoryBound(to: Double.self) }
    /// The cells in single precision.
    var singles: UnsafeMutablePointer<Float> { bytes.assumingMemoryBound(to: Float.self) }
}
