import GammaCore
import GammaDatasets
import GammaModels
import GammaProducts

/// Everything that an analysis brought: data, fit, products, and the oddities that were met.
public struct AnalysisResult: Sendable {
    /// The configuration that was run.
    public var config: AnalysisConfig
    /// Reduced data, one dataset a run.
    public var runs: [SpectrumDataset]
    /// Where the runs come from, and those that were left out.
    public internal(set) var selection = RunSelection()
    /// The datasets that were fitted: the runs, their stack, or the stacks of groups.
    public var datasets: [SpectrumDataset]
    /// The fit; nil when no models were given.
    public var fit: ModelsFitResult?
    /// What was found out around the fit.
    public var checks = FitChecksResult()
    /// Flux points, one of each configured source.
    public var allFluxPoints: [FluxPoints]
    /// Light curves, one of each configured source.
    public var allLightCurves: [LightCurve]
    /// The smallest flux that would be detected.
    public var sensitivity: SensitivityCurve?
    /// Oddities that were survived, in the order of their origin, with how often each was met.
    public var notices: [(notice: Notice, count: Int)]

    /// Makes a result.
    public init(
        config: AnalysisConfig, runs: [SpectrumDataset], datasets: [SpectrumDataset], fit: ModelsFitResult? = nil,
        fluxPoints: [FluxPoints] = [], lightCurves: [LightCurve] = [], notices: [(notice: Notice, count: Int)] = []
    ) {
        self.config = config
        self.runs = runs
        self.datasets = datasets
        self.fit = fit
        allFluxPoints = fluxPoints
        allLightCurves = lightCurves
        self.notices = notices
    }

    /// Flux points of the first configured source.
    public var fluxPoints: FluxPoints? { allFluxPoints.first }

    /// Light curve of the first configured source.
    public var lightCurve: LightCurve? { allLightCurves.first }
}
