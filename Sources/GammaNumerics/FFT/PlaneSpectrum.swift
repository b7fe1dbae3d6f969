/// The half spectrum of a real image, made by ``PlaneConvolver`` and understood by convolvers of the same sizes.
public struct PlaneSpectrum: Sendable {
    let layout: PlaneLayout
    var memory: AlignedMemory
}

/// The half spectrum of a kernel with its centre at the origin, made by ``PlaneConvolver``.
public struct KernelSpectrum: Sendable {
    /// How the numbers are stored.
    public enum Precision: Sendable {
        /// 8 bytes a number; results are right to some 1e-15 of the largest.
        case double
        /// 4 bytes a number; results are right to some 1e-8 of the largest, for half the memory.
        case single
    }

    /// How the numbers are stored.
    public let precision: Precision
    let layout: PlaneLayout
    var memory: AlignedMemory
}

/// Where the numbers of a spectrum are.
struct PlaneLayout: Sendable, Equatable {
    /// Elements along x and y, padding included.
    let width, height: Int
    /// Blocks of frequencies of y.
    let blocks: Int

    var cells: Int { blocks * width }
}
