import Foundation
import GammaCore

/// Fetches files with the program `curl`.
///
/// A child process rather than FoundationNetworking: linking that costs every start of the program about 7 ms and 31 more
/// shared libraries.
struct Curl: Sendable {
    /// How a transfer ended.
    enum Outcome: Sendable, Equatable {
        case complete
        /// The server cannot continue a file.
        case cannotResume
        /// Anything else, in curl's own words.
        case failed(String)
    }

    let program: String

    /// - Parameter searchPath: folders to look in, separated by colons; nil: the environment's PATH.
    /// - Throws: ``Fault/Code/unsupported`` when there is no curl.
    init(searchPath: String? = nil) throws {
        let path = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
        let candidates = path.split(separator: ":").map { "\($0)/curl" }
        guard let program = candidates.first(where: FileManager.default.isExecutableFile) else {
            throw Fault(
                .unsupported, "the program curl, which does the downloading, is not there",
                hint: "install it, for example: apt-get install curl")
        }
        self.program = program
    }

    /// Fetches an address into a file and continues the file where it ends.
    /// - Parameter onProgress: called some times a second with the size of the file; a fault thrown from it ends the transfer.
    func fetch(_ url: String, into path: String, onProgress: (Int) throws -> Void) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "--fail", "--location", "--silent", "--show-error", "--globoff", "--proto", "=http,https", "--retry", "2",
            "--connect-timeout", "20", "--speed-limit", "1", "--speed-time", "60", "--continue-at", "-", "--output",
            path, "--",
            url,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let complaints = Pipe()
        process.standardError = complaints
        do {
            try Self.withoutBlockedSignals { try process.run() }
        } catch {
            throw Fault(
                .unsupported, "curl cannot be started: \(error.localizedDescription)", at: Origin(file: program))
        }
        do {
            while process.isRunning {
                Thread.sleep(forTimeInterval: 0.05)
                try onProgress(Self.size(of: path))
            }
        } catch {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            throw error
        }
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0: return .complete
        case 33, 36: return .cannotResume
        default:
            let text = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            let line = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
            return .failed(line.isEmpty ? "curl ended with code \(process.terminationStatus)" : line)
        }
    }

    /// A child inherits the signals that its parent's thread blocks, which worker threads do with all of them: it would not
    /// hear of an interrupt at the terminal.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    /// Size of a file in bytes, 0 when it is not there.
    static func size(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
