import Dispatch
import Synchronization

/// Applies `body` to every item on at most `execution.threads` threads; results are placed by index.
///
/// Every item is worked on independently, so results do not depend on the number of threads. The fault of the first
/// failing item (in item order) is thrown.
/// - Parameter step: the name under which progress is reported, one unit an item; nil reports nothing.
public func parallelMap<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ execution: Execution, step: String? = nil, _ body: @Sendable (Item) throws -> Result
) throws -> [Result] {
    let total = items.count
    let finished = Atomic<Int>(0)
    let next = Atomic<Int>(0)
    let failed = Atomic<Bool>(false)
    let slots = ResultSlots<Result>(count: total)

    @Sendable func worker() {
        while !failed.load(ordering: .relaxed) {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < total else { return }
            do {
                let value = try body(items[index])
                slots.place(.success(value), at: index)
                let done = finished.wrappingAdd(1, ordering: .relaxed).newValue
                if let step { try execution.progress.update(step: step, done: done, total: total) }
            } catch {
                slots.place(.failure(error), at: index)
                failed.store(true, ordering: .relaxed)
            }
        }
    }

    let workers = min(execution.threads, total)
    if workers <= 1 {
        worker()
    } else {
        DispatchQueue.concurrentPerform(iterations: workers) { _ in worker() }
    }
    return try slots.values()
}

/// One slot an item, each written once.
private final class ResultSlots<Value: Sendable>: Sendable {
    private let slots: Mutex<[Result<Value, any Error>?]>

    init(count: Int) { slots = Mutex(Array(repeating: nil, count: count)) }

    func place(_ result: Result<Value, any Error>, at index: Int) { slots.withLock { $0[index] = result } }

    /// All values, or the first failure in item order. Items are claimed in order, so none before it is missing.
    func values() throws -> [Value] {
        try slots.withLock { slots in
            var values: [Value] = []
            values.reserveCapacity(slots.count)
            for slot in slots {
                guard let slot else { break }
                values.append(try slot.get())
            }
            return values
        }
    }
}
