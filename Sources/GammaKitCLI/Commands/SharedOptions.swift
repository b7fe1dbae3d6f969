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

/// Prints warnings to standard error, each once.
func printNotices(_ notices: Notices, quiet: Bool) {
    guard !quiet else { return }
    for (notice, count) in notices.all {
        printError(notice.description + (count > 1 ? " [\(count) times]" : ""))
    }
}

/// Prints a line to standard error.
func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
