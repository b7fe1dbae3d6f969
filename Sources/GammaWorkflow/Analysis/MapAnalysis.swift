import GammaCore
import GammaData
import GammaDatasets
import GammaMakers
import GammaMaps
import GammaModels

/// A three-dimensional analysis as its configuration asks for: from a data store to maps in bins of energy, and models
/// fitted to them.
///
/// Every step can be called by itself; ``run(models:)`` calls them in order.
public struct MapAnalysis: ConfiguredAnalysis {
    /// Configuration, execution and log.
    public let context: AnalysisContext
    /// Keeps what was done, so that it need not be done again after an interruption; nil keeps nothing.
    public var journal: AnalysisJournal?

    /// Makes an analysis.
    /// - Throws: ``Fault/Code/unsupported`` for a configuration that is not three-dimensional, faults of opening the log.
    public init(_ config: AnalysisConfig, execution: Execution = Execution()) throws {
        try self.init(config, execution: execution, log: nil)
    }

    /// - Parameter log: of the analysis that this one is a part of; nil opens its own.
    init(_ config: AnalysisConfig, execution: Execution, log: AnalysisLog?) throws {
        context = try AnalysisContext(
            config, type: .map, execution, otherwise: "are no maps", hint: "use type: 3d, or SpectrumAnalysis", log: log
        )
    }

    /// All steps that the configuration asks for, or those of `general.steps`.
    ///
    /// Reduced datasets are written to `general.datasets_file`, or read from it when the steps leave out the reduction.
    /// - Parameter models: the models; nil reads `general.models_file`. Without one the sources that `peaks` finds are fitted,
    ///   if any; the section `search` adds to them. When they are given, the fitted ones are written to that file.
    public func run(models given: Models? = nil) throws -> DatasetsResult {
        try log.recording(execution.notices) {
            config.noteIneffectiveKeys(execution.notices)
            // A catalogue that is not there is told before the work.
            let marks = try catalogMarks()
            var result = try reducedDatasets()
            result.catalogMarks = marks
            var start = try given ?? (config.usesModels ? configuredStart() : nil)
            if config.wantsSearch {
                let search = try search(result.maps, models: start)
                (result.search, start) = (search, search.models)
            }
            let isSearch = start == nil
            if isSearch {
                try addMaps(&result, models: nil)
                start = try modelsFound(result.sources)
            }
            if config.runs(.fit) || config.runs(.fluxPoints) || config.runs(.lightCurve) {
                try measure(&result, start, areGiven: given != nil)
            }
            let models = result.fit?.models ?? start
            if !isSearch { try addMaps(&result, models: models) }
            if config.wantsProfile { result.profile = try profile(result.maps, models: models) }
            if config.wantsSensitivity { result.sensitivity = try sensitivity(result.maps, models: models) }
            result.notices = execution.notices.all
            result.settings = config.settingsText
            return result
        }
    }

    /// Fit, flux points and light curve; the last two only where the configuration asks for them.
    private func measure(_ result: inout DatasetsResult, _ start: Models?, areGiven: Bool) throws {
        guard let start else {
            execution.notices.add("no models given: nothing is fitted (use --models FILE)")
            return
        }
        var models = start.scalingBackgrounds(of: result.maps)
        if config.runs(.fit) {
            let (fit, checks) = try fitted(models, to: result.datasets, areGiven: areGiven)
            models = fit.models
            (result.fit, result.checks) = (fit, checks)
        }
        if config.runs(.fluxPoints) { result.allFluxPoints = try fluxPoints(result.datasets, models: models) }
        if config.runs(.lightCurve), config.mentions("light_curve") {
            result.allLightCurves = try lightCurves(result, models: models)
        }
    }

    /// The datasets to fit: reduced and written to `general.datasets_file`, or read from it.
    private func reducedDatasets() throws -> DatasetsResult {
        if let datasets = try datasetsOfFile() { return DatasetsResult(datasets: datasets.map(inFitRange)) }
        var result = try reduce()
        log.add(execution.notices)
        try keep(result.datasets)
        result.datasets = result.datasets.map(inFitRange)
        return result
    }

    /// The maps of the selected runs, stacked if the configuration says so, all or in groups, and how their backgrounds were
    /// normalised.
    ///
    /// Each run is read when its turn comes; a stack never holds more of them than there are threads. Runs that fail are left
    /// out and named.
    /// - Throws: ``Fault/Code/noData`` when no run has any safe bin, a fault that names the failures when all runs failed.
    public func reduce() throws -> DatasetsResult {
        let empty = try config.emptyMaps()
        var reduction = try MapReduction(config, empty.geometry)
        reduction.leavesOutFailingRuns = true
        let runs = try selectedRuns()
        log.add(execution.notices)
        log.add(.info, "observations selected: \(runs.ids.count)")
        try journal?.begin(config, runs)
        var result = DatasetsResult(datasets: [])
        result.selection = RunSelection(runs)
        result.exclusion = try exclusion(runs)
        reduction.exclude(result.exclusion?.mask)
        if config.datasets.stack {
            try stack(runs, reduction, empty, into: &result)
        } else {
            let target = MapTarget(empty)
            let inner = Execution(notices: execution.notices)
            let reduced = try parallelMap(runs.ids, execution, step: "reduction") { [reduction] id in
                try reduction.reduce(id, on: target, inner) { try runs.read(id, $0) }
            }
            result.backgrounds = reduced.compactMap(\.background)
            result.selection.failures += reduced.compactMap(\.failure)
            result.datasets = reduced.compactMap(\.dataset).filter { $0.maskSafe.contains(true) }
        }
        guard result.datasets.isEmpty else { return result }
        if let fault = result.selection.fault { throw fault }
        throw Fault(
            .noData, "no run has any safe bin on the map", at: config.origin(of: "datasets.safe_mask"),
            hint: "the runs may point elsewhere (datasets.geom.wcs.skydir), or the safe-mask thresholds are too tight")
    }

    /// Adds up the runs of every group, or all of them.
    private func stack(
        _ runs: SelectedRuns, _ reduction: MapReduction, _ empty: MapDataset, into result: inout DatasetsResult
    ) throws {
        let groups = runs.groups ?? [RunGroup(name: empty.name, ids: runs.ids)]
        let stacks = groups.map { group in
            MapStack(group.ids) {
                var stack = empty
                stack.name = group.name
                return stack
            }
        }
        try reduction.stack(
            stacks, execution, journal: journal?.stacks(background: reduction.background), observation: runs.read
        ) { index, reduced in
            result.backgrounds += reduced.backgrounds
            result.selection.failures += reduced.failures
            guard reduced.dataset.maskSafe.contains(true) else {
                if groups.count > 1 { execution.notices.add(groups[index].leftOut) }
                return
            }
            result.datasets.append(reduced.dataset)
        }
    }
}
