import CKernels

extension PlaneConvolver {
    /// image ⊗ kernel for a kernel of the convolver's size: by plain sums where they are faster than three transforms.
    ///
    /// For more than one kernel or image, keep the spectra and use ``inverse(_:_:flipped:into:workspace:)``.
    /// - Parameters:
    ///   - flipped: whether the kernel is turned by 180°, which makes the convolution a correlation.
    public func convolve(
        _ image: [Double], _ kernel: [Double], flipped: Bool = false, workspace: PlaneWorkspace = PlaneWorkspace()
    ) -> [Double] {
        if prefersSums { return convolveDirectly(image, kernel, flipped: flipped) }
        return inverse(
            spectrum(ofImage: image, workspace: workspace), spectrum(ofKernel: kernel), flipped: flipped,
            workspace: workspace)
    }

    /// The same by plain sums over the kernel: no rounding but that of the sums, and a NaN stays where it can reach.
    public func convolveDirectly(_ image: [Double], _ kernel: [Double], flipped: Bool = false) -> [Double] {
        precondition(image.count == width * height, "an image of the convolver's size")
        precondition(kernel.count == kernelWidth * kernelHeight, "a kernel of the convolver's size")
        let stride = gk_direct_stride(width, kernelWidth)
        var padded = [Double](repeating: 0, count: stride * (height + kernelHeight - 1))
        for row in 0..<height {
            let start = (row + kernelHeight / 2) * stride + kernelWidth / 2
            for column in 0..<width { padded[start + column] = image[row * width + column] }
        }
        // The sums run over the image forwards, so that a convolution runs over the kernel backwards.
        let weights = flipped ? kernel : kernel.reversed()
        return [Double](unsafeUninitializedCapacity: width * height) { buffer, count in
            gk_direct(padded, width, height, weights, kernelWidth, kernelHeight, buffer.baseAddress)
            count = width * height
        }
    }

    /// Whether the sums, at 0.08 ns a product, take less time than the transforms of image, kernel and result.
    var prefersSums: Bool {
        0.08 * Double(width * height) * Double(kernelWidth * kernelHeight) < 2.5 * layout.cost(columns: width)
    }
}
