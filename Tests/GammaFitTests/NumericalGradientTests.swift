import Foundation
import GammaFit
import GammaTestSupport
import Testing

@Suite("Numerical gradient")
struct NumericalGradientTests {
    @Test func agreesWithTheExactOne() {
        forAll(seed: 41, count: 100) { random in
            let x = [
                (1 + 9 * random.uniform()) * 1e-12, 1.5 + 2 * random.uniform(), 0.1 * random.uniform(),
            ]
            let objective = Toys.spectrum()
            let exact = objective.evaluate(at: x), numerical = NumericalGradient(objective).evaluate(at: x)
            for i in 0..<3 {
                // In units of the error: one part in 1e4 of what changes the statistic by one.
                let sigma = (2 / (exact.curvature?[i, i] ?? .nan)).squareRoot()
                expectClose(
                    numerical.gradient[i] * sigma, exact.gradient[i] * sigma, relative: 1e-4, absolute: 1e-4)
            }
        }
    }

    @Test func respectsLimits() {
        let objective = NumericalGradient(
            parameters: [
                FitParameter(name: "a", value: 0, minimum: 0), FitParameter(name: "b", value: 1, maximum: 1),
                FitParameter(name: "c", value: 2, minimum: 2, maximum: 2),
            ]
        ) { x in
            guard x[0] >= 0, x[1] <= 1, x[2] == 2 else { return .nan }
            return exp(x[0]) + x[1] * x[1] * x[1] + x[2]
        }
        let gradient = objective.evaluate(at: [0, 1, 2]).gradient
        expectClose(gradient, [1, 3, 0], absolute: 1e-3)
    }
}
