import GammaCore
import GammaNumerics

/// Fourier transforms of the images of a shape and of its derivatives, multiplied with those of kernels plane by plane.
struct ShapeSpectra: Sendable {
    private let convolver: PlaneConvolver
    private let pool: ConvolutionPool
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
        let stride = 1 + slopes.count
        let spectra = try parallelMap(Array(0..<planes.count * stride), execution) { index in
            let (plane, output) = (planes[index / stride], index % stride)
            return convolver.spectrum(
                ofImage: output == 0 ? shape.image(plane) : shape.slope(slopes[output - 1], plane))
        }
        images = planes.indices.map { spectra[$0 * stride] }
        derivatives = planes.indices.map { Array(spectra[$0 * stride + 1..<($0 + 1) * stride]) }
        self.convolver = convolver
        pool = ConvolutionPool(convolver)
        self.kernels = kernels
        self.slopes = slopes
        self.wantsValues = wantsValues
    }

    /// Calls `body` with the number of each output and its plane for a bin of true energy.
    func forEachPlane(_ bin: Int, _ body: (Int, UnsafeBufferPointer<Double>) -> Void) {
        pool.withScratch { forEachPlane(bin, $0, body) }
    }

    private func forEachPlane(
        _ bin: Int, _ scratch: ConvolutionScratch, _ body: (Int, UnsafeBufferPointer<Double>) -> Void
    ) {
        let (kernel, changes) = kernels.kernel(bin)
        convolver.form(&scratch.kernel, ofKernel: kernel, workspace: scratch.workspace)
        let image = images[images.count == 1 ? 0 : bin]
        let derivatives = derivatives[self.derivatives.count == 1 ? 0 : bin]
        if wantsValues {
            output(0, scratch, body) {
                convolver.inverse(image, scratch.kernel, into: $0, workspace: scratch.workspace)
            }
        }
        for (index, slope) in slopes.enumerated() {
            let change = changes[slope]
            if let change { convolver.form(&scratch.change, ofKernel: change, workspace: scratch.workspace) }
            output(index + (wantsValues ? 1 : 0), scratch, body) { plane in
                if change == nil {
                    convolver.inverse(derivatives[index], scratch.kernel, into: plane, workspace: scratch.workspace)
                } else {
                    convolver.inverse(
                        (derivatives[index], scratch.kernel), plus: (image, scratch.change), into: plane,
                        workspace: scratch.workspace)
                }
            }
        }
    }

    private func output(
        _ index: Int, _ scratch: ConvolutionScratch, _ body: (Int, UnsafeBufferPointer<Double>) -> Void,
        _ fill: (UnsafeMutableBufferPointer<Double>) -> Void
    ) {
        scratch.plane.withUnsafeMutableBufferPointer { plane in
            fill(plane)
            body(index, UnsafeBufferPointer(plane))
        }
    }
}
