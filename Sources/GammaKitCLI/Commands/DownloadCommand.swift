import ArgumentParser
import GammaKit

/// `gammakit download [NAME]`.
struct DownloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "download", abstract: "Fetch public data sets by name; without a name, list them.",
        discussion: "An interrupted download is taken up where it stopped; every file is held against its checksum.")

    @Argument(help: "Names of data sets.")
    var names: [String] = []

    @Option(name: .shortAndLong, help: "Folder to put them in.", completion: .directory)
    var output = "gammakit-data"

    @OptionGroup var shared: SharedOptions

    func run() throws {
        guard !names.isEmpty else {
            print(DatasetRegistry.textTable.text())
            return
        }
        let execution = try shared.execution()
        let sources = try names.map(DatasetRegistry.source(named:))
        let downloader = try DatasetDownloader(folder: output)
        let reports = try sources.map { try downloader.download($0, execution) }
        printNotices(execution.notices, quiet: shared.quiet)
        if shared.json {
            print(JSONValue.array(reports.map(\.json)).text(pretty: true))
        } else {
            for report in reports { print(report) }
        }
    }
}
