import ArgumentParser
import Foundation
import GammaKit

/// Options that most commands take.
struct SharedOptions: ParsableArguments {
    @Option(name: .long, help: "Number of threads; all cores by default. Results never depend on it.")
    var threads: Int?

    @Flag(name: .long, help: "Print one JSON document on standard output instead of tables.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress, no warnings on standard error.")
    var quiet = false

    /// The execution context of a command.
    func execution() throws -> Execution {
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        guard threads >= 1 else { throw ValidationError("--threads must be at least 1") }
        let shows = !quiet && isatty(STDERR_FILENO) == 1
        return Execution(threads: threads, progress: shows ? TerminalProgress() : SilentProgress())
    }
}

/// Prints warnings to standard error; one that was met at many places is told once, with the first place.
func printNotices(_ notices: Notices, quiet: Bool) {
    guard !quiet else { return }
    var places: [String: [Origin]] = [:]
    var order: [String] = []
    for (notice, _) in notices.all {
        if places[notice.message] == nil { order.append(notice.message) }
        places[notice.message, default: []].append(notice.origin)
    }
    for message in order {
        let origins = places[message] ?? []
        guard let first = origins.first else { continue }
        let text = Notice(message, at: first).description
        printError(origins.count > 1 ? "\(text) and \(origins.count - 1) more places" : text)
    }
}

/// Prints a line to standard error.
func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
