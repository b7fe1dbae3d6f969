import Foundation
import GammaKit
import GammaTestSupport
import Synchronization

/// What became of the damaged versions of one file, gathered in a process of its own that may crash.
struct DamageReport: Codable, Sendable {
    /// One damaged version.
    struct Case: Codable, Sendable {
        var name: String
        /// Processor time in seconds.
        var time = 0.0
        /// What was refused; nil when the file was accepted.
        var refusal: String?
        /// What is wrong with that, if anything.
        var complaint: String?
    }

    var cases: [Case] = []

    /// Reads all damaged versions of a target. Before each its name is written to `folder/current`, so that a crash or a
    /// hang (ended after a minute) can be told; the report goes to `folder/report.json`.
    static func make(_ target: DamageTarget, in folder: String) throws {
        let work = folder + "/files"
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        let files = try target.files()
        for (name, bytes) in files { try AtomicFile.write(bytes, to: work + "/" + name) }
        let watch = Watchdog(limit: .seconds(60))
        var report = DamageReport()
        for version in target.versions(of: files[target.damaged] ?? []) {
            try AtomicFile.write(version.name, to: folder + "/current")
            try AtomicFile.write(version.bytes(), to: work + "/" + target.damaged)
            watch.restart()
            report.cases.append(target.run(version.name, in: work))
            let left = try FileManager.default.contentsOfDirectory(atPath: work).sorted()
            if left != files.keys.sorted() {
                report.cases[report.cases.count - 1].complaint = "reading left other files: \(left)"
            }
        }
        try AtomicFile.write(Array(JSONEncoder().encode(report)), to: folder + "/report.json")
    }
}

extension DamageTarget {
    /// Reads and uses one damaged version.
    fileprivate func run(_ name: String, in folder: String) -> DamageReport.Case {
        var result = DamageReport.Case(name: name)
        let start = clock()
        var wasRead = false
        do {
            let use = try read(folder)
            wasRead = true
            try use()
        } catch let fault as Fault {
            result.refusal = fault.description
            if !wasRead, !isPrecise(fault, folder: folder) { result.complaint = "does not tell where: \(fault)" }
        } catch {
            result.complaint = "is no fault: \(error)"
        }
        result.time = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        return result
    }
}

/// Ends the process when it has not been restarted for a time.
private final class Watchdog: Sendable {
    private let started = Mutex(ContinuousClock.now)

    init(limit: Duration) {
        Thread.detachNewThread { [self] in
            while true {
                sleep(1)
                if started.withLock({ ContinuousClock.now - $0 }) > limit { exit(3) }
            }
        }
    }

    func restart() { started.withLock { $0 = .now } }
}
