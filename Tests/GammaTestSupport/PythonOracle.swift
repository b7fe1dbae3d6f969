import Foundation

/// A Python with gammapy and astropy, named by the environment variable GAMMAKIT_PYTHON, that reads what GammaKit wrote.
///
/// Tests that need it are marked `.enabled(if: PythonOracle.isAvailable, PythonOracle.reason)`.
public enum PythonOracle {
    /// Path of the interpreter, or nil.
    public static let interpreter = ProcessInfo.processInfo.environment["GAMMAKIT_PYTHON"]

    /// Whether there is one.
    public static var isAvailable: Bool { interpreter != nil }

    /// What a skipped test says.
    public static let reason = "set GAMMAKIT_PYTHON to a Python with gammapy to compare with it"

    /// Runs a script; its output, without white space at the ends.
    /// - Throws: the script's error output when it fails.
    public static func run(_ script: String, _ arguments: [String] = []) throws -> String {
        guard let interpreter else { throw ScriptFailure(output: reason) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = ["-W", "ignore", "-c", script] + arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ScriptFailure(output: complaint) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A script that failed, with its error output.
public struct ScriptFailure: Error, CustomStringConvertible {
    let output: String

    /// The error output.
    public var description: String { output }
}
