import ArgumentParser
import GammaKit

/// `gammakit report DATASETS MODELS`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make a page of datasets and models: data, parameters, residuals with maps to look around in.",
        discussion: """
            Nothing is fitted: gammakit fit and gammakit run write the report of their own results. The page is one file that \
            needs no network.
            """)

    @Argument(
        help: "datasets.yaml, or one dataset (Gammapy's FITS layouts, OGIP PHA).", completion: .file())
    var datasets: String

    @Argument(help: "Model file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var models: String

    @Option(name: .shortAndLong, help: "The page.", completion: .file(extensions: ["html"]))
    var output = "report.html"

    @Option(name: .long, help: "Title of the page; by default the names of the sources.")
    var title: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            try OutputFolder.check(OutputFolder.of(output))
            let data = try DatasetsFile.readAny(datasets, execution: execution)
            let models = try Models.read(models, notices: execution.notices)
            var result = DatasetsResult(datasets: data)
            result.notices = execution.notices.all
            let page = try result.htmlReport(title: title, models: models, execution: execution)
            try OutputFolder.make(OutputFolder.of(DataPath.expand(output)))
            try page.write(to: output, execution: execution)
            printNotices(execution.notices, quiet: shared.quiet)
            if shared.json {
                print(JSONValue.object([("schema", .string("gammakit-report-1")), ("file", .string(output))]).text())
            } else {
                print("report written to \(output)")
            }
        }
    }
}
