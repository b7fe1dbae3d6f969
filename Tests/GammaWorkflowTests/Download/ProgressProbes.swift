import GammaCore
import Synchronization

/// Remembers what was reported last.
final class LastProgress: ProgressObserver {
    private let last = Mutex((done: 0, total: 0))

    var values: (done: Int, total: Int) { last.withLock { $0 } }

    func update(step: String, done: Int, total: Int) { last.withLock { $0 = (done, total) } }
}

/// Asks to stop at the first report.
struct StopsAtOnce: ProgressObserver {
    func update(step: String, done: Int, total: Int) throws { throw Fault(.cancelled, "stopped") }
}
