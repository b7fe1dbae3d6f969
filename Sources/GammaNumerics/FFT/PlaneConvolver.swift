import CKernels

/// Convolutions of images of one size with kernels of one size, by Fourier transforms that are made once each.
///
/// Results have the size of the image and its pixels ('same'), and outside the image is nothing. Arrays are in C order
/// (y, x); kernels have an odd number of pixels along each side. Plans are made once; memory for one thread is a
/// ``Workspace``.
public struct PlaneConvolver: Sendable {
    /// Pixels of the image along x.
    public let width: Int
    /// Pixels of the image along y.
    public let height: Int
    /// Pixels of the kernel along x.
    public let kernelWidth: Int
    /// Pixels of the kernel along y.
    public let kernelHeight: Int
    private let row: FFTPlan
    private let column: FFTPlan

    /// Plans convolutions.
    /// - Precondition: sizes above zero, odd ones of the kernel.
    public init(width: Int, height: Int, kernelWidth: Int, kernelHeight: Int) {
        precondition(width > 0 && height > 0, "an image with pixels")
        precondition(kernelWidth > 0 && kernelHeight > 0 && kernelWidth % 2 == 1 && kernelHeight % 2 == 1, "an odd kernel")
        self.width = width
        self.height = height
        self.kernelWidth = kernelWidth
        self.kernelHeight = kernelHeight
        // What wraps around may only fall into pixels that are cut away: half a kernel on either side.
        row = FFTPlan(length: FFTPlan.length(atLeast: width + kernelWidth - 1))
        column = FFTPlan(length: FFTPlan.length(atLeast: height + kernelHeight - 1))
    }

    /// Elements of a half spectrum, each eight columns of one row.
    private var elements: Int { (row.length / 2 + 8) / 8 * column.length }

    /// Memory for the transforms of one thread.
    public final class Workspace {
        fileprivate var scratch: [Double]
        fileprivate var product: [Double]
        fileprivate var plane: [Double]

        /// Memory for the transforms of a convolver.
        public init(_ convolver: PlaneConvolver) {
            scratch = [Double](repeating: 0, count: 32 * max(convolver.row.length, convolver.column.length))
            product = [Double](repeating: 0, count: 16 * convolver.elements)
            plane = [Double](repeating: 0, count: convolver.width * convolver.height)
        }
    }

    /// The transform of an image.
    /// - Precondition: ``width`` × ``height`` pixels.
    public func spectrum(ofImage image: [Double], _ workspace: Workspace) -> PlaneSpectrum {
        precondition(image.count == width * height, "the image's pixels")
        return image.withUnsafeBufferPointer { forward($0, width, height, workspace) }
    }

    /// The transform of a kernel.
    /// - Precondition: ``kernelWidth`` × ``kernelHeight`` pixels.
    public func spectrum(ofKernel kernel: ArraySlice<Double>, _ workspace: Workspace) -> PlaneSpectrum {
        precondition(kernel.count == kernelWidth * kernelHeight, "the kernel's pixels")
        return kernel.withUnsafeBufferPointer { forward($0, kernelWidth, kernelHeight, workspace) }
    }

    private func forward(
        _ image: UnsafeBufferPointer<Double>, _ width: Int, _ height: Int, _ workspace: Workspace
    ) -> PlaneSpectrum {
        let count = 16 * elements
        return PlaneSpectrum(
            values: [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
                row.withKernelPlan { row in
                    column.withKernelPlan { column in
                        gk_fft_forward(
                            image.baseAddress, width, height, row, column, buffer.baseAddress, &workspace.scratch)
                    }
                }
                initialized = count
            })
    }

    /// Calls `body` with the image of Σ image ⊗ kernel over the pairs; its memory is that of the workspace.
    /// - Precondition: spectra of this convolver.
    public func convolve(
        _ pairs: [(image: PlaneSpectrum, kernel: PlaneSpectrum)], _ workspace: Workspace,
        _ body: (UnsafeBufferPointer<Double>) -> Void
    ) {
        for (index, pair) in pairs.enumerated() {
            gk_fft_product(pair.image.values, pair.kernel.values, &workspace.product, elements, index > 0 ? 1 : 0)
        }
        row.withKernelPlan { row in
            column.withKernelPlan { column in
                gk_fft_inverse(
                    &workspace.product, row, column, kernelWidth / 2, kernelHeight / 2, width, height,
                    &workspace.plane, &workspace.scratch)
            }
        }
        workspace.plane.withUnsafeBufferPointer(body)
    }

    /// An image convolved with a kernel.
    /// - Precondition: pixels of the image and the kernel.
    public func convolve(_ image: [Double], with kernel: [Double]) -> [Double] {
        let workspace = Workspace(self)
        var result: [Double] = []
        let pair = (spectrum(ofImage: image, workspace), spectrum(ofKernel: kernel[...], workspace))
        convolve([pair], workspace) { result = Array($0) }
        return result
    }
}
