import ArgumentParser
import GammaKit

/// `gammakit check DIR`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check an archive of event lists and responses.",
        discussion: "Exit code 0: no errors found; 1: errors found.")

    @Argument(help: "Folder of the archive.", completion: .directory)
    var folder: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        let (store, findings) = try shared.reporting(execution.notices) {
            let store = try DataStore(folder, notices: execution.notices, execution: execution)
            return (store, try DataChecker(store).run(execution))
        }
        if shared.json {
            let items = findings.map { finding in
                JSONValue.object([
                    ("severity", .string(finding.severity.rawValue)), ("message", .string(finding.message)),
                    ("obs_id", finding.observationID.map(JSONValue.string) ?? .null),
                    ("origin", .string(finding.origin.description)),
                ])
            }
            print(JSONValue.array(items).text(pretty: true))
        } else {
            for finding in findings { print(finding) }
            let errors = findings.count { $0.severity == .error }
            print(
                "\(store.observationIDs.count) observations checked: \(errors) errors, \(findings.count - errors) other findings"
            )
        }
        if findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    }
}
