import GammaCore
import GammaDatasets
import GammaModels
import GammaProducts

/// Tests whether a source looks different at different energies (Feijen et al. 2025, A&A 701, A4).
///
/// The maps are cut into energy bands. In each of them everything that is free is fitted: the source's spectrum and shape,
/// other models, and the norm of the background. The null hypothesis is the same but for the free parameters of the source's
/// shape, which all bands share. Twice the ratio of the likelihoods is a χ² with (bands − 1) × shape parameters degrees of
/// freedom.
///
/// A spectral index means little within a band: freeze it to have the amplitude alone fitted, as Gammapy's tutorial does.
/// Other than in Gammapy the source may have any free parameters, the datasets may be several, and free parameters of other
/// models are not shared by the bands under either hypothesis.
public struct EnergyDependentMorphologyEstimator: Sendable {
    /// Name of the source.
    public var source: String
    /// Edges of the bands, TeV; each is moved to the nearest bin edge of the datasets.
    public var energyEdges: [Double]

    /// Makes an estimator.
    public init(source: String, energyEdges: [Double]) {
        self.source = source
        self.energyEdges = energyEdges
    }

    /// Fits every band by itself and all of them with a common shape. A band that fails says why and is left out of the
    /// test.
    /// - Throws: ``Fault/Code/badValue`` for edges that make fewer than two bands or a source without free shape,
    ///   ``Fault/Code/unknownKey`` for one that is not there, ``Fault/Code/fit`` when fewer than two bands are left.
    public func run(
        _ datasets: [MapDataset], models: Models, execution: Execution = Execution()
    ) throws -> EnergyDependentMorphology {
        guard models.penalties.isEmpty else {
            throw Fault(.unsupported, "penalties over several parameters cannot be shared among energy bands")
        }
        let shape = try shapeParameters(models)
        let bands = try MorphologyBand.bands(of: datasets, models: models, source: source, edges: energyEdges)
        let inner = Execution(
            threads: max(1, execution.threads / bands.count), notices: execution.notices)
        var fits = try parallelMap(bands, execution, step: "energy bands") { try BandFit($0, inner) }
        guard fits.count(where: \.isUsable) > 1 else {
            let reasons = fits.map(\.outcome.reason).filter { $0 != PointOutcome.converged.reason }
            throw Fault(
                .fit, "fewer than two energy bands could be fitted: \(reasons.joined(separator: "; "))",
                hint: "choose fewer or wider bands")
        }
        var joint = JointBands(fits.filter(\.isUsable), shape: shape)
        let common = try joint.fit(execution)
        if common.fit.stat < joint.separateStat - 1e-3 {
            // The bands have all that the common shape has: where they are worse, they had not found their minima.
            fits = try parallelMap(fits, execution) { try $0.refined(from: common.models, inner) }
            joint = JointBands(fits.filter(\.isUsable), shape: shape)
        }
        fits = try parallelMap(fits, execution, step: "test statistics") { try $0.testingSource(inner) }
        return EnergyDependentMorphology(source: source, shape: shape, fits: fits, common: common, joint: joint)
    }

    /// Names of the free parameters of the source's shape.
    private func shapeParameters(_ models: Models) throws -> [String] {
        guard let spatial = try models.source(source).spatial else {
            throw Fault(.badValue, "source '\(source)' has no shape on the sky")
        }
        let free = spatial.parameters.filter { !$0.isFrozen }.map(\.name)
        guard !free.isEmpty else {
            throw Fault(
                .badValue, "source '\(source)' has no free parameter of its shape to compare",
                hint: "free are to be some of \(spatial.parameters.map(\.name).joined(separator: ", "))")
        }
        return free
    }
}
