import Foundation
import GammaKit

/// Times the joint likelihood of reduced maps: `EvaluateMaps DATASETS MODELS [THREADS]`. Prints one JSON object.
///
/// `value` and `evaluate` follow a move of all free parameters, `spectral` one of a single spectral parameter, for which
/// the planes kept of every source, the backgrounds and the masks are read once. `floor` is the time that reading so many
/// bytes takes at the memory bandwidth measured in the same run. Seconds of wall time, the best of seven
/// rounds, as the bandwidth is.
@main
struct EvaluateMaps {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else {
            throw Fault(.badValue, "usage: EvaluateMaps DATASETS MODELS [THREADS]")
        }
        let threads = arguments.count > 3 ? Int(arguments[3]) ?? 1 : ProcessInfo.processInfo.activeProcessorCount
        let execution = Execution(threads: max(threads, 1))
        let datasets = try DatasetsFile.readAny(arguments[1], execution: execution)
        let objective = try ModelsObjective(datasets, models: Models.read(arguments[2]), execution: execution)
        let timing = Timing(objective)
        let bytes = objective.keptBytes + datasets.reduce(0) { $0 + bytesOfBins($1) }
        let bandwidth = try bandwidth(execution)
        let floor = Double(bytes) / bandwidth
        print(
            JSONValue.object([
                ("threads", .int(execution.threads)), ("evaluate", .double(timing.evaluate)),
                ("value", .double(timing.value)), ("spectral", .double(timing.spectral)), ("bytes", .int(bytes)),
                ("bandwidth", .double(bandwidth)), ("floor", .double(floor)),
                ("evaluateByValue", .double(timing.evaluate / timing.value)),
                ("spectralByFloor", .double(timing.spectral / floor)),
            ]).text())
    }

    /// Bytes of background and mask that a statistic reads.
    static func bytesOfBins(_ dataset: any Dataset) -> Int {
        guard let maps = dataset as? MapDataset else { return 0 }
        var bytes = maps.maskSafe.count
        if case .predicted(let background) = maps.background { bytes += background.values.count * 8 }
        return bytes
    }

    /// Bytes a second that all threads together read from memory, the best of some runs.
    static func bandwidth(_ execution: Execution) throws -> Double {
        // 64 blocks of 4 MiB: more than any cache holds.
        let (count, length) = (64, 1 << 16)
        let words = [SIMD8<UInt64>](repeating: SIMD8(repeating: 1), count: count * length)
        var best = Double.infinity
        for _ in 0..<7 {
            let (sums, seconds) = try timed {
                try parallelMap(Array(0..<count), execution) { block in
                    words.withUnsafeBufferPointer { words in
                        var sums = (SIMD8<UInt64>(repeating: 0), SIMD8<UInt64>(repeating: 0))
                        for index in stride(from: block * length, to: (block + 1) * length, by: 2) {
                            sums.0 &+= words[index]
                            sums.1 &+= words[index + 1]
                        }
                        return (sums.0 &+ sums.1).wrappedSum()
                    }
                }
            }
            guard sums.reduce(0, +) == UInt64(8 * words.count) else { throw Fault(.badValue, "memory was not read") }
            best = min(best, seconds)
        }
        return Double(words.count * MemoryLayout<SIMD8<UInt64>>.stride) / best
    }

    static func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try body()
        return (result, (clock.now - start) / .seconds(1))
    }

    /// The shortest times of a likelihood's calls.
    struct Timing {
        var evaluate = 0.0
        var value = 0.0
        var spectral = 0.0

        init(_ objective: ModelsObjective) {
            var x = objective.parameters.map(\.value)
            let spectrum = objective.parameters.firstIndex { $0.name.contains("amplitude") } ?? 0
            _ = objective.evaluate(at: x)
            var times: [[Double]] = [[], [], []]
            for _ in 0..<7 {
                for index in x.indices { x[index] *= 1 + 1e-5 }
                times[0].append(timed { objective.evaluate(at: x) }.1)
                for index in x.indices { x[index] *= 1 + 1e-5 }
                times[1].append(timed { objective.value(at: x) }.1)
                x[spectrum] *= 1 + 1e-5
                times[2].append(timed { objective.value(at: x) }.1)
            }
            let best = times.map { $0.min() ?? .nan }
            (evaluate, value, spectral) = (best[0], best[1], best[2])
        }
    }
}
