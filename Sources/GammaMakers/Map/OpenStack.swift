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
    private var index = 0
    private var dataset: MapDataset?
    private var backgrounds: [FoVBackgroundResult] = []

    init(targets: [StackTarget]) { self.targets = targets }

    /// Hands over all stacks before the one with a number.
    mutating func advance(
        to next: Int, _ finished: (Int, MapDataset, [FoVBackgroundResult]) throws -> Void
    ) throws {
        while index < next {
            let stacked = try dataset ?? targets[index].takeEmpty()
            targets[index].release()
            dataset = nil
            try finished(index, stacked, backgrounds)
            backgrounds = []
            index += 1
        }
    }

    mutating func add(_ run: MapReduction.Run) throws {
        if let part = run.dataset {
            // Taken out and put back, so that its arrays are changed in place.
            var stacked = try dataset ?? targets[index].takeEmpty()
            dataset = nil
            try stacked.stack(part)
            dataset = stacked
        }
        if let background = run.background { backgrounds.append(background) }
    }
}
