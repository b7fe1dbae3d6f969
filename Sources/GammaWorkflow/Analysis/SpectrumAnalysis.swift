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
        try self.init(config, execution: execution, log: nil)
    }

    /// - Parameter log: of the analysis that this one is a part of; nil opens its own.
    init(_ config: AnalysisConfig, execution: Execution, log: AnalysisLog?) throws {
        context = try AnalysisContext(
            config, type: .spectrum, execution, otherwise: "are no spectra of a region",
            hint: "use type: 1d, or MapAnalysis", log: log)
    }

    /// All steps that the configuration asks for, or those of `general.steps`.
    ///
    /// Reduced datasets are written to `general.datasets_file`, or read from it when the steps leave out the reduction.
    /// - Parameter models: the models; nil reads `general.models_file`, and without one fits a power law. When they are
    ///   given, the fitted ones are written to that file.
    public func run(models given: Models? = nil) throws -> AnalysisResult {
        try log.recording(execution.notices) {
            config.noteIneffectiveKeys(execution.notices)
            var result = try reducedDatasets()
            if config.runs(.fit) || config.runs(.fluxPoints) || config.runs(.lightCurve) {
                let start = try given ?? configuredModels()
                if config.runs(.fit) {
                    let (fit, checks) = try fitted(start, to: result.datasets, areGiven: given != nil)
                    (result.fit, result.checks) = (fit, checks)
                }
                let models = result.fit?.models ?? start
                if config.runs(.fluxPoints) { result.allFluxPoints = try fluxPoints(result.datasets, models: models) }
                if config.runs(.lightCurve) { result.allLightCurves = try lightCurves(result, models: models) }
            }
            if config.wantsSensitivity {
                let models = try result.fit?.models ?? given ?? configuredStart()
                result.sensitivity = try sensitivity(result.datasets, models: models)
            }
            result.notices = execution.notices.all
            return result
        }
    }

    /// Light curves of the runs, or of parts of them where its time intervals are shorter.
    private func lightCurves(_ result: AnalysisResult, models: Models) throws -> [LightCurve] {
        let usable = result.runs.filter { $0.maskSafe.contains(true) && $0.gti != nil }
        var parts = try usable.map { try LightCurvePart($0) }
        let intervals = config.lightCurve.timeIntervals.intervals ?? []
        if result.selection.runs != nil, usable.contains(where: { isCut($0.gti, by: intervals) }) {
            let reduction = try SpectrumReduction(config)
            parts = try self.parts(of: result.selection) { try reduction.reduce($0) }
        }
        return try lightCurves(parts, energies: usable.first?.energy.edges ?? [], models: models)
    }

    /// The runs and the datasets to fit: reduced and written to `general.datasets_file`, or read from it.
    private func reducedDatasets() throws -> AnalysisResult {
        if let runs = try datasetsOfFile()?.spectra() {
            // One dataset is the stack already, and those of groups are the stacks.
            let isStacked = runs.count == 1 || config.mentions("datasets.groups")
            let datasets = try isStacked ? inFitRange(usable(runs)) : fitDatasets(runs)
            return AnalysisResult(config: config, runs: runs, datasets: datasets)
        }
        var result = try reduce()
        log.add(execution.notices)
        result.datasets = try fitDatasets(result.runs, groups: result.selection.groups)
        try keep(result.datasets)
        return result
    }

    /// One dataset a run. Runs that fail are left out and named.
    /// - Returns: a result without ``AnalysisResult/datasets``, see ``fitDatasets(_:groups:)``.
    /// - Throws: faults of the selection, a fault that names the failures when all runs failed.
    public func reduce() throws -> AnalysisResult {
        var reduction = try SpectrumReduction(config)
        reduction.leavesOutFailingRuns = true
        let runs = try selectedRuns()
        log.add(execution.notices)
        log.add(.info, "observations selected: \(runs.ids.count)")
        let inner = Execution(notices: execution.notices)
        let reduced = try parallelMap(runs.ids, execution, step: "reduction") { [reduction] id in
            try reduction.reduce(id, inner) { try runs.read(id, $0) }
        }
        var result = AnalysisResult(config: config, runs: reduced.compactMap(\.dataset), datasets: [])
        result.selection = RunSelection(runs)
        result.selection.failures += reduced.compactMap(\.failure)
        if let fault = result.selection.fault { throw fault }
        return result
    }

    /// The datasets of the fit: the runs with any safe bin, stacked if the configuration says so, with the fit range set.
    /// - Parameter groups: stacked each by itself; without any all runs are one stack.
    public func fitDatasets(_ runs: [SpectrumDataset], groups: [RunGroup] = []) throws -> [SpectrumDataset] {
        let usable = try usable(runs)
        guard config.datasets.stack else { return try inFitRange(usable) }
        guard !groups.isEmpty else { return try inFitRange([SpectrumDataset.stacked(usable)]) }
        let stacks = try groups.compactMap { group -> SpectrumDataset? in
            let parts = usable.filter { group.ids.contains($0.name) }
            guard !parts.isEmpty else {
                execution.notices.add(group.leftOut)
                return nil
            }
            return try SpectrumDataset.stacked(parts, name: group.name)
        }
        return try inFitRange(stacks)
    }

    private func inFitRange(_ datasets: [SpectrumDataset]) throws -> [SpectrumDataset] {
        try datasets.map { inFitRange($0) }.spectra()
    }

    /// Those with any safe bin.
    private func usable(_ runs: [SpectrumDataset]) throws -> [SpectrumDataset] {
        let usable = runs.filter { $0.maskSafe.contains(true) }
        guard !usable.isEmpty else {
            throw Fault(
                .noData, "no run has any safe energy bin",
                at: config.origin(of: "datasets.safe_mask"),
                hint: "look at the warnings above: off regions may not fit, or the safe-mask thresholds are too tight")
        }
        return usable
    }

    /// The model file of the configuration, or a power law with the name of the flux points' source.
    func configuredModels() throws -> Models {
        if let models = try configuredStart() { return models }
        let names = config.fluxPoints.source
        let name = names == "all" ? "source" : names.values.first ?? "source"
        execution.notices.add(
            "no models given: a power law called '\(name)' is fitted (use --models FILE for another)")
        return Models(SkyModel(name, spectral: PowerLaw()))
    }
}
