import Foundation
import GammaCore
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

struct PriorTests {
    private static let priors: [(any Prior, Double)] = [
        // −2 ln pdf × 2 at 1.7: Gammapy 2.1; the log-normal from scipy 1.17 (`lognorm(s=0.4, scale=1.3)`).
        (GaussianPrior(mu: 1.2, sigma: 0.3, weight: 2), 4.415418471070502),
        (UniformPrior(minimum: 0, maximum: 4, weight: 2), 5.545177444479562),
        (LogUniformPrior(minimum: 0.1, maximum: 10, weight: 2), 8.231231507480286),
        (GeneralizedGaussianPrior(mu: 1, sigma: 0.5, eta: 0.3, weight: 2), 4.821152667245659),
        (LogNormalPrior(mu: 1.3, sigma: 0.4, weight: 2), 3.032673790866631),
    ]

    @Test func values() {
        for (prior, expected) in Self.priors { expectClose(prior.evaluate(1.7).value, expected, relative: 1e-13) }
    }

    @Test func quantiles() {
        // `ppf` of scipy 1.17 at 0.1 and 0.83.
        let expected = [
            [0.8155345303366199, 1.4862495759438583], [0.4, 3.32], [0.1584893192461114, 4.570881896148752],
            [0.4398126758813222, 1.4382442640878694], [0.7786011539292149, 1.9041398146285244],
        ]
        for ((prior, _), values) in zip(Self.priors, expected) {
            expectClose([0.1, 0.83].map { prior.quantile($0) }, values, relative: 1e-12)
            for p in [-0.1, 1.1, .nan] { #expect(prior.quantile(p).isNaN) }
            let ends = (prior.quantile(0), prior.quantile(1))
            if let support = prior.support {
                expectClose([ends.0, ends.1], [support.minimum, support.maximum].compactMap { $0 }, relative: 1e-14)
            } else {
                #expect(ends.1 == .infinity)
                #expect(ends.0 == (prior is LogNormalPrior ? 0 : -.infinity))
            }
        }
    }

    /// The probability between two quantiles is the integral of the density that −2 ln pdf means.
    @Test func densitiesAreThoseOfTheQuantiles() {
        for var prior in Self.priors.map(\.0) {
            prior.weight = 1
            let share = Quadrature.integrate(prior.quantile(0.2), prior.quantile(0.9), relative: 1e-10) {
                exp(-prior.evaluate($0).value / 2)
            }
            expectClose(share, 0.7, relative: 1e-8)
        }
    }

    @Test func derivatives() {
        forAll(seed: 1, count: 200) { random in
            let x = 0.3 + 3 * random.uniform()
            let h = 1e-3
            for (prior, _) in Self.priors {
                let term = prior.evaluate(x)
                func slope(_ f: (PriorTerm) -> Double) -> Double {
                    let near = f(prior.evaluate(x + h)) - f(prior.evaluate(x - h))
                    let far = f(prior.evaluate(x + 2 * h)) - f(prior.evaluate(x - 2 * h))
                    return (8 * near - far) / (12 * h)
                }
                // The generalised Gaussian is not smooth of fourth order at its centre.
                expectClose(term.slope, slope(\.value), relative: 1e-6, absolute: 1e-5)
                expectClose(term.curvature, slope(\.slope), relative: 1e-5, absolute: 1e-3)
            }
        }
    }

    @Test func outsideTheSupport() {
        for prior in [
            UniformPrior(minimum: 1, maximum: 2) as any Prior, LogUniformPrior(minimum: 1, maximum: 2),
            LogNormalPrior(),
        ] {
            for x in [-1, 0, -Double.infinity] { #expect(prior.evaluate(x).value == .infinity) }
        }
    }

    @Test func constantsWithoutMeaningAreNamed() {
        #expect(GaussianPrior(mu: 0, sigma: 0).problem != nil)
        #expect(UniformPrior(minimum: 2, maximum: 1).problem != nil)
        #expect(LogUniformPrior(minimum: -1, maximum: 1).problem != nil)
        #expect(GeneralizedGaussianPrior(mu: 0, sigma: 1, eta: 0).problem != nil)
        #expect(LogNormalPrior(mu: 0, sigma: 1).problem != nil)
        for (prior, _) in Self.priors { #expect(prior.problem == nil) }
    }
}
