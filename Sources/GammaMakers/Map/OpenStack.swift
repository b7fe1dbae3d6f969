import GammaDatasets
import Synchronization

/// The target of a stack: made by the thread that comes first, and kept until the stack is finished.
final class StackTarget: Sendable {
    private let empty: @Sendable () throws -> MapDataset
    private let made = Mutex<MapTarget?>(nil)

    init(_ empty: @Sendable @escaping () throws -> MapDataset) { self.empty = empty }

    func target() throws -> MapTarget {
        try made.withLock { made in
            if let made { return made }
            let target = MapTarget(try empty())
            made = target
            return target
        }
    }

    func release() { made.withLock { $0 = nil } }
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
            try finished(index, dataset ?? targets[index].target().empty, backgrounds)
            targets[index].release()
            (dataset, backgrounds) = (nil, [])
            index += 1
        }
    }

    mutating func add(_ run: MapReduction.Run) throws {
        if let part = run.dataset {
            // Taken out and put back, so that its arrays are changed in place.
            var stacked = try dataset ?? targets[index].target().empty
            dataset = nil
            try stacked.stack(part)
            dataset = stacked
        }
        if let background = run.background { backgrounds.append(background) }
    }
}
