import GammaCore
import GammaModels

/// How the backgrounds of many runs were normalised, in short: how the norms scatter, and which are far from the others.
public struct FoVBackgroundSummary: Sendable {
    /// A norm that is far from the others.
    public struct Outlier: Sendable {
        /// The run.
        public var run: FoVBackgroundResult
        /// How far it is from the mean, in units of its error and the scatter of all together; with sign.
        public var pull: Double
    }

    /// Number of runs.
    public let runs: Int
    /// Those whose background was adjusted by a norm, from the least to the largest.
    public let adjusted: [FoVBackgroundResult]
    /// The others by what came of them, in the order in which they were met.
    public let leftOut: [(outcome: String, runs: [String])]
    /// Mean of the norms; NaN without any.
    public let mean: Double
    /// Their standard deviation; NaN for fewer than two.
    public let scatter: Double
    /// The standard deviation that their errors alone would give.
    public let expectedScatter: Double
    /// Norms more than 3 σ from the mean, the farthest first. σ² is the square of a norm's own error plus what the scatter of all has
    /// beyond their errors.
    public let outliers: [Outlier]

    /// Looks through runs.
    public init(_ results: [FoVBackgroundResult]) {
        runs = results.count
        let known = results.compactMap { run in run.outcome == .adjusted ? run.norm.map { (run: run, norm: $0) } : nil }
        let count = Double(known.count)
        let mean = known.reduce(0) { $0 + $1.norm.value } / count
        let variance = known.reduce(0) { $0 + ($1.norm.value - mean) * ($1.norm.value - mean) } / (count - 1)
        let expected = known.reduce(0) { $0 + $1.norm.error * $1.norm.error } / count
        let beyond = max(variance - expected, 0)
        outliers = known.map { run, norm in
            Outlier(run: run, pull: (norm.value - mean) / (norm.error * norm.error + beyond).squareRoot())
        }.filter { abs($0.pull) > 3 }.sorted { abs($0.pull) > abs($1.pull) }
        adjusted = known.sorted { $0.norm.value < $1.norm.value }.map(\.run)
        var leftOut: [(outcome: String, runs: [String])] = []
        for run in results where run.outcome != .adjusted {
            if let kind = leftOut.firstIndex(where: { $0.outcome == run.outcome.description }) {
                leftOut[kind].runs.append(run.dataset)
            } else {
                leftOut.append((run.outcome.description, [run.dataset]))
            }
        }
        self.leftOut = leftOut
        self.mean = mean
        scatter = known.count > 1 ? variance.squareRoot() : .nan
        expectedScatter = expected.squareRoot()
    }

    /// A line each for number, norms, outliers and runs that were left out.
    public var lines: [String] {
        func text(_ run: FoVBackgroundResult) -> String {
            run.norm.map { ValueFormat.value($0.value, error: $0.error) } ?? ""
        }
        let others = leftOut.reduce(0) { $0 + $1.runs.count }
        var lines = ["\(runs - others) of \(runs) adjusted"]
        if let least = adjusted.first, let largest = adjusted.last {
            let numbers = [mean, scatter, expectedScatter].map { ValueFormat.number($0, digits: 3) }
            lines.append(
                "norms: mean \(numbers[0]), scatter \(numbers[1]) (\(numbers[2]) by their errors), "
                    + "from \(text(least)) (run \(least.dataset)) to \(text(largest)) (run \(largest.dataset))")
            let far = outliers.prefix(10).map {
                "run \($0.run.dataset) (\(text($0.run)), \(ValueFormat.number($0.pull, digits: 2)) sigma)"
            }
            let rest = outliers.count > far.count ? " and \(outliers.count - far.count) more" : ""
            lines.append(
                far.isEmpty
                    ? "none is more than 3 sigma from the mean"
                    : "more than 3 sigma from the mean: \(far.joined(separator: ", "))\(rest)")
        }
        return lines + leftOut.map { "\($0.outcome): \(Self.list($0.runs))" }
    }

    private static func list(_ runs: [String]) -> String {
        "run\(runs.count == 1 ? "" : "s") " + runs.prefix(20).joined(separator: ", ")
            + (runs.count > 20 ? " and \(runs.count - 20) more" : "")
    }
}
