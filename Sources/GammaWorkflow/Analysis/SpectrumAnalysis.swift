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
public struct SpectrumAnalysis: ConfiguredAnalysis {
    /// Configuration, execution and log.
    public let context: AnalysisContext

    /// Makes an analysis.
    /// - Throws: ``Fault/Code/unsupported`` for a configuration that is not one-dimensional, faults of opening the log.
    public init(_ config: AnalysisConfig, execution: Execution = Execution()) throws {
        context = try AnalysisContext(
            config, type: .spectrum, execution, otherwise: "are no spectra of a region",
            hint: "use type: 1d, or MapAnalysis")
    }

    /// All steps that the configuration asks for, or those of `general.steps`.
    ///
    /// Reduced datasets are written to `general.datasets_file`, or read from it when the steps leave out the reduction.
    /// - Parameter models: the models; nil reads `general.models_file`, and without one fits a power law. When they are
    ///   given, the fitted ones are written to that file.
    public func run(models given: Models? = nil) throws -> AnalysisResult {
        try log.recording(execution.notices) {
            config.noteIneffectiveKeys(execution.notices)
            let reduced = try reducedDatasets()
            var result = AnalysisResult(config: config, runs: reduced.runs, datasets: reduced.datasets)
            if config.runs(.fit) || config.runs(.fluxPoints) || config.runs(.lightCurve) {
                let start = try given ?? configuredModels()
                if config.runs(.fit) {
                    result.fit = try fitted(start, to: result.datasets, areGiven: given != nil)
                }
                let models = result.fit?.models ?? start
                if config.runs(.fluxPoints) { result.allFluxPoints = try fluxPoints(result.datasets, models: models) }
                if config.runs(.lightCurve) { result.allLightCurves = try lightCurves(reduced, models: models) }
            }
            if config.wantsSensitivity {
                let models = try result.fit?.models ?? given ?? modelsOfFile()
                result.sensitivity = try sensitivity(result.datasets, models: models)
            }
            result.notices = execution.notices.all
            return result
        }
    }

    /// Light curves of the runs, or of parts of them where its time intervals are shorter.
    private func lightCurves(_ reduced: Reduced, models: Models) throws -> [LightCurve] {
        let usable = reduced.runs.filter { $0.maskSafe.contains(true) && $0.gti != nil }
        let energies = usable.first?.energy.edges ?? []
        let reduction = reduced.observations.isEmpty ? nil : try SpectrumReduction(config)
        var parts = try usable.map { try LightCurvePart($0) }
        if let reduction {
            let runs = try self.parts(of: reduced.observations) { try reduction.reduce($0) }
            // Runs that are not cut are there already.
            if runs.map(\.name) != reduced.observations.map(\.name) { parts = runs }
        }
        return try lightCurves(parts, energies: energies, models: models)
    }

    /// What a reduction brought.
    private struct Reduced {
        var runs: [SpectrumDataset]
        /// The datasets to fit.
        var datasets: [SpectrumDataset]
        /// The observations behind the runs; empty when these were read from a file.
        var observations: [Observation] = []
    }

    /// The runs and the datasets to fit: reduced and written to `general.datasets_file`, or read from it.
    private func reducedDatasets() throws -> Reduced {
        if let runs = try datasetsOfFile()?.spectra() {
            // One dataset is the stack already.
            return Reduced(
                runs: runs, datasets: try fitDatasets(runs, stacking: config.datasets.stack && runs.count > 1))
        }
        let observations = try observations()
        log.add(execution.notices)
        log.add(.info, "observations selected: \(observations.count)")
        for observation in observations {
            log.add(.debug, observation.summary.text.replacing("\n ", with: ";"))
        }
        let runs = try reduce(observations)
        log.add(execution.notices)
        let datasets = try fitDatasets(runs)
        try keep(datasets)
        return Reduced(runs: runs, datasets: datasets, observations: observations)
    }

    /// One dataset a run.
    public func reduce(_ observations: [Observation]) throws -> [SpectrumDataset] {
        try SpectrumReduction(config).run(observations, execution)
    }

    /// The datasets of the fit: the runs with any safe bin, stacked if the configuration says so, with the fit range set.
    public func fitDatasets(_ runs: [SpectrumDataset]) throws -> [SpectrumDataset] {
        try fitDatasets(runs, stacking: config.datasets.stack)
    }

    private func fitDatasets(_ runs: [SpectrumDataset], stacking: Bool) throws -> [SpectrumDataset] {
        let usable = runs.filter { $0.maskSafe.contains(true) }
        guard !usable.isEmpty else {
            throw Fault(
                .noData, "no run has any safe energy bin",
                at: config.origin(of: "datasets.safe_mask"),
                hint: "look at the warnings above: off regions may not fit, or the safe-mask thresholds are too tight")
        }
        let datasets = stacking ? [try SpectrumDataset.stacked(usable)] : usable
        return try datasets.map { inFitRange($0) }.spectra()
    }

    /// The model file of the configuration, or a power law with the name of the flux points' source.
    func configuredModels() throws -> Models {
        if let models = try modelsOfFile() { return models }
        let names = config.fluxPoints.source
        let name = names == "all" ? "source" : names.values.first ?? "source"
        execution.notices.add(
            "no models given: a power law called '\(name)' is fitted (use --models FILE for another)")
        return Models(SkyModel(name, spectral: PowerLaw()))
    }
}
