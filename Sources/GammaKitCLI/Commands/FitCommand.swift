import ArgumentParser
import GammaKit

/// `gammakit fit DATASETS MODELS`.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Fit models to reduced datasets, jointly: maps, spectra, flux points, in any mix."
    )

    @Argument(
        help: "datasets.yaml, or one dataset (Gammapy's FITS layouts, OGIP PHA, flux points).", completion: .file())
    var datasets: String

    @Argument(help: "Model file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var models: String

    @Flag(name: .long, help: "The test statistic of every source: the fit again without it.")
    var ts = false

    @Option(name: .shortAndLong, help: "Folder for datasets, models, fit and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) { try run(execution) }
    }

    private func run(_ execution: Execution) throws {
        if let output { try OutputFolder.check(output) }
        let data = try DatasetsFile.readAny(datasets, execution: execution)
        let start = try Models.read(models, notices: execution.notices)
        let fit = try Fit(data, models: start).run(execution)
        var result = DatasetsResult(datasets: data, fit: fit)
        if ts { result.sourceTests = try NestedTest.sources(of: fit, datasets: data, execution: execution) }
        result.notices = execution.notices.all
        try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
            try result.write(to: $0, execution: execution)
        }
    }
}
