import GammaCore
import GammaTestSupport
import Testing

@testable import GammaDatasets

/// Literals: gammapy.stats 2.1 (cash, cstat, wstat, get_wstat_mu_bkg).
@Suite("Fit statistics")
struct FitStatisticTests {
    @Test func cashIsThatOfGammapy() {
        let cases: [(Double, Double, Double)] = [
            (0, 0.5, 1), (3, 2.5, -0.49774439124493064), (7, 0, 805.904782547916), (0, -1, 2e-25),
            (5.5, 1e-3, 75.9873080688035),
        ]
        for (n, mu, expected) in cases { expectClose(Cash.value(n: n, mu: mu), expected, relative: 1e-14) }
        #expect(Cash.value(n: 2, mu: .nan).isNaN)
        #expect(Cash.derivatives(n: 2, mu: .nan).value.isNaN)
    }

    @Test func cstatIsThatOfGammapy() {
        let cases: [(Double, Double, Double)] = [
            (0, 0.5, 1), (3, 2.5, 0.09392934076372805), (7, 0, 819.1475246346904), (5.5, 1e-3, 83.73953708342619),
        ]
        for (n, mu, expected) in cases { expectClose(CStat.value(n: n, mu: mu), expected, relative: 1e-13) }
    }

    @Test func wstatIsThatOfGammapy() {
        let cases: [(on: Double, off: Double, alpha: Double, signal: Double, value: Double, background: Double)] = [
            (0, 0, 0.1, 1.5, 3, 0), (0, 5, 0.1, 1.5, 3.9531017980432477, 4.545454545454544),
            (5, 0, 0.1, 1.5, 5.039728043259359, 0), (5, 0, 0.1, 0.2, 19.978952727983703, 2.545454545454545),
            (12, 30, 0.2, 4, 0.3328072406610829, 31.084952830141514), (12, 30, 0.2, 0, 3.6868752279490025, 35),
            (12, 30, 0.2, -3, 9.726195029030976, 40.8113883008419),
            (1000, 3, 2, 10, 766.7484474661032, 329.3485148197376), (0, 5, 0.1, -2, 16.137056388801096, 20),
            (2, 3, 0.5, 40, 66.35028954585789, 2.0330443149576305),
            (67, 99, 2 / 46.03780365, 70.76873, 0.8981497867737289, 98.54084698293549),
        ]
        for item in cases {
            let value = WStat.value(nOn: item.on, nOff: item.off, alpha: item.alpha, muSignal: item.signal)
            // Gammapy adds terms that cancel.
            expectClose(value, item.value, relative: 1e-12, absolute: 1e-12)
            let background = WStat.background(nOn: item.on, nOff: item.off, alpha: item.alpha, muSignal: item.signal)
            expectClose(background, item.background, relative: 1e-12)
            let derivatives = WStat.derivatives(nOn: item.on, nOff: item.off, alpha: item.alpha, muSignal: item.signal)
            #expect(derivatives.value == value)
        }
    }

    @Test func binsWithoutMeasuredBackgroundCarryNothing() {
        for alpha in [0, -1, Double.nan, .infinity] {
            #expect(WStat.derivatives(nOn: 3, nOff: 0, alpha: alpha, muSignal: 1) == .none)
            #expect(WStat.value(nOn: 3, nOff: 0, alpha: alpha, muSignal: 1) == 0)
        }
    }

    /// The profiled background makes the unprofiled statistic least.
    @Test func backgroundIsAtTheMinimum() {
        forAll(seed: 3, count: 200) { random in
            let on = Double(random.poisson(5)), off = Double(random.poisson(8)), alpha = 0.05 + random.uniform()
            let signal = random.uniform() * 20 - (on > 0 ? 2 : 0)
            func stat(_ b: Double) -> Double { CStat.value(n: on, mu: signal + alpha * b) + CStat.value(n: off, mu: b) }
            let best = WStat.background(nOn: on, nOff: off, alpha: alpha, muSignal: signal)
            let least = WStat.value(nOn: on, nOff: off, alpha: alpha, muSignal: signal)
            expectClose(stat(best), least, relative: 1e-9, absolute: 1e-9)
            for shift in [-0.1, -1e-3, 1e-3, 0.1] where best + shift > 0 && signal + alpha * (best + shift) > 0 {
                #expect(stat(best + shift) >= least - 1e-9)
            }
        }
    }

