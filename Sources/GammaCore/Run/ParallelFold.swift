import Foundation
import Synchronization

/// Works on items in parallel and takes their results in order, one after the other, as soon as it is each one's turn.
///
/// At most one result a thread waits, so that memory does not grow with the number of items; the order of `fold` is that
/// of the items, so that sums have the same bits for any number of threads. The fault of the first failing item (in item
/// order) is thrown, after the items before it were folded.
/// - Parameter step: the name under which progress is reported, one unit an item; nil reports nothing.
public func parallelFold<Item: Sendable, Result: Sendable, Total>(
    _ items: [Item], into total: Total, _ execution: Execution, step: String? = nil,
    _ body: @Sendable @escaping (Item) throws -> Result, fold: (inout Total, Result) throws -> Void
) throws -> Total {
    var total = total
    guard execution.threads > 1, items.count > 1 else {
        for (index, item) in items.enumerated() {
            try fold(&total, body(item))
            if let step { try execution.progress.update(step: step, done: index + 1, total: items.count) }
        }
        return total
    }
    let queue = OrderedResults<Result>(count: items.count, ahead: execution.threads)
    for _ in 0..<min(execution.threads, items.count) {
        let thread = Thread {
            while let index = queue.claim() {
                queue.place(Swift.Result { try body(items[index]) }, at: index)
            }
        }
        // Reductions hold large arrays, but little on the stack; the default of secondary threads is small.
        thread.stackSize = 8 << 20
        thread.start()
    }
    // After a fault, threads end with the item that they are at.
    defer { queue.stop() }
    for index in items.indices {
        try fold(&total, queue.take(index).get())
        if let step { try execution.progress.update(step: step, done: index + 1, total: items.count) }
    }
    return total
}

/// Results that wait for their turn; items are claimed in order and never further ahead than the threads.
private final class OrderedResults<Value: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var results: [Int: Result<Value, any Error>] = [:]
    private var claimed = 0
    private var taken = 0
    private var isStopped = false
    private let count: Int
    private let ahead: Int

    init(count: Int, ahead: Int) {
        self.count = count
        self.ahead = ahead
    }

    /// The next item to work on; nil when there is none left.
    func claim() -> Int? {
        condition.lock()
        defer { condition.unlock() }
        while !isStopped, claimed < count, claimed >= taken + ahead { condition.wait() }
        guard !isStopped, claimed < count else { return nil }
        claimed += 1
        return claimed - 1
    }

    func place(_ result: Result<Value, any Error>, at index: Int) {
        condition.lock()
        defer { condition.unlock() }
        results[index] = result
        condition.broadcast()
    }

    func take(_ index: Int) -> Result<Value, any Error> {
        condition.lock()
        defer { condition.unlock() }
        while results[index] == nil { condition.wait() }
        taken = index + 1
        condition.broadcast()
        guard let result = results.removeValue(forKey: index) else { return .failure(CancellationError()) }
        return result
    }

    func stop() {
        condition.lock()
        defer { condition.unlock() }
        isStopped = true
        condition.broadcast()
    }
}
