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

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Further formats of the tables in the folder: csv, latex, markdown.")
    var tables: [TableFormat] = []

    /// The execution context of a command.
    /// - Parameter configured: number of threads when none is given on the command line; nil: all cores.
    func execution(threads configured: Int? = nil, notices: Notices = Notices()) throws -> Execution {
        let shows = !quiet && isatty(STDERR_FILENO) == 1
        return Execution(
            threads: threads ?? configured ?? ProcessInfo.processInfo.activeProcessorCount,
            progress: shows ? TerminalProgress() : SilentProgress(), notices: notices)
    }

    /// Runs a piece of work; when it ends with a fault, the warnings before it are printed, which may tell its cause.
    func reporting<Result>(_ notices: Notices, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let fault as Fault {
            printNotices(notices, quiet: quiet)
            throw fault
        }
    }

    /// Writes a result when there is a folder, then prints the warnings and the result itself.
    func finish(
        report: String, json document: JSONValue, _ notices: Notices, output: String?,
        write: (String) throws -> [String]
    ) throws {
        let written = try output.map { try withTables(write($0)) } ?? []
        printNotices(notices, quiet: quiet)
        if json {
            print(document.text(pretty: true))
        } else {
            print(report)
            if let output { print("\(written.count) files in \(output)") }
        }
    }

    /// Prints the warnings, what datasets hold, and where they were written.
    func finish(_ datasets: [any Dataset], written: [String], _ notices: Notices) {
        let result = DatasetsResult(datasets: datasets, notices: notices.all)
        printNotices(notices, quiet: quiet)
        print(json ? result.json.text(pretty: true) : result.report)
        if !json { print("written: \(written.joined(separator: ", "))") }
    }

    /// The files written, with those of ``tables`` beside them.
    func withTables(_ written: [String]) throws -> [String] { try written + TableCopies.write(of: written, as: tables) }

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads)") }
    }
}

extension TableFormat: ExpressibleByArgument {}

/// Prints warnings to standard error; one that was met at many places is told once, with the first place.
func printNotices(_ notices: Notices, quiet: Bool) {
    guard !quiet else { return }
    for group in notices.all.grouped { printError(group.description) }
}

/// Prints a line to standard error.
func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
