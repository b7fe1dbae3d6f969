import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct ExcessMapEstimatorTests {
    private static let predicted = Result { try simulated(isMeasured: false) }
    private static let measured = Result { try simulated(isMeasured: true) }

    static func dataset(isMeasured: Bool = false) throws -> MapDataset {
        try (isMeasured ? measured : predicted).get()
    }

    private static func simulated(isMeasured: Bool) throws -> MapDataset {
        var random = RandomStream(seed: 11, stream: "counts")
        let source = SyntheticField.source(PointSpatialModel(at: SyntheticField.centre), amplitude: 5e-12)
        return try SyntheticField.dataset(
            Models(source), &random, pixels: SIMD2(16, 12), isMeasured: isMeasured)
    }

    /// A pixel in the middle of the map has the statistic of the counts and background within the disk.
    @Test func pixelsAreCountsWithinADisk() throws {
        let dataset = try Self.dataset()
        let maps = try ExcessMapEstimator(
            correlationRadius: 0.12, options: ExcessMapOptions(selection: [.errnErrp, .ul, .sensitivity])
        ).run(dataset)
        let (nx, pixels) = (dataset.geometry.nx, dataset.geometry.pixelCount)
        var (counts, background) = (0.0, 0.0)
        for bin in 0..<dataset.energy.binCount {
            for y in 0..<dataset.geometry.ny {
                for x in 0..<nx where Double((x - 8) * (x - 8) + (y - 6) * (y - 6)) <= 2.4 * 2.4 {
                    counts += dataset.counts.values[bin * pixels + y * nx + x]
                    background += dataset.backgroundCounts[bin * pixels + y * nx + x]
                }
            }
        }
        let pixel = 6 * nx + 8
        let expected = CashCountsStatistic(nOn: counts, muBackground: background)
        #expect(try maps.map(.counts).values[pixel] == counts)
        // Sums in another order.
        expectClose(try maps.map(.sqrtTS).values[pixel], expected.sqrtTS, relative: 1e-12)
        expectClose(try maps.map(.npredExcess).values[pixel], expected.excess, relative: 1e-12)
        let scale = try maps.map(.norm).values[pixel] / expected.excess
        expectClose(try maps.map(.normErr).values[pixel], expected.error * scale, relative: 1e-12)
        expectClose(try maps.map(.normErrn).values[pixel], expected.errn() * scale, relative: 1e-12)
        expectClose(try maps.map(.normUL).values[pixel], expected.upperLimit(sigma: 2) * scale, relative: 1e-12)
        expectClose(
            try maps.map(.normSensitivity).values[pixel], expected.excess(matchingSignificance: 5) * scale,
            relative: 1e-12)
        #expect(maps.outcome?.allSatisfy { $0 == .fitted } == true)
    }

    /// What a model predicts is background: the true source leaves no excess.
    @Test func modelsArePartOfTheBackground() throws {
        let dataset = try Self.dataset()
        let source = SyntheticField.source(PointSpatialModel(at: SyntheticField.centre), amplitude: 5e-12)
        let pixel = 6 * dataset.geometry.nx + 8
        let without = try ExcessMapEstimator().run(dataset).map(.sqrtTS).values[pixel]
        let with = try ExcessMapEstimator().run(dataset, models: Models(source)).map(.sqrtTS).values[pixel]
        #expect(without > 5)
        #expect(abs(with) < 4)
    }

    @Test func maskedPixelsSayWhy() throws {
        var dataset = try Self.dataset()
        for bin in 0..<dataset.energy.binCount { dataset.maskSafe[bin * dataset.geometry.pixelCount + 7] = false }
        let maps = try ExcessMapEstimator(energyEdges: [1, 3, 10]).run(dataset)
        let second = dataset.geometry.pixelCount + 7
        #expect(maps.outcome?[7] == .masked && maps.outcome?[second] == .masked && maps.outcome?[8] == .fitted)
        for quantity in maps.quantities { #expect(try maps.map(quantity).values[second].isNaN) }
        #expect(maps.energy.edges.map { ($0 * 100).rounded() / 100 } == [1, 3.16, 10])
    }

    /// With off counts the statistic is that of Li & Ma, with α from what was summed; where nothing was measured there is none.
    @Test func offCounts() throws {
        var dataset = try Self.dataset(isMeasured: true)
        let options = ExcessMapOptions(selection: [.alpha, .acceptanceOn])
        let maps = try ExcessMapEstimator(options: options).run(dataset)
        expectClose(try maps.map(.alpha).values[20], 1.0 / 8, relative: 1e-9)
        #expect(try maps.map(.acceptanceOn).values[20] == 4)
        guard case .measured(var off) = dataset.background else { return }
        off.counts.values = off.counts.values.map { _ in 0 }
        dataset.background = .measured(off)
        let empty = try ExcessMapEstimator().run(dataset)
        #expect(empty.outcome?.allSatisfy { $0 == .noBackground } == true)
        #expect(try empty.map(.sqrtTS).values.allSatisfy(\.isNaN))
    }

    @Test func threadsDoNotMatter() throws {
        let dataset = try Self.dataset()
        let estimator = ExcessMapEstimator(options: ExcessMapOptions(selection: [.ul]))
        let one = try estimator.run(dataset)
        let three = try estimator.run(dataset, execution: Execution(threads: 3))
        for quantity in one.quantities { #expect(try one.map(quantity).values == three.map(quantity).values) }
    }

    @Test func badInputIsRefused() throws {
        let dataset = try Self.dataset()
        func code(_ estimator: ExcessMapEstimator, _ dataset: MapDataset) -> Fault.Code? {
            #expect(throws: Fault.self) { try estimator.run(dataset) }?.code
        }
        #expect(code(ExcessMapEstimator(correlationRadius: 3), dataset) == .badValue)
        #expect(code(ExcessMapEstimator(correlationRadius: -1), dataset) == .badValue)
        #expect(code(ExcessMapEstimator(energyEdges: [50, 100]), dataset) == .badValue)
        #expect(code(ExcessMapEstimator(energyEdges: [3, 1]), dataset) == .badValue)
        var masked = dataset
        masked.maskSafe = masked.maskSafe.map { _ in false }
        #expect(code(ExcessMapEstimator(), masked) == .noData)
        var dark = dataset
        dark.exposure.values = dark.exposure.values.map { _ in 0 }
        #expect(code(ExcessMapEstimator(), dark) == .noData)
    }
}
