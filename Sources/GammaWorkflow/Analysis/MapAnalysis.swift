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
    /// The configuration.
    public let config: AnalysisConfig
    /// Threads, progress, notices.
    public let execution: Execution
    /// The log that the configuration asks for.
    public let log: AnalysisLog

    /// Makes an analysis.
    /// - Throws: ``Fault/Code/unsupported`` for a configuration that is not three-dimensional, faults of opening the log.
    public init(_ config: AnalysisConfig, execution: Execution = Execution()) throws {
        guard config.datasets.type == .map else {
            throw Fault(
                .unsupported, "datasets of type '\(config.datasets.type.rawValue)' are no maps",
                at: config.origin(of: "datasets.type"), hint: "use type: 3d, or SpectrumAnalysis")
        }
        self.config = config
        self.execution = execution
        log = try AnalysisLog(config)
    }

    /// All steps that the configuration asks for, or those of `general.steps`.
    ///
    /// Reduced datasets are written to `general.datasets_file`, or read from it when the steps leave out the reduction.
    /// - Parameter models: the models; nil reads `general.models_file`, and without one nothing is fitted. When they are
    ///   given, the fitted ones are written to that file.
    public func run(models given: Models? = nil) throws -> DatasetsResult {
        try log.recording(execution.notices) {
            config.noteIneffectiveKeys(execution.notices)
            noteMissingProducts()
            var result = try reducedDatasets()
            if config.runs(.fit) { try fit(&result, given) }
            result.notices = execution.notices.all
            return result
        }
    }

    private func fit(_ result: inout DatasetsResult, _ given: Models?) throws {
        guard let start = try given ?? modelsOfFile() else {
            execution.notices.add("no models given: nothing is fitted (use --models FILE)")
            return
        }
        let models = start.scalingBackgrounds(of: result.maps)
        log.add(.info, "fitting \(models.names.joined(separator: ", ")) to \(result.datasets.count) datasets")
        let fit = try Fit(result.datasets, models: models).run(execution)
        log.add(execution.notices)
        log.add(.info, "fit: \(fit.fit.outcome), stat \(ValueFormat.number(fit.fit.stat, digits: 7))")
        result.fit = fit
        if given != nil { try writeToModelsFile(fit.models) }
    }

    /// The datasets to fit: reduced and written to `general.datasets_file`, or read from it.
    private func reducedDatasets() throws -> DatasetsResult {
        if let file = try config.reducedDatasetsFile() {
            let datasets = try locatingMissingFile("general.datasets_file") {
                try DatasetsFile.readAny(file, execution: execution)
            }
            log.add(.info, "\(datasets.count) datasets read from \(file)")
            return DatasetsResult(datasets: datasets.map(inFitRange))
        }
        var result = try reduce()
        log.add(execution.notices)
        for map in result.maps {
            let summary = map.summary
            log.add(
                .info,
                "dataset \(summary.name): \(ValueFormat.number(summary.counts)) counts, "
                    + "\(ValueFormat.number(summary.sqrtTS, digits: 3)) sigma")
        }
        if let file = try config.general.datasetsFile?.expanded() {
            try OutputFolder.make(OutputFolder.of(file))
            try DatasetsFile.write(result.datasets, to: file)
            log.add(.info, "datasets written to \(file)")
        }
        result.datasets = result.datasets.map(inFitRange)
        return result
    }

    /// The maps of the selected runs, stacked if the configuration says so, and how their backgrounds were normalised.
    ///
    /// Each run is read when its turn comes; a stack never holds more of them than there are threads.
    /// - Throws: ``Fault/Code/noData`` when no run has any safe bin.
    public func reduce() throws -> DatasetsResult {
        let empty = try config.emptyMaps()
        let reduction = try MapReduction(config, empty.geometry)
        let (store, ids) = try selectedIDs()
        log.add(execution.notices)
        log.add(.info, "observations selected: \(ids.count)")
        let (required, loading, notices) = (requiredResponses, loadedResponses, execution.notices)
        let read: @Sendable (String) throws -> Observation = { id in
            try store.observation(id, required: required, loading: loading, notices: notices)
        }
        var result = DatasetsResult(datasets: [])
        if config.datasets.stack {
            let (stacked, backgrounds) = try reduction.stack(ids, into: empty, execution, observation: read)
            result.backgrounds = backgrounds
            result.datasets = stacked.maskSafe.contains(true) ? [stacked] : []
        } else {
            let target = MapTarget(empty)
            let inner = Execution(notices: execution.notices)
            let runs = try parallelMap(ids, execution, step: "reduction") {
                try reduction.reduce(read($0), on: target, inner)
            }
            result.backgrounds = runs.compactMap(\.background)
            result.datasets = runs.compactMap(\.dataset).filter { $0.maskSafe.contains(true) }
        }
        guard !result.datasets.isEmpty else {
            throw Fault(
                .noData, "no run has any safe bin on the map", at: config.origin(of: "datasets.safe_mask"),
                hint:
                    "the runs may point elsewhere (datasets.geom.wcs.skydir), or the safe-mask thresholds are too tight"
            )
        }
        return result
    }

    private func inFitRange(_ dataset: any Dataset) -> any Dataset {
        let range = config.fit.fitRange
        guard var map = dataset as? MapDataset, range.min != nil || range.max != nil else { return dataset }
        map.setFitRange(minimum: range.min?.TeV, maximum: range.max?.TeV)
        return map
    }

    private func noteMissingProducts() {
        for section in ["flux_points", "light_curve", "excess_map"] where config.mentions(section) {
            execution.notices.add(
                "\(section) is left out: it cannot be made from maps yet", at: config.origin(of: section))
        }
    }
}
