import Foundation
import GammaDatasets
import GammaTestSupport
import Testing

@Suite struct TestStatisticTests {
    /// scipy 1.16 (`chi2.sf`, `norm.isf`) and `ts_to_sigma` of Gammapy 2.1, which has two-sided σ alone.
    @Test(arguments: [
        (3.2, 1, 0.07363827012030258, 1.7888543819998326, 0.03681913506015129, 1.788854381999832),
        (25, 2, 3.7266531720786718e-06, 4.6260722655790145, 2.1499781579185298e-06, 4.596330902750531),
        (25.3, 5, 0.00012192471042903883, 3.8422235446185553, 8.285395296921328e-05, 3.7662650039447154),
        (3.2, 3, 0.36180502749753174, 0.9119310264310816, 0.2818507727460936, 0.5773522179157967),
        (100, 4, 9.836624224615988e-21, 9.33778950553988, 5.695391828002795e-21, 9.32224164154913),
    ])
    func probabilities(
        ts: Double, degrees: Int, pValue: Double, sigma: Double, pValueAtLimit: Double, sigmaAtLimit: Double
    ) {
        let free = TestStatistic(ts, degreesOfFreedom: degrees)
        expectClose(free.pValue, pValue, relative: 1e-11)
        expectClose(free.significance, sigma, relative: 1e-10)
        let limited = TestStatistic(ts, degreesOfFreedom: degrees, isAtLimit: true)
        expectClose(limited.pValue, pValueAtLimit, relative: 1e-11)
        expectClose(limited.significance, sigmaAtLimit, relative: 1e-10)
    }

    /// A very bright source has no p-value above 0, but a significance: √TS for one degree of freedom, a little less for
    /// more.
    @Test func brightSources() {
        for isAtLimit in [false, true] {
            let one = TestStatistic(40_000, degreesOfFreedom: 1, isAtLimit: isAtLimit)
            #expect(one.pValue == 0)
            expectClose(one.significance, 200, relative: 1e-12)
            let five = TestStatistic(40_000, degreesOfFreedom: 5, isAtLimit: isAtLimit).significance
            #expect(five < 200 && five > 199.8)
        }
    }

    /// No gain at all is nothing unusual, and without degrees of freedom there is nothing to say.
    @Test func withoutGain() {
        for ts in [0, -0.4] {
            #expect(TestStatistic(ts, degreesOfFreedom: 2).pValue == 1)
            #expect(TestStatistic(ts, degreesOfFreedom: 2).significance == 0)
            #expect(TestStatistic(ts, degreesOfFreedom: 1, isAtLimit: true).pValue == 1)
            #expect(TestStatistic(ts, degreesOfFreedom: 1, isAtLimit: true).significance == 0)
        }
        #expect(TestStatistic(5, degreesOfFreedom: 0).pValue.isNaN)
        #expect(TestStatistic(5, degreesOfFreedom: 0).significance.isNaN)
        #expect(TestStatistic(.nan, degreesOfFreedom: 2).pValue.isNaN)
    }

    @Test func description() {
        let ts = TestStatistic(25.3, degreesOfFreedom: 1, isAtLimit: true)
        #expect("\(ts)" == "TS 25.3, 1 degree of freedom, one at its limit: p-value 2.45e-7, 5.03 sigma")
    }
}
