import ArgumentParser
import Foundation
import GammaKit

/// `gammakit info PATH`.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Say what is in a file or an archive: events, responses, data store, tables.")

    @Argument(help: "FITS file, or folder of an archive.", completion: .file())
    var path: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        let path = try DataPath.expand(path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Fault(.fileNotFound, "there is no such file or folder", at: Origin(file: path))
        }
        if isFolder.boolValue {
            let store = try DataStore(path, notices: execution.notices, execution: execution)
            output([store.summary], more: store.observationTable.map { _ in store.overview().text() })
        } else {
            output(try DL3File.summaries(path, notices: execution.notices))
        }
        printNotices(execution.notices, quiet: shared.quiet)
    }

    private func output(_ summaries: [Summary], more: String? = nil) {
        guard shared.json else {
            print(summaries.map(\.text).joined(separator: "\n"))
            if let more { print("\n" + more) }
            return
        }
        let items = summaries.map { summary in
            JSONValue.object([
                ("title", .string(summary.title)),
                ("rows", .object(summary.rows.map { ($0.label, .string($0.value)) })),
            ])
        }
        print(JSONValue.array(items).text(pretty: true))
    }
}
