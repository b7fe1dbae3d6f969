import GammaCore
import GammaDatasets
import Synchronization

/// The target of a stack and the dataset of zeros that its runs go into: made by the thread that comes first, and kept
/// until the stack is finished.
final class StackTarget: Sendable {
    private struct Made {
        let target: MapTarget
        /// Nil once it was handed over.
        var empty: MapDataset?
    }

    private let empty: @Sendable () throws -> MapDataset
    /// Whether runs go onto parts of the target.
    private let hasParts: Bool
    private let made = Mutex<Made?>(nil)

    init(hasParts: Bool, _ empty: @Sendable @escaping () throws -> MapDataset) {
        self.hasParts = hasParts
        self.empty = empty
    }

    func target() throws -> MapTarget {
        try made.withLock { try make(&$0).target }
    }

    /// The dataset of zeros; to be called once, so that no copy of it is left.
    func takeEmpty() throws -> MapDataset {
        try made.withLock { made in
            let empty = try make(&made).empty
            made?.empty = nil
            return try empty ?? self.empty()
        }
    }

    func release() { made.withLock { $0 = nil } }

    private func make(_ made: inout Made?) throws -> Made {
        if let made { return made }
        let empty = try empty()
        let target = MapTarget(empty)
        let result = Made(target: hasParts ? target : target.withoutArrays(), empty: empty)
        made = result
        return result
    }
}

/// The stack whose runs are coming in; stacks follow each other in order.
struct OpenStack {
    private let targets: [StackTarget]
    private let journal: (any ReductionJournal)?
    private var index = 0
    private var stack: ReducedStack?

    init(targets: [StackTarget], journal: (any ReductionJournal)?) {
        self.targets = targets
        self.journal = journal
    }

    /// Hands over all stacks before the one with a number.
    mutating func advance(
        to next: Int, _ notices: Notices, _ finished: (Int, ReducedStack) throws -> Void
    ) throws {
        while index < next {
            let reduced = try stack ?? opened()
            targets[index].release()
            stack = nil
            notices.add(reduced.notices)
            try finished(index, reduced)
            index += 1
        }
    }

    mutating func add(_ run: MapReduction.Run, _ notices: Notices) throws {
        // Taken out and put back, so that its arrays are changed in place.
        var reduced = try stack ?? opened()
        stack = nil
        try reduced.add(run)
        reduced.notices.add(notices)
        try journal?.keep(reduced, ofStack: index)
        stack = reduced
    }

    /// The stack as the journal has it, or without any run.
    private func opened() throws -> ReducedStack {
        let empty = try targets[index].takeEmpty()
        return try journal?.stack(index, into: empty) ?? ReducedStack(empty)
    }
}
