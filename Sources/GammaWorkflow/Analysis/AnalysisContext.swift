import GammaCore

/// What every configured analysis has.
public struct AnalysisContext: Sendable {
    /// The configuration.
    public let config: AnalysisConfig
    /// Threads, progress, notices.
    public let execution: Execution
    /// The log that the configuration asks for.
    public let log: AnalysisLog

    /// Opens the log of an analysis of any datasets.
    /// - Throws: faults of opening the log.
    init(_ config: AnalysisConfig, _ execution: Execution) throws {
        self.config = config
        self.execution = execution
        log = try AnalysisLog(config)
    }

    /// Opens the log of an analysis of one type of datasets.
    /// - Parameters:
    ///   - what: what datasets of another type are not: `are no maps`.
    ///   - hint: what to use instead.
    ///   - log: of the analysis that this one is a part of; nil opens its own.
    /// - Throws: ``Fault/Code/unsupported`` for a configuration of another type, faults of opening the log.
    init(
        _ config: AnalysisConfig, type: DatasetsConfig.ReductionType, _ execution: Execution, otherwise what: String,
        hint: String, log: AnalysisLog? = nil
    ) throws {
        guard config.datasets.type == type else {
            throw Fault(
                .unsupported, "datasets of type '\(config.datasets.type.rawValue)' \(what)",
                at: config.origin(of: "datasets.type"), hint: hint)
        }
        self.config = config
        self.execution = execution
        self.log = try log ?? AnalysisLog(config)
    }
}
