import ArgumentParser
import GammaKit

/// `gammakit run CONFIG`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the analysis that a configuration file describes.",
        discussion: """
            The file is Gammapy's AnalysisConfig in YAML (gammakit config init prints a commented one). With --output the \
            datasets, models, fit, flux points, light curve and figures are written to a folder.
            """)

    @Argument(help: "Configuration file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var config: String

    @Option(name: .long, help: "Model file (YAML); by default general.models_file, else a power law is fitted.")
    var models: String?

    @Option(name: .shortAndLong, help: "Folder for datasets, models, tables and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        let config = try AnalysisConfig.read(config, notices: execution.notices)
        let given = try models.map { try Models.read($0, notices: execution.notices) }
        let result = try SpectrumAnalysis(config, execution: execution).run(models: given)
        let written = try output.map { try result.write(to: $0, execution: execution) } ?? []
        printNotices(execution.notices, quiet: shared.quiet)
        if shared.json {
            print(result.json.text(pretty: true))
        } else {
            print(result.report)
            if let output { print("\n\(written.count) files in \(output)") }
        }
    }
}
