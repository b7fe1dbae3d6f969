import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaIO
import GammaMakers
import Synchronization

/// Keeps the work on every run of an analysis as soon as it is done, so that an analysis that was interrupted goes on from
/// there and ends with the same bits.
///
/// The files lie in `journal` in the folder of the results, until the results are there. They are not durable against a
/// power cut: such a one costs the work, but never makes it wrong.
public final class AnalysisJournal: Sendable {
    /// The folder of the files.
    public let folder: String
    private let resumes: Bool
    /// What the files belong to: settings, runs and the state of their files.
    private let label = Mutex("")

    /// Makes a journal.
    /// - Parameters:
    ///   - results: folder of the results.
    ///   - resumes: whether to go on where an earlier analysis was interrupted, if any was; otherwise what it left is removed.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public init(_ results: String, resumes: Bool) throws {
        folder = try DataPath.expand(results) + "/journal"
        self.resumes = resumes
    }

    /// Begins, or goes on with, the analysis of some runs.
    /// - Throws: ``Fault/Code/incompatible`` when what is there belongs to another analysis, ``Fault/Code/fileUnwritable``.
    func begin(_ config: AnalysisConfig, _ runs: SelectedRuns) throws {
        label.withLock { $0 = Self.label(config, runs) }
        if resumes { removeUnfinishedFiles() } else { remove() }
        try OutputFolder.make(folder)
    }

    /// Removes all files: when the results are there.
    public func remove() {
        // Nothing else than what this wrote: a folder of this name may be the user's.
        for name in Self.names(in: folder) where name.hasSuffix(Self.ending) || Self.isAbandoned(name) {
            unlink(folder + "/" + name)
        }
        rmdir(folder)
    }

    /// Removes what the killed program was about to write among its results (``AtomicFile``).
    private func removeUnfinishedFiles() {
        let results = OutputFolder.of(folder)
        for part in ["", "/figures", "/journal", "/search", "/search/figures", "/search/residuals"] {
            let place = results + part
            for name in Self.names(in: place) where Self.isAbandoned(name) { unlink(place + "/" + name) }
        }
    }

    /// Whether a file is `.NAME.PID-NUMBER.tmp` of a process that is no more.
    private static func isAbandoned(_ name: String) -> Bool {
        let parts = name.split(separator: ".").suffix(2)
        let numbers = (parts.first ?? "").split(separator: "-")
        guard name.hasPrefix("."), parts.last == "tmp", numbers.count == 2, UInt64(numbers[1]) != nil,
            let process = Int32(numbers[0]), process > 0
        else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static let ending = ".state"

    /// Settings of selection and reduction, runs, and sizes and times of their files.
    private static func label(_ config: AnalysisConfig, _ runs: SelectedRuns) -> String {
        var relevant = AnalysisConfig()
        relevant.observations = config.observations
        relevant.datasets = config.datasets
        let groups = (runs.groups ?? []).map { "\($0.name): \($0.ids.joined(separator: " "))" }
        let files = runs.ids.map { id in
            let paths = Set(runs.store.hduIndex.locations(of: id).map(\.path)).sorted()
            return id + " " + paths.map { "\($0) \(FileState($0))" }.joined(separator: " ")
        }
        return (["gammakit journal 1", relevant.yamlText()] + groups + files).joined(separator: "\n")
    }

    // MARK: Images of runs

    /// The image of a run in which it is looked for what must be left out; nil when it is not kept.
    func image(_ run: String, like images: ExclusionImage) throws -> KeptImage? {
        try read(Self.imageName(run)) { KeptImage(dataset: try images.read(from: &$0)) }
    }

    /// An image that is kept, or that a run has none.
    struct KeptImage {
        let dataset: MapDataset?
    }

    /// Keeps the image of a run.
    func keep(_ image: MapDataset?, image run: String, like images: ExclusionImage) throws {
        try write(Self.imageName(run)) { images.write(image, to: &$0) }
    }

    private static func imageName(_ run: String) -> String { "exclusion-\(OutputFolder.filePart(run))" }

    // MARK: Stacks

    /// Keeps the stacks of a reduction.
    /// - Parameter maker: normalises the backgrounds of the runs.
    func stacks(background maker: FoVBackgroundMaker?) -> any ReductionJournal { Stacks(journal: self, maker: maker) }

    private struct Stacks: ReductionJournal {
        let journal: AnalysisJournal
        let maker: FoVBackgroundMaker?

        func runs(inStack stack: Int) throws -> Int {
            try journal.read("stack-\(stack + 1)") { try $0.readInt() } ?? 0
        }

        func stack(_ stack: Int, into empty: MapDataset) throws -> ReducedStack? {
            try journal.read("stack-\(stack + 1)") { try ReducedStack(from: &$0, into: empty, background: maker) }
        }

        func keep(_ reduced: ReducedStack, ofStack stack: Int) throws {
            try journal.write("stack-\(stack + 1)") { reduced.write(to: &$0) }
        }
    }

    // MARK: Files

    private func read<Value>(_ name: String, _ body: (inout SnapshotReader) throws -> Value) throws -> Value? {
        let path = "\(folder)/\(name)\(Self.ending)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            var snapshot = try SnapshotReader(path, label: label.withLock { $0 })
            return try body(&snapshot)
        } catch let fault as Fault where fault.code == .incompatible || fault.code == .malformed {
            let isOther = fault.code == .incompatible
            throw Fault(
                fault.code,
                isOther ? "what was done before belongs to other settings, runs or files" : fault.message,
                at: Origin(file: path), hint: "leave out --resume to begin anew")
        }
    }

    private func write(_ name: String, _ body: (inout SnapshotWriter) -> Void) throws {
        var snapshot = SnapshotWriter(label: label.withLock { $0 })
        body(&snapshot)
        try AtomicFile.write(snapshot.bytes, to: "\(folder)/\(name)\(Self.ending)", durably: false)
    }
}

/// By what it is seen that a file was changed.
private struct FileState: CustomStringConvertible {
    let description: String

    init(_ path: String) {
        var status = stat()
        description =
            stat(path, &status) == 0 ? "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)" : "-"
    }
}
