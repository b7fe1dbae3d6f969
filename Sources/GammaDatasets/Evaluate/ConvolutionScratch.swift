import GammaNumerics
import Synchronization

/// Memory of one thread for the convolutions of planes of one size, kept from plane to plane.
///
/// Used by one thread at a time, which takes it from a ``ConvolutionPool``: that is what makes it safe to share.
final class ConvolutionScratch: @unchecked Sendable {
    let workspace = PlaneWorkspace()
    /// Spectrum of the kernel, and of its change with a parameter.
    var kernel: KernelSpectrum
    var change: KernelSpectrum
    /// Spectra of two images of the thread's own.
    var image: PlaneSpectrum
    var secondImage: PlaneSpectrum
    /// A plane (y, x).
    var plane: [Double]

    init(_ convolver: PlaneConvolver) {
        kernel = convolver.emptyKernelSpectrum
        change = kernel
        image = convolver.emptySpectrum
        secondImage = image
        plane = [Double](repeating: 0, count: convolver.width * convolver.height)
    }
}

/// As much memory for convolutions as there are threads that work at once.
final class ConvolutionPool: Sendable {
    private let convolver: PlaneConvolver
    private let idle = Mutex<[ConvolutionScratch]>([])

    init(_ convolver: PlaneConvolver) { self.convolver = convolver }

    /// Calls `body` with memory that no other thread uses.
    func withScratch(_ body: (ConvolutionScratch) -> Void) {
        let scratch = idle.withLock { $0.popLast() } ?? ConvolutionScratch(convolver)
        body(scratch)
        idle.withLock { $0.append(scratch) }
    }
}
