import ArgumentParser
import GammaKit

/// `gammakit run CONFIG`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the analysis that a configuration file describes.",
        discussion: """
            The file is Gammapy's AnalysisConfig in YAML (gammakit config init prints a commented one). With --output, or \
            general.outdir, the datasets, models, fit, flux points, light curve and figures are written to a folder.
            """)

    @Argument(help: "Configuration file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var config: String

    @Option(
        name: .long, help: "Model file (YAML); by default general.models_file, else a power law is fitted.",
        completion: .file(extensions: ["yaml", "yml"]))
    var models: String?

    @Option(name: .shortAndLong, help: "Folder for datasets, models, tables and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let notices = Notices()
        try shared.reporting(notices) { try run(notices) }
    }

    private func run(_ notices: Notices) throws {
        let config = try AnalysisConfig.read(config, notices: notices)
        let execution = try shared.execution(threads: config.requestedThreads, notices: notices)
        let folder = try output ?? config.outputFolder()
        if let folder { try OutputFolder.check(folder) }
        let given = try models.map { try Models.read($0, notices: notices) }
        let document: Document
        switch config.datasets.type {
        case .spectrum:
            let analysis = try SpectrumAnalysis(config, execution: execution)
            let result = try analysis.run(models: given)
            document = try Document(
                report: result.report, json: result.json,
                written: folder.map { try shared.withTables(write(analysis, to: $0, result.write)) })
        case .map:
            let analysis = try MapAnalysis(config, execution: execution)
            let result = try analysis.run(models: given)
            document = try Document(
                report: result.report, json: result.json,
                written: folder.map { try shared.withTables(write(analysis, to: $0, result.write)) })
        }
        printNotices(notices, quiet: shared.quiet || config.general.log.level > .warning)
        if shared.json {
            print(document.json.text(pretty: true))
        } else {
            print(document.report)
            if let folder, let written = document.written { print("\n\(written.count) files in \(folder)") }
        }
    }

    /// What is told of a result of any type.
    private struct Document {
        let report: String
        let json: JSONValue
        let written: [String]?
    }

    /// Writes the files of a result, and tells so in the log of the analysis.
    private func write(
        _ analysis: some ConfiguredAnalysis, to folder: String, _ write: (String, Execution) throws -> [String]
    ) throws -> [String] {
        let written = try analysis.log.recording(analysis.execution.notices) {
            try write(folder, analysis.execution)
        }
        analysis.log.add(.info, "\(written.count) files written to \(folder)")
        return written
    }
}
