import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct DetectionQualityTests {
    private static func source(_ name: String, east: Double, amplitude: Double) -> SkyModel {
        SyntheticField.source(
            PointSpatialModel(at: SyntheticField.direction(east: east)), name: name, amplitude: amplitude)
    }

    private static func peak(_ value: Double, east: Double) -> Peak {
        Peak(x: 0, y: 0, direction: SyntheticField.direction(east: east), value: value)
    }

    /// Each true source goes with one found, the nearest; the second one near it is false.
    @Test func nearestPairsAreMatched() throws {
        let truth = Models(
            Self.source("bright", east: 0.5, amplitude: 8e-12), Self.source("faint", east: -0.5, amplitude: 1e-13))
        let list = SourceList(
            [Self.peak(20, east: 0.52), Self.peak(6, east: 0.45), Self.peak(7, east: 0)], quantity: "sqrt_ts",
            threshold: 5)
        let quality = try DetectionQuality(list, truth: truth, in: [SyntheticField.empty()])
        #expect(quality.truths.map(\.name) == ["bright", "faint"])
        #expect(quality.truths.map(\.found) == [0, nil])
        #expect(quality.falseOnes == [1, 2])
        #expect(quality.missed.map(\.name) == ["faint"])
        #expect(quality.completeness.map(\.good).reduce(0, +) == 1)
        #expect(quality.purity.map { [$0.all, $0.good] } == [[1, 0], [1, 0], [1, 1]])
        #expect(quality.report.contains("not found: faint"))
        #expect(quality.table.rowCount == 2)
    }

    /// Counts equal to the prediction have, with the other parameters known, the test statistic that is expected.
    @Test func expectedSignificanceIsThatOfAsimovCounts() throws {
        let models = Models(
            Self.source("one", east: 0.3, amplitude: 3e-12), Self.source("two", east: 0, amplitude: 2e-12))
        let empty = try SyntheticField.empty()
        let dataset = try empty.asimov(signal: empty.predictedSignal(models))
        let expected = try ExpectedSignificance.of(models, in: [dataset])
        for (name, sqrtTS) in expected {
            var without = models
            without[name] = nil
            let ts = try dataset.statistic(without) - dataset.statistic(models)
            expectClose(sqrtTS * sqrtTS, ts, relative: 1e-6)
        }
    }
}
