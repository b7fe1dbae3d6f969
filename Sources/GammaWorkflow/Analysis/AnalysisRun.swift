import Foundation
import GammaCore
import GammaIO
import GammaModels

/// A configuration carried out from beginning to end, whatever its type: `gammakit run`.
public struct AnalysisRun: Sendable {
    /// The configuration.
    public var config: AnalysisConfig
    /// Threads, progress, notices.
    public var execution: Execution
    /// File of the models to fit, instead of that of the configuration; nil for none.
    public var modelsFile: String?
    /// Whether to go on where an earlier run with the same folder was interrupted.
    public var resumes = false

    /// Makes a run.
    public init(_ config: AnalysisConfig, modelsFile: String? = nil, execution: Execution = Execution()) {
        self.config = config
        self.modelsFile = modelsFile
        self.execution = execution
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// For the terminal.
        public var report: String
        /// For scripts.
        public var json: JSONValue
        /// The paths written, in order; empty without a folder.
        public var written: [String]
    }

    /// Carries the analysis out.
    ///
    /// In the folder `provenance.json` (``Provenance``) tells what everything was made of.
    /// - Parameter folder: of the results, which is made when it is missing; nil writes none.
    /// - Throws: faults of the analysis, ``Fault/Code/fileUnwritable``.
    public func run(to folder: String?) throws -> Outcome {
        let (begin, start) = (Date(), ContinuousClock.now)
        if let folder { try OutputFolder.check(folder) }
        var outcome = try analyse(to: folder)
        guard let folder else { return outcome }
        var provenance = try Provenance(config, modelsFile: modelsFile, execution)
        provenance.started = begin.formatted(.iso8601)
        provenance.seconds = (ContinuousClock.now - start) / .seconds(1)
        outcome.written.append(try provenance.write(to: folder, products: outcome.written))
        // Last of all: whatever interrupts this before, the work on the runs is not lost.
        try AnalysisJournal(folder, resumes: true).remove()
        return outcome
    }

    private func analyse(to folder: String?) throws -> Outcome {
        let models = try modelsFile.map { try Models.read($0, notices: execution.notices) }
        guard config.instruments.isEmpty else {
            let analysis = try JointAnalysis(config, execution: execution)
            let result = try analysis.run(models: models)
            let written = try write(analysis, to: folder, result.write)
            return Outcome(report: result.report, json: result.json, written: written)
        }
        switch config.datasets.type {
        case .spectrum:
            let analysis = try SpectrumAnalysis(config, execution: execution)
            let result = try analysis.run(models: models)
            return Outcome(
                report: result.report, json: result.json, written: try write(analysis, to: folder, result.write))
        case .map:
            var analysis = try MapAnalysis(config, execution: execution)
            analysis.journal = try folder.map { try AnalysisJournal($0, resumes: resumes) }
            let result = try analysis.run(models: models)
            let written = try write(analysis, to: folder, result.write)
            return Outcome(report: result.report, json: result.json, written: written)
        }
    }

    /// What would be done.
    /// - Throws: faults of the selection and of the first run.
    public func plan() throws -> AnalysisPlan {
        guard config.instruments.isEmpty else { return try JointAnalysis(config, execution: execution).plan() }
        return switch config.datasets.type {
        case .spectrum: try SpectrumAnalysis(config, execution: execution).plan()
        case .map: try MapAnalysis(config, execution: execution).plan()
        }
    }

    /// Writes the files of a result, and tells so in the log of the analysis.
    private func write(
        _ analysis: some ConfiguredAnalysis, to folder: String?, _ write: (String, Execution) throws -> [String]
    ) throws -> [String] {
        guard let folder else { return [] }
        let written = try analysis.log.recording(execution.notices) { try write(folder, execution) }
        analysis.log.add(.info, "\(written.count) files written to \(folder)")
        return written
    }
}
