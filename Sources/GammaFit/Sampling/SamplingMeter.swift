import GammaCore
import Synchronization

/// Counts the draws of all chains for the one who waits, and stops them where asked to.
final class SamplingMeter: Sendable {
    private let done = Atomic<Int>(0)
    private let total = Atomic<Int>(0)
    private let execution: Execution

    init(_ execution: Execution) { self.execution = execution }

    /// More draws are to come.
    func expect(_ count: Int) { total.wrappingAdd(count, ordering: .relaxed) }

    /// More draws are done.
    /// - Throws: ``Fault/Code/cancelled`` when the task or the observer asks to stop.
    func advance(_ count: Int) throws {
        if Task.isCancelled { throw Fault(.cancelled, "the sampling was cancelled") }
        let now = done.wrappingAdd(count, ordering: .relaxed).newValue
        try execution.progress.update(step: "sampling", done: now, total: max(now, total.load(ordering: .relaxed)))
    }
}
