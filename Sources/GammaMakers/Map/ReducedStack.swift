import GammaCore
import GammaData
import GammaDatasets
import GammaIO
import GammaModels

/// What runs became that were stacked: the dataset, and how it went with each of them.
public struct ReducedStack: Sendable {
    /// The sum.
    public var dataset: MapDataset
    /// How the backgrounds of the runs were normalised, in order; empty without normalisation.
    public var backgrounds: [FoVBackgroundResult] = []
    /// Runs that failed (``MapReduction/leavesOutFailingRuns``).
    public var failures: [RunFailure] = []
    /// How many runs were worked on.
    public var runs = 0
    /// Oddities that were met in them.
    public let notices = Notices()

    /// A stack of no runs.
    init(_ empty: MapDataset) { dataset = empty }

    /// Adds what became of the next run.
    mutating func add(_ run: MapReduction.Run) throws {
        if let part = run.dataset { try dataset.stack(part) }
        if let background = run.background { backgrounds.append(background) }
        if let failure = run.failure { failures.append(failure) }
        runs += 1
    }
}

extension ReducedStack {
    /// Writes it so that the next run can be added later, with the same bits.
    public func write(to snapshot: inout SnapshotWriter) {
        snapshot.write(runs)
        dataset.write(to: &snapshot)
        snapshot.write(backgrounds.count)
        for background in backgrounds { background.write(to: &snapshot) }
        snapshot.write(failures.count)
        for failure in failures { failure.write(to: &snapshot) }
        notices.write(to: &snapshot)
    }

    /// Reads it.
    /// - Parameters:
    ///   - empty: what the runs are stacked into.
    ///   - maker: of the backgrounds' normalisation, when there is one.
    /// - Throws: ``Fault/Code/malformed``, ``Fault/Code/incompatible`` for a dataset of another shape.
    public init(
        from snapshot: inout SnapshotReader, into empty: MapDataset, background maker: FoVBackgroundMaker?
    ) throws {
        runs = try snapshot.readInt()
        dataset = empty
        try dataset.restore(from: &snapshot)
        for _ in 0..<(try snapshot.readInt()) {
            backgrounds.append(try FoVBackgroundResult(from: &snapshot, maker ?? FoVBackgroundMaker()))
        }
        for _ in 0..<(try snapshot.readInt()) { failures.append(try RunFailure(from: &snapshot)) }
        try notices.read(from: &snapshot)
    }
}

extension RunFailure {
    /// Writes what is told of it.
    public func write(to snapshot: inout SnapshotWriter) {
        snapshot.write([run, fault.code.rawValue, fault.message])
        snapshot.write(fault.hint) { $0.write($1) }
        fault.origin.write(to: &snapshot)
    }

    /// Reads it.
    /// - Throws: ``Fault/Code/malformed``.
    public init(from snapshot: inout SnapshotReader) throws {
        let texts = try snapshot.readStrings()
        guard texts.count == 3, let code = Fault.Code(rawValue: texts[1]) else {
            throw Fault(.malformed, "a failure in an intermediate state is none")
        }
        let hint = try snapshot.readOptional { try $0.readString() }
        self.init(run: texts[0], fault: Fault(code, texts[2], at: try Origin(from: &snapshot), hint: hint))
    }
}
