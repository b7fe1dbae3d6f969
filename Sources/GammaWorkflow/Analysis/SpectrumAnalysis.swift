import GammaCore
import GammaData
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaMaps
import GammaModels
import GammaProducts

/// A one-dimensional analysis as its configuration asks for: from a data store to a fitted spectrum and its products.
///
/// Every step can be called by itself; ``run(models:)`` calls them in order.
public struct SpectrumAnalysis: Sendable {
    /// The configuration.
    public let config: AnalysisConfig
    /// Threads, progress, notices.
    public let execution: Execution

    /// Makes an analysis.
    /// - Throws: ``Fault/Code/unsupported`` for a configuration that is not one-dimensional.
    public init(_ config: AnalysisConfig, execution: Execution = Execution()) throws {
        guard config.datasets.type == .spectrum else {
            throw Fault(
                .unsupported, "datasets of type '\(config.datasets.type.rawValue)' cannot be made yet",
                at: config.origin(of: "datasets.type"), hint: "use type: 1d")
        }
        self.config = config
        self.execution = execution
    }

    /// All steps that the configuration asks for.
    /// - Parameter models: the models; nil reads `general.models_file`, and without one fits a power law.
    public func run(models given: Models? = nil) throws -> AnalysisResult {
        let runs = try reduce(observations())
        let datasets = try fitDatasets(runs)
        let models = try given ?? configuredModels()
        let fit = try Fit(datasets, models: models).run(execution)
        var result = AnalysisResult(config: config, runs: runs, datasets: datasets, fit: fit)
        result.fluxPoints = try fluxPoints(datasets, models: fit.models)
        result.lightCurve = try lightCurve(runs, models: fit.models)
        result.notices = execution.notices.all
        return result
    }

    /// One dataset a run.
    public func reduce(_ observations: [Observation]) throws -> [SpectrumDataset] {
        try SpectrumReduction(config, execution: execution).run(observations, execution)
    }

    /// The datasets of the fit: the runs with any safe bin, stacked if the configuration says so, with the fit range set.
    public func fitDatasets(_ runs: [SpectrumDataset]) throws -> [SpectrumDataset] {
        let usable = runs.filter { $0.maskSafe.contains(true) }
        guard !usable.isEmpty else {
            throw Fault(
                .noData, "no run has any safe energy bin",
                at: config.origin(of: "datasets.safe_mask"),
                hint: "look at the warnings above: off regions may not fit, or the safe-mask thresholds are too tight")
        }
        var datasets = config.datasets.stack ? [try SpectrumDataset.stacked(usable)] : usable
        for index in datasets.indices { setFitRange(&datasets[index]) }
        return datasets
    }

    /// The model file of the configuration, or a power law with the name of the flux points' source.
    func configuredModels() throws -> Models {
        if let file = config.general.modelsFile { return try Models.read(file.expanded(), notices: execution.notices) }
        execution.notices.add(
            "no models given: a power law called '\(config.fluxPoints.source)' is fitted (use --models FILE for another)"
        )
        return Models(SkyModel(config.fluxPoints.source, spectral: PowerLaw()))
    }

    private func setFitRange(_ dataset: inout SpectrumDataset) {
        let range = config.fit.fitRange
        guard range.min != nil || range.max != nil else { return }
        dataset.setFitRange(minimum: range.min?.TeV, maximum: range.max?.TeV)
    }
}
