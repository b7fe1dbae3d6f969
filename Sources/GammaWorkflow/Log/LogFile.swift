import Foundation
import GammaCore

/// A file to which lines are added as they come, so that a program that is stopped leaves what it has done.
final class LogFile: Sendable {
    /// What is done with a file that is there; the raw values are Python's.
    enum Mode: String, Sendable {
        case append = "a"
        case replace = "w"
        case refuse = "x"

        var flag: Int32 {
            switch self {
            case .append: 0
            case .replace: O_TRUNC
            case .refuse: O_EXCL
            }
        }
    }

    private let descriptor: Int32

    /// Opens the file.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    init(_ path: String, mode: Mode) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | mode.flag, 0o666)
        guard descriptor >= 0 else {
            let missing = errno == ENOENT
            throw Fault(
                .fileUnwritable, "the log file '\(path)' cannot be written: \(String(cString: strerror(errno)))",
                at: Origin(file: path), hint: missing ? "make the folder first" : nil)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds a line with one call of the system, so that lines of several threads do not mix.
    ///
    /// A full disk must not end an analysis: what cannot be written is lost.
    func write(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }
}