    @Test func derivativesAreThoseOfTheValue() {
        forAll(seed: 11, count: 500) { random in
            // Counts of zero on either side are frequent here.
            let on = Double(random.poisson(random.uniform() * 6)), off = Double(random.poisson(random.uniform() * 6))
            let alpha = 0.02 + 1.5 * random.uniform()
            let signal = 25 * random.uniform() - 3
            let kinks = [alpha * on / (1 + alpha), -alpha * off / (1 + alpha), 0]
            guard kinks.allSatisfy({ abs($0 - signal) > 0.02 }) else { return }
            check(at: signal) { WStat.derivatives(nOn: on, nOff: off, alpha: alpha, muSignal: $0) }
            check(at: abs(signal) + 0.1) { Cash.derivatives(n: on, mu: $0) }
            check(at: abs(signal) + 0.1) { CStat.derivatives(n: on, mu: $0) }
            check(at: signal) { ChiSquare.derivatives(measured: on, predicted: $0, error: alpha) }
            check(at: signal) { UpperLimitStatistic.derivatives(limit: alpha * 10, predicted: $0) }
        }
    }

    /// The expected curvature is the mean of the observed one over counts drawn at the prediction, to leading order:
    /// checked against simulation at many counts.
    @Test func expectedCurvatureIsTheMeanOfTheObserved() {
        var random = RandomStream(seed: 5, stream: "curvature")
        let signal = 400.0, background = 900.0, alpha = 0.5
        var sum = 0.0
        let draws = 4000
        for _ in 0..<draws {
            let on = Double(random.poisson(signal + alpha * background)), off = Double(random.poisson(background))
            sum += WStat.derivatives(nOn: on, nOff: off, alpha: alpha, muSignal: signal).second
        }
        let expected = WStat.derivatives(
            nOn: signal + alpha * background, nOff: background, alpha: alpha, muSignal: signal)
        expectClose(expected.second, expected.expected, relative: 1e-12)
        // Standard error of the mean 6e-4.
        expectClose(sum / Double(draws), expected.expected, relative: 5e-3)
    }

    @Test func truncatedPredictionsPointBack() {
        let low = Cash.derivatives(n: 4, mu: -2)
        #expect(low.first < 0 && low.expected > 0)
        // A scoring step leads to a positive prediction.
        expectClose(Cash.truncation - low.first / low.expected, 4, relative: 1e-12)
        #expect(Cash.derivatives(n: 0, mu: -2).first == 0)
    }

    @Test func chiSquareWithTwoErrors() {
        let below = ChiSquare.derivatives(measured: 5, predicted: 3, lowerError: 2, upperError: 4)
        let above = ChiSquare.derivatives(measured: 5, predicted: 7, lowerError: 2, upperError: 4)
        #expect(below.value == 1 && below.first == -1)
        #expect(above.value == 0.25 && above.first == 0.25)
        #expect(ChiSquare.derivatives(measured: 5, predicted: 3, error: .nan) == .none)
        #expect(ChiSquare.derivatives(measured: .nan, predicted: 3, error: 1) == .none)
    }

    /// 2 ln[erfc((2 − m)/2)/erfc(1)] by scipy 1.17.
    @Test func upperLimits() {
        let values: [(Double, Double)] = [
            (0, 0), (1, 2.2291887601923275), (2, 3.699211019866496), (5, 5.051320025334418), (-8, -50.702568071208375),
        ]
        for (m, expected) in values {
            expectClose(
                UpperLimitStatistic.derivatives(limit: 2, predicted: m).value, expected, relative: 1e-12,
                absolute: 1e-14)
        }
        #expect(UpperLimitStatistic.derivatives(limit: 1e-3, predicted: -1).value.isFinite)
    }

    @Test func sumsSkipMaskedBins() {
        #expect(Cash.sum(counts: [1, 2, 3], predicted: [1, .nan, 2], mask: [true, false, true]).isFinite)
        let on = [3.0, 4], off = [5.0, 6], alpha = [0.1, 0.2], signal = [1.0, 2]
        let sum = WStat.sum(countsOn: on, countsOff: off, alpha: alpha, predictedSignal: signal)
        let first = WStat.value(nOn: 3, nOff: 5, alpha: 0.1, muSignal: 1)
        #expect(
            WStat.sum(countsOn: on, countsOff: off, alpha: alpha, predictedSignal: signal, mask: [true, false]) == first
        )
        expectClose(sum, first + WStat.value(nOn: 4, nOff: 6, alpha: 0.2, muSignal: 2))
    }

    private func check(at mu: Double, _ function: (Double) -> StatisticDerivatives) {
        let step = 1e-5 * max(1, abs(mu))
        let (low, middle, high) = (function(mu - step), function(mu), function(mu + step))
        // Differences of values of order 100 over steps of 1e-5 to 1e-4.
        expectClose(middle.first, (high.value - low.value) / (2 * step), relative: 1e-6, absolute: 1e-6, "first")
        expectClose(middle.second, (high.first - low.first) / (2 * step), relative: 1e-5, absolute: 1e-7, "second")
        #expect(middle.expected >= 0)
    }
}
