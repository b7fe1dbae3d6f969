import Foundation
import GammaCore
import GammaTestSupport
import Synchronization
import Testing

@Suite struct ParallelMapTests {
    @Test(arguments: [1, 2, 4, 64])
    func resultsAreInOrder(threads: Int) throws {
        for count in [0, 1, 3, 1000] {
            let results = try parallelMap(Array(0..<count), Execution(threads: threads)) { $0 * $0 }
            #expect(results == (0..<count).map { $0 * $0 })
        }
    }

    /// Floating-point work with its own random stream: the same bits, whoever did it.
    @Test func sameBitsForAnyNumberOfThreads() throws {
        func run(_ threads: Int) throws -> [UInt64] {
            let sums = try parallelMap(Array(0..<200), Execution(threads: threads)) { index in
                var random = RandomStream(seed: 7, stream: "work", index: UInt64(index))
                return (0..<500).reduce(0.0) { sum, _ in sum + random.normal() * Double(random.poisson(20)) }
            }
            return (sums + [sums.reduce(0, +)]).map(\.bitPattern)
        }
        let one = try run(1)
        #expect(try run(2) == one)
        #expect(try run(4) == one)
    }

    /// Of several failing items the first in item order is reported, however late it fails.
    @Test(arguments: [1, 2, 4])
    func firstFaultIsThrown(threads: Int) {
        for _ in 0..<20 {
            let fault = #expect(throws: Fault.self) {
                try parallelMap(Array(0..<50), Execution(threads: threads)) { index in
                    if index == 10 { usleep(2000) }
                    if index >= 10 { throw Fault(.noData, "item \(index)") }
                    return index
                }
            }
            #expect(fault?.message == "item 10")
        }
    }

    @Test func progressCountsEveryItem() throws {
        let counter = Counter(cancelAfter: .max)
        _ = try parallelMap(Array(0..<100), Execution(threads: 4, progress: counter), step: "fold") { $0 }
        #expect(counter.seen.withLock { $0.sorted() } == Array(1...100))
        _ = try parallelMap(Array(0..<100), Execution(threads: 2, progress: counter)) { $0 }
        #expect(counter.seen.withLock { $0.count } == 100)
    }

    @Test(arguments: [1, 4])
    func cancellingStops(threads: Int) {
        let counter = Counter(cancelAfter: 5)
        let fault = #expect(throws: Fault.self) {
            try parallelMap(Array(0..<10_000), Execution(threads: threads, progress: counter), step: "fold") { $0 }
        }
        #expect(fault?.code == .cancelled)
        #expect(counter.seen.withLock { $0.count } < 10_000)
    }
}

private final class Counter: GammaCore.ProgressObserver {
    let seen = Mutex<[Int]>([])
    let limit: Int

    init(cancelAfter limit: Int) { self.limit = limit }

    func update(step: String, done: Int, total: Int) throws {
        seen.withLock { $0.append(done) }
        if done >= limit { throw Fault(.cancelled, "stopped by the user") }
    }
}
