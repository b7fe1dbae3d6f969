import GammaCore
import GammaMaps
import GammaModels
import GammaNumerics

/// Convolves the shape of a source and its derivatives with the point-spread function at every true energy, and
/// multiplies by the exposure.
struct SourceConvolution: Sendable {
    private let context: MapContext
    private let shape: SourceShapeImages
    private let slopes: [Int]
    private let wantsValues: Bool
    private let appliesExposure: Bool
    private let kernels: SourceKernels?

    /// - Parameters:
    ///   - slopes: the parameters of the shape by which derivatives are wanted.
    ///   - wantsValues: whether the planes themselves are wanted.
    init(
        _ source: SkyModel, _ shape: SourceShapeImages, slopes: [Int], wantsValues: Bool, anchor: SourceAnchor,
        context: MapContext
    ) {
        self.context = context
        self.shape = shape
        self.slopes = slopes
        self.wantsValues = wantsValues
        appliesExposure = source.applyIRF.exposure
        kernels = source.spatial.flatMap { SourceKernels($0, anchor: anchor, slopes: slopes, context: context) }
    }

    /// The planes, when they are wanted, then their derivatives; true energies are worked on in parallel.
    func run(_ execution: Execution) throws -> (values: PlaneStack?, slopes: [PlaneStack]) {
        let stacks = (0..<(wantsValues ? 1 : 0) + slopes.count).map { _ in
            PlaneStack(planes: context.trueBins, pixels: shape.window.pixelCount)
        }
        let bins = Array(0..<context.trueBins)
        if let kernels {
            let spectra = try ShapeSpectra(
                shape, slopes: slopes, wantsValues: wantsValues, kernels: kernels, bins: context.trueBins, execution)
            _ = try parallelMap(runs(of: context.trueBins, execution), execution) { run in
                let workspace = PlaneWorkspace()
                for bin in run {
                    spectra.forEachPlane(bin, workspace) { output, plane in store(plane, bin, stacks[output]) }
                }
            }
        } else {
            _ = try parallelMap(bins, execution) { bin in
                let images = (wantsValues ? [shape.image(bin)] : []) + slopes.map { shape.slope($0, bin) }
                for (image, stack) in zip(images, stacks) {
                    image.withUnsafeBufferPointer { store($0, bin, stack) }
                }
            }
        }
        return wantsValues ? (stacks[0], Array(stacks.dropFirst())) : (nil, stacks)
    }

    /// Writes a plane times the exposure.
    private func store(_ plane: UnsafeBufferPointer<Double>, _ bin: Int, _ target: PlaneStack) {
        let window = shape.window
        let geometry = context.geometry
        let out = target.plane(bin)
        guard appliesExposure else {
            for index in 0..<window.pixelCount { out[index] = Float(plane[index]) }
            return
        }
        context.exposure.withUnsafeBufferPointer { exposure in
            for (y, row) in window.rows.enumerated() {
                let first = (bin * geometry.ny + row) * geometry.nx + window.columns.lowerBound
                let start = y * window.width
                for x in 0..<window.width { out[start + x] = Float(plane[start + x] * exposure[first + x]) }
            }
        }
    }
}
