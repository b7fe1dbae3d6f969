import Foundation

/// A Python with gammapy and astropy that reads what GammaKit wrote: the one named by the environment variable
/// GAMMAKIT_PYTHON or, when GAMMAKIT_INSTALL_PYTHON is 1, one that is installed below `.build` from the package index.
///
/// Tests that need it are marked `.enabled(if: PythonOracle.isAvailable, PythonOracle.reason)`.
public enum PythonOracle {
    /// Path of the interpreter, or nil.
    public static var interpreter: String? { found.interpreter }

    /// Whether there is one.
    public static var isAvailable: Bool { interpreter != nil }

    /// What a skipped test says.
    public static var reason: String { found.reason }

    private static let found: (interpreter: String?, reason: String) = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["GAMMAKIT_PYTHON"], !named.isEmpty { return (named, "") }
        guard environment["GAMMAKIT_INSTALL_PYTHON"] == "1" else {
            return (
                nil, "set GAMMAKIT_PYTHON to a Python with gammapy, or GAMMAKIT_INSTALL_PYTHON=1 to have one installed"
            )
        }
        do {
            return (try installed(), "")
        } catch {
            let line = "\(error)".split(separator: "\n").last.map(String.init) ?? "\(error)"
            return (nil, "gammapy could not be installed, so nothing was compared with it: \(line)")
        }
    }()

    /// Runs a script; its output, without white space at the ends.
    /// - Throws: the script's error output when it fails.
    public static func run(_ script: String, _ arguments: [String] = []) throws -> String {
        guard let interpreter else { throw ScriptFailure(output: found.reason) }
        return try execute([interpreter, "-W", "ignore", "-c", script] + arguments)
    }

    /// Makes a virtual environment beside the build, unless it is there.
    private static func installed() throws -> String {
        let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".build/gammapy").path
        let python = folder + "/bin/python"
        if (try? execute([python, "-c", "import gammapy"])) != nil { return python }
        _ = try execute(["/usr/bin/env", "python3", "-m", "venv", "--clear", folder])
        _ = try execute([
            python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "15", "--retries",
            "1", "gammapy", "regions<0.12", "astropy<8",
        ])
        _ = try execute([python, "-c", "import gammapy"])
        return python
    }

    private static func execute(_ command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        let complaints = Complaints()
        try process.run()
        // Both pipes are emptied at the same time: a full one would stop the script.
        Thread.detachNewThread { complaints.gather(errors.fileHandleForReading) }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let complaint = complaints.text
        guard process.terminationStatus == 0 else {
            throw ScriptFailure(output: complaint.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// The error output of a script, read on a thread of its own.
private final class Complaints: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var content = ""

    func gather(_ handle: FileHandle) {
        content = String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
        done.signal()
    }

    /// The whole output; waits for its end.
    var text: String {
        done.wait()
        return content
    }
}

/// A script that failed, with its error output.
public struct ScriptFailure: Error, CustomStringConvertible {
    let output: String

    /// The error output.
    public var description: String { output }
}
