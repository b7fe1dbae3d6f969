import GammaCore
import GammaMaps
import GammaModels
import GammaNumerics

/// Predicts one source in one map dataset.
///
/// μ(r, p) = Σ_t K(t→r) · F_t · A_t(p) with A_t(p) = exposure_t(p) · (PSF_t ⊗ S)(p): order of the steps as in Gammapy's
/// evaluator. A depends on the shape alone and is kept by ``MapEvaluator``; F on the spectrum alone. With a point-spread
/// function in reconstructed energy μ(r) = PSF_r ⊗ Σ_t K(t→r) · F_t · exposure_t · S.
struct SourceEvaluator: Sendable {
    /// Position of the source in the list of models.
    let component: Int
    /// Position of the model of the dataset's responses.
    let response: Int?
    let anchor: SourceAnchor
    private let context: MapContext
    private let dispersion: Matrix
    /// For each bin of reconstructed energy the true ones that reach it.
    let firstTrue: [Int32]
    let lastTrue: [Int32]

    /// - Throws: ``Fault/Code/incompatible`` for a source without shape.
    init(_ source: SeenSource, component: Int, response: Int?, context: MapContext) throws {
        guard let spatial = source.model.spatial else {
            throw Fault(
                .incompatible,
                "source '\(source.model.name)' has no spatial model, which the map dataset '\(context.datasetName)' needs",
                hint: "give it one, for instance PointSpatialModel, or name the datasets it is for")
        }
        self.component = component
        self.response = response
        self.context = context
        anchor = context.anchor(source, spatial)
        let dispersion = context.dispersion(source.model, anchor)
        self.dispersion = dispersion
        var (first, last): ([Int32], [Int32]) = ([], [])
        for r in 0..<dispersion.columns {
            let reached = (0..<dispersion.rows).filter { dispersion[$0, r] != 0 }
            first.append(Int32(reached.first ?? 0))
            last.append(Int32((reached.last ?? -1) + 1))
        }
        (firstTrue, lastTrue) = (first, last)
    }

    /// The source as the dataset sees it.
    func seen(_ models: Models) -> SeenSource? { SeenSource(models, component: component, response: response) }

    /// The free parameter of each parameter of ``seen(_:)``.
    func free(_ free: FreeParameters) -> [Int?] {
        SeenSource.free(free, component: component, response: response)
    }

    /// The factors (reconstructed energy, true energy) of the planes of ``SourcePlanes``.
    func factors(_ flux: [Double]) -> [Double] {
        (0..<dispersion.columns).flatMap { r in flux.indices.map { dispersion[$0, r] * flux[$0] } }
    }

    /// The energy dispersion (true energy, reconstructed energy).
    var kernel: Matrix { dispersion }

    /// Flux of the source.
    func flux(_ source: SeenSource, wantsGradient: Bool) throws -> SourceFlux {
        try SourceFlux(
            source, grid: context.grid, temporal: context.temporal(source.model, wantsGradient: wantsGradient),
            wantsGradient: wantsGradient)
    }

    /// The image of the shape where the source reaches; nil when it is outside the map.
    func shape(_ source: SeenSource, wantsGradient: Bool) throws -> SourceShapeImages? {
        guard let spatial = source.model.spatial, let window = context.window(spatial, anchor) else { return nil }
        return try SourceShapeImages(
            spatial, window: window, anchor: anchor, context: context, wantsGradient: wantsGradient)
    }

    /// Planes of true energy, exposure times the convolved shape, and the derivatives of the prediction by the shape's
    /// parameters, planes of reconstructed energy.
    ///
    /// - Parameters:
    ///   - slopes: the parameters of the shape by which derivatives are wanted; one more is the width of the point-spread
    ///     function.
    ///   - factors: those of the prediction, see ``factors(_:)``.
    ///   - wantsValues: whether the planes themselves are wanted.
    func planes(
        _ source: SeenSource, _ shape: SourceShapeImages, slopes: [Int], factors: [Double], wantsValues: Bool,
        _ execution: Execution
    ) throws -> (values: PlaneStack?, slopes: [PlaneStack]) {
        try SourceConvolution(
            source, shape, slopes: slopes, wantsValues: wantsValues,
            fold: EnergyFold(factors, first: firstTrue, last: lastTrue), anchor: anchor, context: context
        ).run(execution)
    }

    /// The source with what a point-spread function in reconstructed energy makes of it; as it is without one.
    /// - Parameter slopes: the parameters of the shape that its derivatives in planes belong to, in their order.
    func convolved(
        _ prepared: PreparedSource, _ source: SeenSource, slopes: [Int], _ execution: Execution
    ) throws -> PreparedSource {
        guard context.isPSFReconstructed,
            let kernels = SourceKernels(source, anchor: anchor, slopes: slopes, context: context)
        else { return prepared }
        return try ReconstructedConvolution(kernels, prepared.planes.window).run(prepared, slopes: slopes, execution)
    }
}
