import CKernels

extension PlaneConvolver {
    /// An image and a kernel to be convolved.
    public typealias Term = (image: PlaneSpectrum, kernel: KernelSpectrum)

    /// image ⊗ kernel, written to `result`, which holds `height` rows of `width`.
    ///
    /// Planes are not taken two at a time: a real transform already carries two columns as one complex column.
    /// - Parameters:
    ///   - flipped: whether the kernel is turned by 180°, which makes the convolution a correlation, its transpose.
    public func inverse(
        _ image: PlaneSpectrum, _ kernel: KernelSpectrum, flipped: Bool = false,
        into result: UnsafeMutableBufferPointer<Double>, workspace: PlaneWorkspace
    ) {
        withUnsafeTemporaryAllocation(of: gk_term.self, capacity: 1) { terms in
            terms.initializeElement(at: 0, to: term(image, kernel))
            inverse(UnsafePointer(terms.baseAddress), 1, flipped, result, workspace)
        }
        withExtendedLifetime((image.memory, kernel.memory)) {}
    }

    /// first.image ⊗ first.kernel + second.image ⊗ second.kernel with a single inverse transform, written to `result`.
    public func inverse(
        _ first: Term, plus second: Term, flipped: Bool = false, into result: UnsafeMutableBufferPointer<Double>,
        workspace: PlaneWorkspace
    ) {
        withUnsafeTemporaryAllocation(of: gk_term.self, capacity: 2) { terms in
            terms.initializeElement(at: 0, to: term(first.image, first.kernel))
            terms.initializeElement(at: 1, to: term(second.image, second.kernel))
            inverse(UnsafePointer(terms.baseAddress), 2, flipped, result, workspace)
        }
        withExtendedLifetime((first.image.memory, first.kernel.memory, second.image.memory, second.kernel.memory)) {}
    }

    /// image ⊗ kernel as an array.
    public func inverse(
        _ image: PlaneSpectrum, _ kernel: KernelSpectrum, flipped: Bool = false,
        workspace: PlaneWorkspace = PlaneWorkspace()
    ) -> [Double] {
        [Double](unsafeUninitializedCapacity: width * height) { buffer, count in
            count = width * height
            inverse(
                image, kernel, flipped: flipped, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]),
                workspace: workspace)
        }
    }

    private func term(_ image: PlaneSpectrum, _ kernel: KernelSpectrum) -> gk_term {
        precondition(image.layout == layout && kernel.layout == layout, "spectra of the same sizes")
        switch kernel.precision {
        case .double: return gk_term(image: image.memory.values, kernel: kernel.memory.values, kernel_single: nil)
        case .single: return gk_term(image: image.memory.values, kernel: nil, kernel_single: kernel.memory.singles)
        }
    }

    private func inverse(
        _ terms: UnsafePointer<gk_term>?, _ count: Int, _ flipped: Bool, _ result: UnsafeMutableBufferPointer<Double>,
        _ workspace: PlaneWorkspace
    ) {
        precondition(result.count == width * height, "memory for a plane of the convolver's size")
        withPlane { plane in
            workspace.withScratch(cells: gk_plane_scratch(&plane, width)) { scratch in
                gk_plane_inverse(&plane, terms, count, flipped ? 1 : 0, scratch, result.baseAddress, width, height)
            }
        }
    }
}
