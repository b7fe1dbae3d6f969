import Foundation
import GammaCore
import Synchronization

/// The log of an analysis: steps, warnings and faults, as `general.log` of its configuration asks for.
///
/// Without a file name there is none: results, warnings and progress are shown by the command anyway.
public final class AnalysisLog: Sendable {
    private let file: LogFile?
    private let format: LogFormat
    private let level: GeneralConfig.LogLevel
    private let logged = Mutex<Set<Notice>>([])

    /// Opens the log of a configuration.
    /// - Throws: ``Fault/Code/fileUnwritable``, ``Fault/Code/badValue`` for a format that cannot be.
    public init(_ config: AnalysisConfig) throws {
        let log = config.general.log
        level = log.level
        format = try LogFormat(log.format ?? LogFormat.standard, dateFormat: log.datefmt)
        let mode = LogFile.Mode(rawValue: log.filemode ?? "a") ?? .append
        do {
            file = try log.filename.map { try LogFile($0.expanded(), mode: mode) }
        } catch let fault as Fault {
            let place = config.origin(of: "general.log.filename")
            throw Fault(fault.code, fault.message, at: place.completed(by: fault.origin), hint: fault.hint)
        }
    }

    /// Adds a line if its level is that of the configuration or more urgent.
    public func add(_ level: GeneralConfig.LogLevel, _ message: @autoclosure () -> String) {
        guard let file, level >= self.level else { return }
        file.write(format.line(message(), level: level))
    }

    /// Adds the notices that were not added before.
    public func add(_ notices: Notices) {
        guard file != nil else { return }
        for (notice, _) in notices.all where logged.withLock({ $0.insert(notice).inserted }) {
            let place = notice.origin.isEmpty ? "" : " (\(notice.origin))"
            add(.warning, notice.message + place)
        }
    }

    /// Runs a piece of work and adds the notices and the fault, if any, that it ends with.
    public func recording<Result>(_ notices: Notices, _ body: () throws -> Result) throws -> Result {
        do {
            let result = try body()
            add(notices)
            return result
        } catch {
            add(notices)
            add(.error, "\(error)".replacing("\n  ", with: " "))
            throw error
        }
    }
}
