import CKernels
import GammaCore

/// Convolves planes of one size with kernels, in Fourier space: zeros outside the plane, results of the plane's size.
///
/// The result at (x, y) is Σ image(x − i, y − j) · kernel(i, j) with i and j counted from the kernel's centre, as
/// `scipy.signal.fftconvolve(image, kernel, mode="same")` has it for odd kernels. Planes are arrays of `height` rows of
/// `width` values.
///
/// An image is transformed once for many kernels, a kernel once for many images; what is left for each pair is a product
/// and an inverse transform. Both axes are padded by half a kernel only, since what wraps around past that reaches no
/// pixel of the plane. A value that threads may share; results are the same bits on any of them and on any processor.
/// A NaN anywhere makes the whole result NaN, an infinity leaves nothing finite.
public struct PlaneConvolver: Sendable {
    /// Columns and rows of the planes.
    public let width, height: Int
    /// Columns and rows of the largest kernel, both odd.
    public let kernelWidth, kernelHeight: Int
    let x, y: FourierTransform
    let layout: PlaneLayout

    /// Prepares the transforms.
    /// - Parameters:
    ///   - width: columns of the planes.
    ///   - height: rows of the planes.
    ///   - kernelWidth: columns of the largest kernel, odd.
    ///   - kernelHeight: rows of the largest kernel, odd.
    /// - Throws: ``Fault/Code/badValue`` when a size is not positive or too large, or that of the kernel is even.
    public init(width: Int, height: Int, kernelWidth: Int, kernelHeight: Int) throws {
        try Self.check(width, height, "a plane")
        try Self.check(kernelWidth, kernelHeight, "a kernel")
        try Self.checkOdd(kernelWidth, kernelHeight)
        let (widths, heights) = (
            FourierTransform.lengths(from: width + min(kernelWidth / 2, width - 1)),
            FourierTransform.lengths(from: height + min(kernelHeight / 2, height - 1))
        )
        let layouts = widths.flatMap { width in heights.map { PlaneLayout(width: width, height: $0) } }
        guard let layout = layouts.min(by: { $0.cost(columns: width) < $1.cost(columns: width) }),
            let x = FourierTransform(count: layout.width), let y = FourierTransform(count: layout.height)
        else { throw Fault(.badValue, "a plane of \(width) × \(height) pixels cannot be transformed") }
        (self.width, self.height, self.kernelWidth, self.kernelHeight) = (width, height, kernelWidth, kernelHeight)
        (self.x, self.y, self.layout) = (x, y, layout)
    }

    /// Columns and rows with padding.
    public var paddedWidth: Int { layout.width }
    /// Columns and rows with padding.
    public var paddedHeight: Int { layout.height }

    private static func check(_ width: Int, _ height: Int, _ what: String) throws {
        // Both axes may double, and indices are 32 bits.
        guard width > 0, height > 0, width < 1 << 24, height < 1 << 24, width * height < 1 << 32 else {
            throw Fault(.badValue, "\(what) of \(width) × \(height) pixels cannot be convolved")
        }
    }

    static func checkOdd(_ width: Int, _ height: Int) throws {
        guard !width.isMultiple(of: 2), !height.isMultiple(of: 2) else {
            throw Fault(
                .badValue, "a kernel of \(width) × \(height) pixels has no central pixel",
                hint: "give it an odd number of pixels along both axes")
        }
    }
}

extension PlaneLayout {
    init(width: Int, height: Int) {
        self.init(width: width, height: height, blocks: (height / 2 + GK_LANES) / GK_LANES)
    }

    /// Time of an inverse transform of a plane with so many columns in nanoseconds; see ``FourierTransform/cost(of:)``.
    func cost(columns: Int) -> Double {
        let pairs = (columns + 2 * GK_LANES - 1) / (2 * GK_LANES)
        // Beside the passes, products and turns: 0.9 ns an element.
        let alongX: Double = FourierTransform.cost(of: width) + 0.9 * Double(width)
        let alongY: Double = FourierTransform.cost(of: height) + 0.9 * Double(height)
        return Double(blocks * GK_LANES) * alongX + Double(pairs * GK_LANES) * alongY
    }
}
