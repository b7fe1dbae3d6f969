import GammaCore
import GammaProducts
import GammaTestSupport
import Testing

/// Structure function, discrete correlation, Bayesian blocks: against Gammapy 2.1 and astropy on a small series.
@Suite struct TimingTests {
    static let values = [1.1, 0.9, 1.05, 0.97, 1.02, 2.1, 2.3, 1.9, 2.05, 1.0, 1.1, 0.95]
    static let errors = [0.1, 0.1, 0.12, 0.1, 0.09, 0.2, 0.2, 0.15, 0.2, 0.1, 0.1, 0.11]
    static let seconds = (0..<12).map(Double.init)

    let series = FluxVariability(values: values, errors: errors, seconds: seconds)

    /// `structure_function`, Gammapy 2.1.
    @Test func theStructureFunctionIsThatOfGammapy() {
        let expected = [
            0.24483488221309702, 0.5145025756964796, 0.7990359775624937, 1.0353800674284646, 1.0707005258151534,
            0.7885307331566737, 0.40804086401999895, 0.26890894193088694, 0.0204368660650108, 0.0009778133577310131,
            0.0225,
        ]
        let lags = series.structureFunction().lags
        #expect(lags.map(\.seconds) == (1...11).map(Double.init))
        #expect(lags.map(\.pairs) == (1...11).reversed().map { $0 })
        for (lag, value) in zip(lags, expected) { expectClose(lag.value, value, relative: 1e-12) }
    }

    @Test func lagsAreTakenTogetherBetweenEdges() {
        let lags = series.structureFunction(lagEdges: [1, 3, 12]).lags
        #expect(lags.map(\.pairs) == [11 + 10, 66 - 21])
        expectClose(lags[0].seconds, (11.0 + 20) / 21)
    }

    /// The structure function of a constant flux is what its errors say.
    @Test func noiseAloneGivesItsOwnLevel() {
        var random = RandomStream(seed: 3, stream: "structure function")
        let values = (0..<400).map { _ in 10 + 0.5 * random.normal() }
        let noise = FluxVariability(
            values: values, errors: values.map { _ in 0.5 }, seconds: values.indices.map(Double.init))
        let lag = noise.structureFunction(lagEdges: [1, 400]).lags[0]
        expectClose(lag.noise, 0.5, relative: 1e-12)
        // Twice the sample variance, which 400 values give to 7 %.
        expectClose(lag.value, 0.5, absolute: 0.1)
    }

    /// `discrete_correlation`, Gammapy 2.1, with errors so small that both ways of subtracting them agree.
    @Test func theDiscreteCorrelationIsThatOfGammapy() throws {
        let small = Self.errors.map { 1e-9 * $0 }
        let first = FluxVariability(values: Self.values, errors: small, seconds: Self.seconds)
        let later = FluxVariability(
            values: Self.values.suffix(2) + Self.values.dropLast(2), errors: small, seconds: Self.seconds)
        let correlation = try #require(DiscreteCorrelation(first, later, width: 2))
        let expected = [
            0.3739238927011854, -0.26500311915159047, -0.6305260969016426, -0.47006094342338894, 0.4761293163553629,
            0.8449157829070493, 0.048902872331769175, -0.5446235676527563, -0.41696818465377417, -0.10089037599954608,
            0.3041440156848768, 0.4525265127885218,
        ]
        #expect(correlation.lags.map(\.seconds) == stride(from: -11, through: 11, by: 2).map(Double.init))
        for (lag, value) in zip(correlation.lags, expected) { expectClose(lag.value, value, relative: 1e-9) }
        #expect(correlation.lags[0].error == nil)
        expectClose(try #require(correlation.lags[5].error), 0.22446234238009474, relative: 1e-9)
        // Two steps later: the second series follows the first.
        #expect(correlation.lags.max { $0.value < $1.value }?.seconds == -1)
    }

    @Test func noiseHasNothingToCorrelate() {
        let quiet = FluxVariability(values: [1, 1.01, 0.99], errors: [1, 1, 1], seconds: [0, 1, 2])
        #expect(DiscreteCorrelation(quiet, series, width: 1) == nil)
    }

    /// `astropy.stats.bayesian_blocks(fitness="measures", p0=0.05)`: edges 0, 4.5, 8.5, 11.
    @Test func blocksAreThoseOfAstropy() {
        let times = [0, 1, 2, 3.5, 4, 5, 6, 7.25, 8, 9, 10, 11]
        let blocks = FluxVariability(values: Self.values, errors: Self.errors, seconds: times).bayesianBlocks()
        #expect(blocks.map(\.start) == [0, 4.5, 8.5])
        #expect(blocks.map(\.stop) == [4.5, 8.5, 11])
        #expect(blocks.map(\.fluxes) == [0..<5, 5..<9, 9..<12])
        // Weighted mean of 2.1, 2.3, 1.9, 2.05 with errors 0.2, 0.2, 0.15, 0.2.
        expectClose(blocks[1].mean, (25 * 6.45 + 1.9 / 0.0225) / (75 + 1 / 0.0225), relative: 1e-12)
        expectClose(blocks[1].error, 1 / (75 + 1 / 0.0225).squareRoot(), relative: 1e-12)
    }

    /// A constant flux is cut about as often as the probability of a false alarm says, never more than twice that.
    @Test func constantFluxesAreSeldomCut() {
        let cut = (0..<400).count { trial in
            var random = RandomStream(seed: 11, stream: "blocks", index: UInt64(trial))
            let values = (0..<60).map { _ in 5 + random.normal() }
            let times = values.indices.map(Double.init)
            return FluxVariability(values: values, errors: values.map { _ in 1 }, seconds: times)
                .bayesianBlocks(falseAlarm: 0.05).count > 1
        }
        #expect(cut <= 40 && cut >= 2)
    }

    @Test func anEmptySeriesHasNoBlocks() {
        #expect(FluxVariability(values: [], errors: [], seconds: []).bayesianBlocks().isEmpty)
        #expect(FluxVariability(values: [1], errors: [1]).bayesianBlocks().isEmpty)
    }
}
