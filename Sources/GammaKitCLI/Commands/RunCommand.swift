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

    @Flag(
        name: .long,
        help: "Go on where an analysis of maps with the same output folder was interrupted; results have the same bits."
    )
    var resume = false

    @Flag(name: .long, help: "Only tell which runs are used, and what memory and time their reduction takes.")
    var dryRun = false

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let notices = Notices()
        try shared.reporting(notices) { try run(notices) }
    }

    private func run(_ notices: Notices) throws {
        let config = try AnalysisConfig.read(config, notices: notices)
        let execution = try shared.execution(threads: config.requestedThreads, notices: notices)
        var analysis = AnalysisRun(config, modelsFile: models, execution: execution)
        analysis.resumes = resume
        let isQuiet = shared.quiet || config.general.log.level > .warning
        if dryRun {
            let plan = try analysis.plan()
            printNotices(notices, quiet: isQuiet)
            return print(shared.json ? plan.json.text(pretty: true) : plan.report)
        }
        let folder = try output ?? config.outputFolder()
        if resume, folder == nil {
            throw Fault(
                .badValue, "an analysis without a folder of results leaves nothing to go on with",
                hint: "give --output, the same as before")
        }
        var outcome = try analysis.run(to: folder)
        outcome.written = try shared.withTables(outcome.written)
        printNotices(notices, quiet: isQuiet)
        if shared.json {
            print(outcome.json.text(pretty: true))
        } else {
            print(outcome.report)
            if let folder { print("\n\(outcome.written.count) files in \(folder)") }
        }
    }
}
