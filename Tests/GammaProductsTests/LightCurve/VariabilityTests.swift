import Foundation
import GammaCore
import GammaProducts
import GammaTestSupport
import Testing

@Suite struct VariabilityTests {
    /// `compute_lightcurve_fvar` and `…doublingtime`, Gammapy 2.1, on the public light curve.
    @Test(.enabled(if: TestData.isAvailable, "no test data")) func publicLightCurveVariesAsInGammapy() throws {
        guard let path = TestData.path("estimators/pks2155_hess_lc/pks2155_hess_lc.fits") else { return }
        let curve = try LightCurve.read(path)
        let variability = curve.variability()
        let fractional = try #require(variability.fractional)
        expectClose(fractional.gammapyFvar, 0.5626406413055797, relative: 1e-10)
        expectClose(fractional.gammapyFvarError, 0.01700709977114979, relative: 1e-10)
        #expect(fractional.fvar == fractional.gammapyFvar && fractional.fvarError == fractional.gammapyFvarError)
        let doubling = try #require(variability.doublingTime)
        expectClose(doubling.seconds, 716.857439151364, relative: 1e-5)
        expectClose(doubling.error, 265.2330742774053, relative: 1e-5)
        let halving = try #require(variability.halvingTime)
        expectClose(halving.seconds, 776.3379134451491, relative: 1e-5)
        expectClose(halving.error, 254.20638402061059, relative: 1e-5)
        #expect(try #require(variability.constancy).pValue < 1e-100)
    }

    @Test func aConstantSourceDoesNotVary() throws {
        let quiet = FluxVariability(values: [10, 10.1, 9.9, 10], errors: [1, 1, 1, 1], seconds: [0, 1, 2, 3])
        let fractional = try #require(quiet.fractional)
        #expect(fractional.fvar == 0)
        #expect(fractional.excessVariance < 0 && fractional.significance < 0)
        #expect(fractional.gammapyFvar > 0.09)
        expectClose(fractional.excessVarianceError, 0.5.squareRoot() / 100, relative: 1e-12)
        expectClose(fractional.fvarError, (0.5.squareRoot() / 100).squareRoot(), relative: 1e-12)
        #expect(try #require(quiet.constancy).pValue > 0.99)
    }

    /// On average the excess variance of a constant source is zero, and that of a source with known variance is right.
    @Test func theExcessVarianceHasNoBias() throws {
        for scatter in [0.0, 0.3] {
            var sum = 0.0
            var points = 0.0
            let trials = 400
            for trial in 0..<trials {
                var random = RandomStream(seed: 7, stream: "fvar", index: UInt64(trial))
                let values = (0..<50).map { _ in 1 + scatter * random.normal() + 0.2 * random.normal() }
                let series = FluxVariability(values: values, errors: values.map { _ in 0.2 })
                sum += try #require(series.fractional).excessVariance
                points += try #require(series.pointToPoint).excessVariance
            }
            // White noise: both measures give the variance; the mean of 400 × 50 numbers is good to a few per cent.
            expectClose(sum / Double(trials), scatter * scatter, absolute: 0.004)
            expectClose(points / Double(trials), scatter * scatter, absolute: 0.006)
        }
    }

    @Test func constancyIsTheWeightedChiSquare() throws {
        let test = try #require(FluxVariability(values: [1, 3], errors: [1, 2]).constancy)
        // weights 1 and 1/4: mean (1 + 0.75) / 1.25 = 1.4, χ² = 0.16 + 0.64
        expectClose(test.weightedMean, 1.4)
        expectClose(test.weightedMeanError, 1 / 1.25.squareRoot())
        expectClose(test.chi2, 0.8)
        #expect(test.degreesOfFreedom == 1)
        // P(χ²₁ > 0.8) = erfc(√0.4)
        expectClose(test.pValue, erfc(0.4.squareRoot()), relative: 1e-10)
    }

    @Test func exponentialGrowthHasItsDoublingTime() throws {
        let seconds = (0..<5).map { 100.0 * Double($0) }
        let values = seconds.map { pow(2, $0 / 250) }
        let series = FluxVariability(values: values, errors: values.map { 0.1 * $0 }, seconds: seconds)
        let doubling = try #require(series.doublingTime)
        expectClose(doubling.seconds, 250, relative: 1e-12)
        expectClose(doubling.error, 250 * 0.1 * 2.0.squareRoot() / (0.4 * log(2)), relative: 1e-10)
        #expect(series.halvingTime == nil)
        let text = series.textTable().text()
        #expect(text.contains("(2.5 ± 1.3)e2") && text.contains("shortest halving"))
    }

    @Test func badValuesAreLeftOut() {
        let series = FluxVariability(values: [1, .nan, 2, 3], errors: [1, 1, 0, 1], seconds: [0, 1, 2, 3])
        #expect(series.values == [1, 3] && series.seconds == [0, 3])
        #expect(FluxVariability(values: [], errors: []).fractional == nil)
        #expect(FluxVariability(values: [1], errors: [1]).constancy == nil)
        #expect(FluxVariability(values: [1, -1], errors: [1, 1]).fractional == nil)
        #expect(FluxVariability(values: [1, -1], errors: [1, 1], seconds: [0, 1]).doublingTime == nil)
        #expect(FluxVariability(values: [1, 2], errors: [1, 1], seconds: [5, 5]).doublingTime == nil)
    }
}
