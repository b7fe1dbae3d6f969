import GammaCore
import GammaModels
import Testing

@testable import GammaMakers

@Suite struct FoVBackgroundSummaryTests {
    static func run(
        _ number: Int, norm: Double, error: Double = 0.02, _ outcome: FoVBackgroundResult.Outcome = .adjusted
    ) throws -> FoVBackgroundResult {
        var model = FoVBackgroundModel(dataset: "\(number)")
        try model.spectral.update("norm") { ($0.value, $0.error) = (norm, error) }
        var run = FoVBackgroundResult(dataset: "\(number)", model: model, excludedFraction: 0)
        run.outcome = outcome
        return run
    }

    /// Norms that scatter by their errors have no outliers but the one that is far away.
    @Test func whoIsFarFromTheOthers() throws {
        var runs = try (0..<40).map { try Self.run($0, norm: 1 + 0.02 * ($0.isMultiple(of: 2) ? 1 : -1)) }
        runs.append(try Self.run(77, norm: 1.2))
        runs.append(try Self.run(78, norm: 0, .tooFewCounts))
        runs.append(try Self.run(79, norm: 0, .tooFewCounts))
        let summary = FoVBackgroundSummary(runs)
        #expect(summary.adjusted.count == 41 && summary.adjusted.last?.dataset == "77")
        #expect(abs(summary.mean - (40 + 1.2) / 41) < 1e-12 && abs(summary.expectedScatter - 0.02) < 1e-12)
        #expect(summary.outliers.map(\.run.dataset) == ["77"])
        // All errors being the same, own error and scatter beyond the errors make the scatter itself.
        let distances = runs[..<41].map { ($0.norm?.value ?? 0) - summary.mean }
        let variance = distances.reduce(0) { $0 + $1 * $1 }
        #expect(abs(summary.outliers[0].pull - (1.2 - summary.mean) / (variance / 40).squareRoot()) < 1e-9)
        let text = summary.lines.joined(separator: "\n")
        #expect(summary.lines[0] == "41 of 43 adjusted")
        #expect(text.contains("from 0.980 ± 0.020 (run 1) to 1.200 ± 0.020 (run 77)"))
        #expect(text.contains("more than 3 sigma from the mean: run 77 (1.200 ± 0.020, "))
        #expect(text.contains("too few counts outside the exclusion mask: runs 78, 79"))
    }

    /// What scatters more than its errors is far from the others only where it is so against that scatter.
    @Test func systematicScatterIsNoOutlier() throws {
        let runs = try (0..<40).map { try Self.run($0, norm: 1 + 0.1 * ($0.isMultiple(of: 2) ? 1 : -1), error: 0.001) }
        let summary = FoVBackgroundSummary(runs)
        #expect(summary.outliers.isEmpty && abs(summary.scatter - 0.1 * (40.0 / 39).squareRoot()) < 1e-12)
        #expect(summary.lines.last == "none is more than 3 sigma from the mean")
    }

    @Test func withoutAnyNorm() throws {
        let summary = FoVBackgroundSummary([try Self.run(1, norm: 1, .negative)])
        #expect(summary.lines.count == 2 && summary.lines[0] == "0 of 1 adjusted" && summary.outliers.isEmpty)
        #expect(FoVBackgroundSummary([]).lines == ["0 of 0 adjusted"])
        let one = FoVBackgroundSummary([try Self.run(1, norm: 1)])
        #expect(one.outliers.isEmpty && one.scatter.isNaN && one.mean == 1)
    }
}
