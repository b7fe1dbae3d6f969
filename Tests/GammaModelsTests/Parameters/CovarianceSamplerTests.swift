import Foundation
import GammaCore
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct CovarianceSamplerTests {
    private let covariance = Covariance(
        names: ["index", "amplitude", "reference"], values: [0.0025, 1.2e-14, 0, 1.2e-14, 1.6e-25, 0, 0, 0, 0])

    /// Mean and covariance of 20,000 draws: known to 1/√20000 of the errors, and 1 % of the variances; bounds are 4 σ.
    @Test func drawsHaveTheCovariance() {
        let parameters = PowerLaw(index: 2.6, amplitude: 4e-11).parameters
        let sampler = CovarianceSampler(parameters, covariance: covariance)
        var random = RandomStream(seed: 1, stream: "sampler")
        let draws = (0..<20_000).map { _ in sampler(&random) }
        let errors = covariance.errors
        func mean(_ value: ([Double]) -> Double) -> Double { draws.reduce(0) { $0 + value($1) } / Double(draws.count) }
        for i in 0..<2 {
            expectClose(mean { $0[i] }, parameters[i].value, absolute: 4 * errors[i] / Double(draws.count).squareRoot())
            for j in 0..<2 {
                let sum = mean { ($0[i] - parameters[i].value) * ($0[j] - parameters[j].value) }
                expectClose(sum, covariance[i, j], absolute: 0.04 * errors[i] * errors[j])
            }
        }
        #expect(draws.allSatisfy { $0[2] == 1 })
    }

    /// A normal distribution around 1 with σ = 1, cut off at 0: its median is where the normal integral is half-way between
    /// that at 0 and 1.
    @Test func limitsCutTheDistributionOff() throws {
        let parameter = Parameter("norm", 1, minimum: 0)
        let sampler = CovarianceSampler([parameter], covariance: Covariance(names: ["norm"], errors: [1]))
        var random = RandomStream(seed: 2, stream: "sampler")
        let draws = (0..<20_000).map { _ in sampler(&random)[0] }.sorted()
        #expect(try #require(draws.first) >= 0)
        let median = 1 + Special.normalQuantile((1 + Special.normalCDF(-1)) / 2)
        expectClose(Quantile.ofSorted(draws, 0.5), median, absolute: 0.04)
        // Nothing left within the limits: the limit itself.
        let outside = CovarianceSampler(
            [Parameter("norm", 1, minimum: 100)], covariance: Covariance(names: ["norm"], errors: [1]))
        #expect(outside(&random) == [100])
    }

    /// Medians and quantiles of Gammapy 2.1, `evaluate_error(n_samples=400000)`, whose noise is about 0.4 % of the width;
    /// here 20,000 samples, 1.3 % of it.
    @Test func bandsAreGammapys() {
        let quantiles = PowerLaw(index: 2.6, amplitude: 4e-11).sampleQuantiles(
            [0.15, 0.7, 2.5, 12], covariance: covariance, [0.5, 0.158655, 0.841345], count: 20_000, seed: 1)
        let reference = [
            [5.54861650e-09, 1.01107955e-10, 3.69314475e-12, 6.25395389e-14],
            [5.01439393e-09, 9.85968896e-11, 3.54611721e-12, 5.55522779e-14],
            [6.13970036e-09, 1.03681727e-10, 3.84629611e-12, 7.04215423e-14],
        ]
        for (found, expected) in zip(quantiles, reference) {
            for index in expected.indices {
                let width = (reference[2][index] - reference[1][index]) / 2
                expectClose(found[index], expected[index], absolute: 0.05 * width)
            }
        }
    }

    /// Small errors: sampled and propagated bands are the same.
    @Test func smallErrorsAreSymmetric() {
        let model = PowerLaw(index: 2.6, amplitude: 4e-11)
        let small = Covariance(names: covariance.names, values: covariance.values.map { $0 * 1e-4 })
        let sampled = model.evaluate([0.5, 5], covariance: small, errors: .sampled(count: 5000, seed: 3))
        let propagated = model.evaluate([0.5, 5], covariance: small, errors: .propagated)
        #expect(sampled.values == propagated.values)
        for index in 0..<2 {
            expectClose(sampled.below[index], propagated.below[index], relative: 0.06)
            expectClose(sampled.above[index], propagated.above[index], relative: 0.06)
        }
        let again = model.evaluate([0.5, 5], covariance: small, errors: .sampled(count: 5000, seed: 3))
        #expect(again.below == sampled.below && again.above == sampled.above)
    }
}
