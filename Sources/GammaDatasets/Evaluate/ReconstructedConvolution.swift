import GammaCore
import GammaNumerics

/// Takes a source to reconstructed energy and convolves it there, with a point-spread function that is known in it.
///
/// μ(r) = PSF_r ⊗ Σ_t K(t→r) · F_t · A_t. What is convolved depends on the spectrum, so that prediction and derivatives are
/// folded and convolved anew for each: as many convolutions as bins of reconstructed energy, which are few beside the true
/// ones. Planes A without point-spread function stay cached.
struct ReconstructedConvolution: Sendable {
    private let kernels: SourceKernels
    private let window: SourceWindow
    private let convolver: PlaneConvolver
    private let pool: ConvolutionPool

    init(_ kernels: SourceKernels, _ window: SourceWindow) throws {
        self.kernels = kernels
        self.window = window
        convolver = try kernels.convolver(window)
        pool = ConvolutionPool(convolver)
    }

    /// The source with planes of reconstructed energy only; bins in parallel.
    /// - Parameters:
    ///   - source: planes of true energy, and planes of derivatives that are not convolved yet; the latter are replaced.
    ///   - slopes: the parameters of the shape that these derivatives belong to.
    func run(_ source: PreparedSource, slopes: [Int], _ execution: Execution) throws -> PreparedSource {
        let bins = source.firstTrue.count
        let values = PlaneStack(planes: bins, pixels: window.pixelCount)
        let spectral = source.spectral.map {
            (parameter: $0.parameter, planes: PlaneStack(planes: bins, pixels: window.pixelCount))
        }
        _ = try parallelMap(Array(0..<bins), execution) { bin in
            pool.withScratch { scratch in
                let (kernel, changes) = kernels.kernel(bin)
                convolver.form(&scratch.kernel, ofKernel: kernel, workspace: scratch.workspace)
                for (term, out) in zip(source.spectral, spectral) {
                    fold(source, term.factors, bin, scratch)
                    convolve(into: out.planes, bin, scratch)
                }
                fold(source, source.factors, bin, scratch)
                convolve(into: values, bin, scratch)
                // The spectrum of the folded source itself stays, for the derivatives of the kernels.
                for (slope, out) in zip(slopes, source.spatial) {
                    convolve(out.planes, change: changes[slope], bin, scratch)
                }
            }
        }
        return PreparedSource(
            planes: SourcePlanes(window: window, values: values),
            factors: (0..<bins).flatMap { row in (0..<bins).map { $0 == row ? 1 : 0 } }, spectral: [],
            spatial: spectral + source.spatial, firstTrue: (0..<bins).map { Int32($0) },
            lastTrue: (0..<bins).map { Int32($0 + 1) })
    }

    /// Σ_t factors(r, t) A_t of one bin r, into the plane of the scratch memory.
    private func fold(_ source: PreparedSource, _ factors: [Double], _ bin: Int, _ scratch: ConvolutionScratch) {
        let (pixels, columns) = (window.pixelCount, source.planes.values.planes)
        scratch.plane.withUnsafeMutableBufferPointer { plane in
            guard let base = plane.baseAddress else { return }
            plane.update(repeating: 0)
            FoldKernel.fold(
                source.planes.values.memory, stride: pixels,
                matrix: Array(factors[bin * columns..<(bin + 1) * columns]), first: [source.firstTrue[bin]],
                last: [source.lastTrue[bin]], into: base, outStride: pixels, count: pixels)
        }
    }

    /// The plane of the scratch memory convolved, as a plane of `out`; its spectrum stays in `scratch.image`.
    private func convolve(into out: PlaneStack, _ bin: Int, _ scratch: ConvolutionScratch) {
        scratch.plane.withUnsafeMutableBufferPointer { plane in
            convolver.form(&scratch.image, ofImage: UnsafeBufferPointer(plane), workspace: scratch.workspace)
            convolver.inverse(scratch.image, scratch.kernel, into: plane, workspace: scratch.workspace)
            if let values = plane.baseAddress { FoldKernel.narrow(values, to: out.plane(bin), count: plane.count) }
        }
    }

    /// Convolves a plane of a derivative by the shape in place, and adds what the change of the kernel does to the source
    /// whose spectrum is in `scratch.image`.
    private func convolve(_ planes: PlaneStack, change: [Double]?, _ bin: Int, _ scratch: ConvolutionScratch) {
        if let change { convolver.form(&scratch.change, ofKernel: change, workspace: scratch.workspace) }
        let out = planes.plane(bin)
        scratch.plane.withUnsafeMutableBufferPointer { plane in
            for index in plane.indices { plane[index] = Double(out[index]) }
            convolver.form(&scratch.secondImage, ofImage: UnsafeBufferPointer(plane), workspace: scratch.workspace)
            if change == nil {
                convolver.inverse(scratch.secondImage, scratch.kernel, into: plane, workspace: scratch.workspace)
            } else {
                convolver.inverse(
                    (scratch.secondImage, scratch.kernel), plus: (scratch.image, scratch.change), into: plane,
                    workspace: scratch.workspace)
            }
            if let values = plane.baseAddress { FoldKernel.narrow(values, to: out, count: plane.count) }
        }
    }
}
