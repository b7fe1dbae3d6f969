import ArgumentParser
import GammaKit

/// `gammakit download`.
struct DownloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "download", abstract: "Fetch public data sets by name, with resume and checksums.",
        discussion: "Without a name the known data sets are listed. What is there and right is not fetched again.")

    @Argument(help: "Names of data sets, for example hess-dl3-dr1.")
    var names: [String] = []

    @Option(name: .shortAndLong, help: "Folder for the data.", completion: .directory)
    var output = "gamma-data"

    @Option(name: .long, help: "Address or path of another list of files (JSON or YAML), for data sets of your own.")
    var list: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        guard !names.isEmpty else {
            guard list == nil else { throw ValidationError("--list needs the name that the data set is to have") }
            print(DatasetRegistry.textTable.text(), terminator: "")
            return
        }
        try OutputFolder.check(output)
        let sources = try names.map { name in
            if let list {
                return DatasetSource(name: name, description: "", manifestURL: list)
            }
            return try DatasetRegistry.source(named: name)
        }
        var execution = try shared.execution()
        // More transfers at once do not make a server faster.
        execution.threads = min(execution.threads, 4)
        let downloader = try DatasetDownloader(folder: output)
        let reports = try sources.map { try downloader.download($0, execution) }
        if shared.json {
            print(JSONValue.array(reports.map(\.json)).text(pretty: true))
        } else {
            for report in reports { print(report.description, terminator: "") }
        }
        printNotices(execution.notices, quiet: shared.quiet)
    }
}
