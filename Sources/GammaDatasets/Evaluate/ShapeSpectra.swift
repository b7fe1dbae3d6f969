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
        let convolver = try kernels.convolver(shape.window)
        let planes = shape.isEnergyDependent ? Array(0..<bins) : [0]
        // The image itself is needed for the derivatives too, where kernels change with the position.
        images = try parallelMap(planes, execution) { convolver.spectrum(ofImage: shape.image($0)) }
        derivatives = try parallelMap(planes, execution) { plane in
            let workspace = PlaneWorkspace()
            return slopes.map { convolver.spectrum(ofImage: shape.slope($0, plane), workspace: workspace) }
        }
        self.convolver = convolver
        self.kernels = kernels
        self.slopes = slopes
        self.wantsValues = wantsValues
    }

    /// Calls `body` with the number of each output and its plane for a bin of true energy.
    func forEachPlane(
        _ bin: Int, _ workspace: PlaneWorkspace, _ body: (Int, UnsafeBufferPointer<Double>) -> Void
    ) {
        let kernel = convolver.spectrum(ofKernel: kernels.kernel(bin), precision: .double)
        let image = images[images.count == 1 ? 0 : bin]
        let derivatives = derivatives[self.derivatives.count == 1 ? 0 : bin]
        var plane = [Double](repeating: 0, count: convolver.width * convolver.height)
        plane.withUnsafeMutableBufferPointer { plane in
            if wantsValues {
                convolver.inverse(image, kernel, into: plane, workspace: workspace)
                body(0, UnsafeBufferPointer(plane))
            }
            for (index, slope) in slopes.enumerated() {
                if let change = kernels.slope(slope, bin) {
                    let changed = convolver.spectrum(ofKernel: change, precision: .double)
                    convolver.inverse(
                        (derivatives[index], kernel), plus: (image, changed), into: plane, workspace: workspace)
                } else {
                    convolver.inverse(derivatives[index], kernel, into: plane, workspace: workspace)
                }
                body(index + (wantsValues ? 1 : 0), UnsafeBufferPointer(plane))
            }
        }
    }
}
