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
    /// The configuration.
    public let config: AnalysisConfig
    /// Threads, progress, notices.
    public let execution: Execution
    /// The log that the configuration asks for.
    public let log: AnalysisLog

    /// Makes an analysis.
    /// - Throws: ``Fault/Code/unsupported`` for a configuration that is not one-dimensional, faults of opening the log.
    public init(_ config: AnalysisConfig, execution: Execution = Execution()) throws {
        guard config.datasets.type == .spectrum else {
            throw Fault(
                .unsupported, "datasets of type '\(config.datasets.type.rawValue)' are no spectra of a region",
                at: config.origin(of: "datasets.type"), hint: "use type: 1d, or MapAnalysis")
        }
        self.config = config
        self.execution = execution
        log = try AnalysisLog(config)
    }

    /// All steps that the configuration asks for, or those of `general.steps`.
    ///
    /// Reduced datasets are written to `general.datasets_file`, or read from it when the steps leave out the reduction.
    /// - Parameter models: the models; nil reads `general.models_file`, and without one fits a power law. When they are
    ///   given, the fitted ones are written to that file.
    public func run(models given: Models? = nil) throws -> AnalysisResult {
        try log.recording(execution.notices) {
            config.noteIneffectiveKeys(execution.notices)
            let (runs, datasets) = try reducedDatasets()
            var result = AnalysisResult(config: config, runs: runs, datasets: datasets)
            if config.runs(.fit) || config.runs(.fluxPoints) || config.runs(.lightCurve) {
                try fit(&result, start: given ?? configuredModels(), isGiven: given != nil)
            }
            result.notices = execution.notices.all
            return result
        }
    }

    /// Fit, flux points and light curve.
    private func fit(_ result: inout AnalysisResult, start: Models, isGiven: Bool) throws {
        var models = start
        if config.runs(.fit) {
            log.add(.info, "fitting \(start.names.joined(separator: ", ")) to \(result.datasets.count) datasets")
            let fit = try Fit(result.datasets, models: start).run(execution)
            log.add(execution.notices)
            log.add(.info, "fit: \(fit.fit.outcome), stat \(ValueFormat.number(fit.fit.stat, digits: 7))")
            models = fit.models
            result.fit = fit
            if isGiven { try writeToModelsFile(fit.models) }
        }
        if config.runs(.fluxPoints) {
            result.fluxPoints = try fluxPoints(result.datasets, models: models)
            log.add(execution.notices)
            log.add(.info, "flux points: \(result.fluxPoints?.count ?? 0)")
        }
        if config.runs(.lightCurve) {
            result.lightCurve = try lightCurve(result.runs, models: models)
            log.add(execution.notices)
            log.add(.info, "light curve: \(result.lightCurve?.count ?? 0) points")
        }
    }

    /// The runs and the datasets to fit: reduced and written to `general.datasets_file`, or read from it.
    private func reducedDatasets() throws -> (runs: [SpectrumDataset], datasets: [SpectrumDataset]) {
        if let file = try config.reducedDatasetsFile() {
            let runs = try locatingMissingFile("general.datasets_file") {
                try DatasetsFile.readAny(file, execution: execution).spectra()
            }
            log.add(.info, "\(runs.count) datasets read from \(file)")
            // One dataset is the stack already.
            return (runs, try fitDatasets(runs, stacking: config.datasets.stack && runs.count > 1))
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
        for dataset in datasets {
            let summary = dataset.summary
            log.add(
                .info,
                "dataset \(summary.name): \(ValueFormat.number(summary.counts)) counts, "
                    + "\(ValueFormat.number(summary.sqrtTS, digits: 3)) sigma")
        }
        if let file = try config.general.datasetsFile?.expanded() {
            try OutputFolder.make(OutputFolder.of(file))
            try DatasetsFile.write(datasets, to: file)
            log.add(.info, "datasets written to \(file)")
        }
        return (runs, datasets)
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
        var datasets = stacking ? [try SpectrumDataset.stacked(usable)] : usable
        for index in datasets.indices { setFitRange(&datasets[index]) }
        return datasets
    }

    /// The model file of the configuration, or a power law with the name of the flux points' source.
    func configuredModels() throws -> Models {
        if let models = try modelsOfFile() { return models }
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
