import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaEstimators

/// The rounds of an exclusion mask on small maps, without randomness where a number is expected.
@Suite struct ExclusionMaskTests {
    private static let size = 40

    /// 40 × 40 pixels of 0.1 deg with `level` counts each, and blocks of more.
    private func dataset(
        level: Double = 10, blocks: [(x: Range<Int>, y: Range<Int>, counts: Double)], background: Double
    ) throws -> MapDataset {
        let axis = try MapAxis.energy(min: 1, max: 10, bins: 1)
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 83.63, dec: 22.01), width: 4, binSize: 0.1, projection: "TAN", axes: [axis])
        var counts = [Double](repeating: level, count: geometry.pixelCount)
        for block in blocks {
            for y in block.y { for x in block.x { counts[y * Self.size + x] = block.counts } }
        }
        let exposure = try geometry.with(axes: [MapAxis.energy(min: 1, max: 10, bins: 1, name: "energy_true")])
        return try MapDataset(
            name: "field", counts: WCSMap(geometry, values: counts), exposure: WCSMap(exposure, unit: .cm2s),
            background: .predicted(
                WCSMap(geometry, values: [Double](repeating: background, count: geometry.pixelCount))))
    }

    /// The mean counts outside the mask as background.
    private func mean(_ dataset: MapDataset, _ mask: WCSMask?) throws -> MapDataset {
        let flags = mask?.flags ?? Array(repeating: true, count: dataset.counts.values.count)
        let used = zip(dataset.counts.values, flags).filter(\.1).map(\.0)
        var result = dataset
        let level = used.reduce(0, +) / Double(used.count)
        result.background = .predicted(
            try WCSMap(dataset.geometry, values: [Double](repeating: level, count: flags.count)))
        return result
    }

    private func pixels(_ mask: WCSMask) -> Set<Int> { Set(mask.flags.indices.filter { !mask.flags[$0] }) }

    private func block(_ x: Range<Int>, _ y: Range<Int>) -> Set<Int> {
        Set(y.flatMap { y in x.map { y * Self.size + $0 } })
    }

    /// A disk of one pixel, so that significances are those of single pixels: 40 counts over 10 are 7.1 σ, 20 over 10 are
    /// 2.8 σ. Regions reach down to the low threshold where they hold the high one, and nowhere else.
    @Test func hysteresis() throws {
        let field = try dataset(
            blocks: [(10..<14, 10..<14, 20), (11..<13, 11..<13, 40), (30..<33, 5..<8, 20)], background: 10)
        let builder = ExclusionMaskBuilder(high: 5, low: 2.5, margin: 0, correlationRadius: 0.05)
        let result = try builder.run { _ in field }
        #expect(pixels(result.mask) == block(10..<14, 10..<14))
        #expect(result.outcome == .stable && result.rounds.count == 2)
        #expect(result.rounds.map(\.newPixels) == [16, 0] && result.rounds.map(\.regions) == [1, 1])
        expectClose(result.rounds[0].excludedFraction, 0.01, relative: 1e-12)
        // What is left: 9 pixels of 20 counts and 1575 of 10, which have no excess.
        let significance = CashCountsStatistic(nOn: 20, muBackground: 10).sqrtTS
        expectClose(result.rounds[1].maximum, significance, relative: 1e-12)
        expectClose(result.rounds[1].mean, 9 * significance / 1584, relative: 1e-12)
        let mean = 9 * significance / 1584
        expectClose(
            result.rounds[1].width, (9 * significance * significance / 1584 - mean * mean).squareRoot(), relative: 1e-9)
        #expect(result.remaining.count == 1584)
    }

    /// A margin of 0.25 deg on pixels of 0.1: all within 2.5 pixels.
    @Test func margin() throws {
        let field = try dataset(blocks: [(20..<21, 20..<21, 60)], background: 10)
        let result = try ExclusionMaskBuilder(margin: 0.25, correlationRadius: 0.05).run { _ in field }
        #expect(pixels(result.mask).count == 21)
        #expect(pixels(result.mask).contains(22 * Self.size + 21) && !pixels(result.mask).contains(22 * Self.size + 22))
    }

    /// A background that the bright source lifts hides the weak one until the bright one is excluded.
    @Test func weakSourcesAppearBehindBrightOnes() throws {
        let field = try dataset(
            blocks: [(4..<14, 4..<14, 80), (28..<32, 28..<32, 28)], background: 10)
        let builder = ExclusionMaskBuilder(high: 4, low: 2.5, margin: 0, correlationRadius: 0.05)
        let first = try mean(field, nil)
        #expect(first.backgroundCounts[0] > 14)
        let result = try builder.run { try mean(field, $0) }
        #expect(pixels(result.mask) == block(4..<14, 4..<14).union(block(28..<32, 28..<32)))
        #expect(result.rounds.map(\.newPixels) == [100, 16, 0] && result.outcome == .stable)
        #expect(result.rounds.last?.width == 0)
        #expect(result.circles.count == 2)
        for word in ["round", "excluded", "width", "the mask is stable"] { #expect(result.report.contains(word)) }
    }

    /// Off counts: Li & Ma's significance of sums, as Gammapy's excess map takes them.
    @Test func measuredBackground() throws {
        var field = try dataset(blocks: [(20..<21, 20..<21, 60)], background: 10)
        let (counts, bins) = (field.geometry, field.counts.values.count)
        func map(_ value: Double) throws -> WCSMap { try WCSMap(counts, values: Array(repeating: value, count: bins)) }
        field.background = .measured(
            MapOffMeasurement(counts: try map(50), acceptance: try map(1), acceptanceOff: try map(5)))
        let significance = try CorrelatedSignificance(field, radius: 0.1, Execution()).map
        let expected = WStatCountsStatistic(nOn: 100, nOff: 250, alpha: 0.2).sqrtTS
        expectClose(significance.values[20 * Self.size + 20], expected, relative: 1e-12)
        expectClose(significance.values[5 * Self.size + 5], 0, absolute: 1e-6)
    }

    @Test func endsAreTold() throws {
        let field = try dataset(blocks: [(4..<14, 4..<14, 80)], background: 10)
        let growing = ExclusionMaskBuilder(margin: 0, correlationRadius: 0.05, maximumRounds: 1)
        #expect(try growing.run { _ in field }.outcome == .notStable(changed: 100))
        var patient = growing
        (patient.maximumRounds, patient.tolerance) = (10, 0.0625)
        // 100 of 1600 pixels in the first round: as much as is tolerated.
        #expect(try patient.run { _ in field }.rounds.count == 1)
        patient.tolerance = 0.06
        #expect(try patient.run { _ in field }.rounds.count == 2)
        let all = try ExclusionMaskBuilder(high: 0.5, low: 0.1).run { _ in try dataset(blocks: [], background: 1) }
        #expect(all.outcome == .nothingLeft && all.rounds.last?.mean.isNaN == true)
        #expect("\(all.outcome)".contains("everything is excluded"))

        var unsafe = field
        unsafe.maskSafe = unsafe.maskSafe.map { _ in false }
        let fault = try #require(throws: Fault.self) { try ExclusionMaskBuilder().run { _ in unsafe } }
        #expect(fault.code == .noData)
        for builder in [
            ExclusionMaskBuilder(high: 3, low: 5), ExclusionMaskBuilder(low: 0), ExclusionMaskBuilder(margin: -1),
            ExclusionMaskBuilder(correlationRadius: 0), ExclusionMaskBuilder(maximumRounds: 0),
            ExclusionMaskBuilder(tolerance: -1),
            ExclusionMaskBuilder(high: .nan),
        ] {
            #expect(throws: Fault.self) { try builder.run { _ in field } }
        }
    }

    /// What is excluded from the beginning stays so; where the mask has no pixel nothing is.
    @Test func startStays() throws {
        let field = try dataset(blocks: [], background: 10)
        let part = try field.geometry.image.cutout(around: field.geometry.centre, width: SIMD2(1, 1)).geometry
        var builder = ExclusionMaskBuilder()
        builder.start = WCSMask(part, repeating: false)
        let result = try builder.run { _ in field }
        #expect(pixels(result.mask) == block(15..<25, 15..<25) && result.outcome == .stable)
    }
}
