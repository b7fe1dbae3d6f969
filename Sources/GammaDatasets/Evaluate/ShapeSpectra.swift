import GammaCore
import GammaNumerics

/// Fourier transforms of the images of a shape and of its derivatives, multiplied with those of kernels plane by plane.
struct ShapeSpectra: Sendable {
    private let convolver: PlaneConvolver
    private let kernels: SourceKernels
    private let slopes: [Int]
    private let wantsValues: Bool
    /// Transforms of the shape's image: one for all true energies, or one each.
    private let images: [PlaneSpectrum]
    /// Transforms of its derivatives in the order of ``slopes``, in the same way.
    private let derivatives: [[PlaneSpectrum]]

    init(
        _ shape: SourceShapeImages, slopes: [Int], wantsValues: Bool, kernels: SourceKernels, bins: Int,
        _ execution: Execution
    ) throws {
        let convolver = PlaneConvolver(
            width: shape.window.width, height: shape.window.height, kernelWidth: kernels.size,
            kernelHeight: kernels.size)
        let planes = shape.isEnergyDependent ? Array(0..<bins) : [0]
        // The image itself is needed for the derivatives too, where kernels change with the position.
        images = try parallelMap(planes, execution) {
            convolver.spectrum(ofImage: shape.image($0), PlaneConvolver.Workspace(convolver))
        }
        derivatives = try parallelMap(planes, execution) { plane in
            let workspace = PlaneConvolver.Workspace(convolver)
            return slopes.map { convolver.spectrum(ofImage: shape.slope($0, plane), workspace) }
        }
        self.convolver = convolver
        self.kernels = kernels
        self.slopes = slopes
        self.wantsValues = wantsValues
    }

    /// Calls `body` with the number of each output and its plane for a bin of true energy.
    func forEachPlane(_ bin: Int, _ body: (Int, UnsafeBufferPointer<Double>) -> Void) {
        let workspace = PlaneConvolver.Workspace(convolver)
        let kernel = convolver.spectrum(ofKernel: kernels.kernel(bin), workspace)
        let image = images[images.count == 1 ? 0 : bin]
        let derivatives = derivatives[self.derivatives.count == 1 ? 0 : bin]
        if wantsValues { convolver.convolve([(image, kernel)], workspace) { body(0, $0) } }
        for (index, slope) in slopes.enumerated() {
            var pairs = [(image: derivatives[index], kernel: kernel)]
            if let change = kernels.slope(slope, bin) {
                pairs.append((image, convolver.spectrum(ofKernel: change, workspace)))
            }
            convolver.convolve(pairs, workspace) { body(index + (wantsValues ? 1 : 0), $0) }
        }
    }
}
