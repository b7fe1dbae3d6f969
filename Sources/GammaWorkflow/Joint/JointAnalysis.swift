import GammaCore
import GammaData
import GammaDatasets
import GammaModels

/// Several instruments as the list `instruments` of a configuration describes them: each is reduced, or read, by itself, and models are
/// fitted to the data of all.
///
/// The datasets are called `INSTRUMENT-RUN`, or `INSTRUMENT` where runs are stacked, so that models can name them.
public struct JointAnalysis: ConfiguredAnalysis {
    /// Configuration, execution and log.
    public let context: AnalysisContext
    /// Each instrument has its own.
    public var requiredResponses: Set<IRFKind> { [] }
    /// Each instrument has its own.
    public var loadedResponses: Set<IRFKind> { [] }

    /// Makes an analysis.
    /// - Throws: ``Fault/Code/missingKey`` for a configuration without instruments, faults of opening the log.
    public init(_ config: AnalysisConfig, execution: Execution = Execution()) throws {
        guard !config.instruments.isEmpty else {
            throw Fault(
                .missingKey, "the configuration has no instruments", at: config.origin(of: "instruments"),
                hint: "add a list 'instruments', or use SpectrumAnalysis or MapAnalysis")
        }
        context = try AnalysisContext(config, execution)
    }

    /// Reduction, the joint fit and those of each instrument, the comparison, flux points.
    ///
    /// Reduced datasets are written to `general.datasets_file`, or read from it when the steps leave out the reduction.
    /// - Parameter models: the models; nil reads `general.models_file`. When they are given, the fitted ones are written to it.
    public func run(models given: Models? = nil) throws -> DatasetsResult {
        try log.recording(execution.notices) {
            config.noteIneffectiveKeys(execution.notices)
            // Mistakes in models and comparison are told before the work.
            let start = try given ?? (config.usesModels ? configuredStart() : nil)
            if let start { try checkComparison(start) }
            let marks = try catalogMarks()
            var result = try reducedDatasets()
            result.catalogMarks = marks
            if let start {
                try measure(&result, start.scalingBackgrounds(of: result.maps), areGiven: given != nil)
            } else if config.usesModels {
                execution.notices.add("no models given: nothing is fitted (use --models FILE)")
            }
            result.notices = execution.notices.all
            result.settings = config.settingsText
            return result
        }
    }

    private func measure(_ result: inout DatasetsResult, _ start: Models, areGiven: Bool) throws {
        var models = start
        if config.runs(.fit) {
            let (fit, checks) = try fitted(start, to: result.datasets, areGiven: areGiven)
            (result.fit, result.checks, models) = (fit, checks, fit.models)
            if config.fitsEachInstrument {
                result.checks.instruments = try fitsOfEach(result, start: start, joint: fit)
            }
            result.checks.comparison = try comparison(result.checks.instruments?.fits ?? [], joint: fit)
        }
        if config.runs(.fluxPoints) { try addFluxPoints(&result, models: models) }
    }

    /// The data of all instruments in their order: reduced and written to `general.datasets_file`, or read from it.
    private func reducedDatasets() throws -> DatasetsResult {
        if let datasets = try datasetsOfFile() {
            var result = DatasetsResult(datasets: [])
            for instrument in config.instruments {
                let own = datasets.filter { instrument.owns($0.name) }
                result.add(instrument, own.map { instrument.inFitRange($0) })
            }
            return result
        }
        var result = DatasetsResult(datasets: [])
        var runs = JointRuns()
        for instrument in config.instruments {
            let part = try reduce(instrument)
            try runs.add(instrument, part, notices: execution.notices)
            result.add(instrument, part.datasets)
            result.backgrounds += part.backgrounds
            result.exclusion = result.exclusion ?? part.exclusion
            result.selection.add(part.selection, of: instrument.name)
            log.add(execution.notices)
        }
        try keep(result.datasets)
        return result
    }
}
