import GammaCore
import GammaMaps
import GammaModels
import GammaNumerics

/// Convolves the shape of a source and its derivatives with the point-spread function at every true energy, and
/// multiplies by the exposure. A point-spread function in reconstructed energy comes later: ``ReconstructedConvolution``.
struct SourceConvolution: Sendable {
    private let context: MapContext
    private let shape: SourceShapeImages
    private let slopes: [Int]
    private let wantsValues: Bool
    private let appliesExposure: Bool
    private let kernels: SourceKernels?
    private let fold: EnergyFold

    /// - Parameters:
    ///   - slopes: the parameters of the shape by which derivatives are wanted; one more is the width of the point-spread
    ///     function.
    ///   - wantsValues: whether the planes themselves are wanted.
    ///   - fold: what takes derivatives to reconstructed energy.
    init(
        _ source: SeenSource, _ shape: SourceShapeImages, slopes: [Int], wantsValues: Bool, fold: EnergyFold,
        anchor: SourceAnchor, context: MapContext
    ) {
        self.context = context
        self.shape = shape
        self.slopes = slopes
        self.wantsValues = wantsValues
        self.fold = fold
        appliesExposure = source.model.applyIRF.exposure
        kernels =
            context.isPSFReconstructed
            ? nil : SourceKernels(source, anchor: anchor, slopes: slopes, context: context)
    }

    /// The planes in true energy, when they are wanted, and their derivatives in reconstructed energy.
    ///
    /// Some true energies are worked on in parallel; then their derivatives are folded, so that they need little memory.
    func run(_ execution: Execution) throws -> (values: PlaneStack?, slopes: [PlaneStack]) {
        let pixels = shape.window.pixelCount
        let atOnce = slopes.isEmpty ? context.trueBins : min(Self.binsAtOnce, context.trueBins)
        let values = wantsValues ? PlaneStack(planes: context.trueBins, pixels: pixels) : nil
        let part = slopes.map { _ in PlaneStack(planes: atOnce, pixels: pixels) }
        let folded = slopes.map { _ in PlaneStack(planes: fold.rows, pixels: pixels) }
        let spectra = try kernels.map {
            try ShapeSpectra(
                shape, slopes: slopes, wantsValues: wantsValues, kernels: $0, bins: context.trueBins, execution)
        }
        for start in stride(from: 0, to: context.trueBins, by: atOnce) {
            let bins = start..<min(start + atOnce, context.trueBins)
            _ = try parallelMap(Array(bins), execution) { bin in
                forEachPlane(bin, spectra) { output, plane in
                    let slope = wantsValues ? output - 1 : output
                    if slope < 0 {
                        if let values { store(plane, bin, values.plane(bin)) }
                    } else {
                        store(plane, bin, part[slope].plane(bin - start))
                    }
                }
            }
            try fold.add(part, of: bins, to: folded, execution)
        }
        return (values, folded)
    }

    /// True energies whose derivatives are held at once.
    private static let binsAtOnce = 16

    /// Calls `body` with the number of each output, the planes themselves first, and its plane for a bin of true energy.
    private func forEachPlane(
        _ bin: Int, _ spectra: ShapeSpectra?, _ body: (Int, UnsafeBufferPointer<Double>) -> Void
    ) {
        if let spectra {
            spectra.forEachPlane(bin, body)
            return
        }
        let images = (wantsValues ? [shape.image(bin)] : []) + slopes.map { shape.slope($0, bin) }
        for (output, image) in images.enumerated() { image.withUnsafeBufferPointer { body(output, $0) } }
    }

    /// Writes a plane times the exposure.
    private func store(_ plane: UnsafeBufferPointer<Double>, _ bin: Int, _ out: UnsafeMutablePointer<Float>) {
        guard let plane = plane.baseAddress else { return }
        let window = shape.window
        let geometry = context.geometry
        guard appliesExposure else {
            FoldKernel.narrow(plane, to: out, count: window.pixelCount)
            return
        }
        context.exposure.withUnsafeBufferPointer { exposure in
            guard let exposure = exposure.baseAddress else { return }
            for (y, row) in window.rows.enumerated() {
                let first = (bin * geometry.ny + row) * geometry.nx + window.columns.lowerBound
                let start = y * window.width
                FoldKernel.narrow(plane + start, times: exposure + first, to: out + start, count: window.width)
            }
        }
    }
}
