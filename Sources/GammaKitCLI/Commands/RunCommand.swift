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
        let analysis = try SpectrumAnalysis(config, execution: execution)
        let result = try analysis.run(models: given)
        let written = try folder.map { folder in
            try analysis.log.recording(notices) { try result.write(to: folder, execution: execution) }
        }
        if let folder, let written { analysis.log.add(.info, "\(written.count) files written to \(folder)") }
        printNotices(notices, quiet: shared.quiet || config.general.log.level > .warning)
        if shared.json {
            print(result.json.text(pretty: true))
        } else {
            print(result.report)
            if let folder, let written { print("\n\(written.count) files in \(folder)") }
        }
    }
}
