import Foundation
import GammaCore
import GammaFit
import GammaNumerics
import GammaTestSupport
import Testing

@Suite("Fits in trouble")
struct TroubleTests {
    private func one(_ name: String, _ value: Double, _ lower: Double? = nil, _ upper: Double? = nil) -> FitParameter {
        FitParameter(name: name, value: value, minimum: lower, maximum: upper)
    }

    private func one(_ value: Double, _ lower: Double? = nil, _ upper: Double? = nil) -> FitParameter {
        one("x", value, lower, upper)
    }

    @Test func degenerateParametersAreNamed() {
        // Only a + b is measured; c is.
        let objective = PoissonToy(
            parameters: [one("a", 1), one("b", 2), one("c", 1)], counts: [10, 12, 30, 33]
        ) { x in
            let sum = x[0] + x[1]
            return (
                [sum, sum, sum + x[2], sum + x[2]], [[1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 1, 1]]
            )
        }
        let result = Minimiser().minimise(objective)
        #expect(result.outcome == .flatDirection(["a", "b"]))
        expectClose(result.values[0] + result.values[1], 11, relative: 1e-3)
        expectClose(result.values[2], 20.5, relative: 1e-3)
        #expect(result.errors[0] == .infinity && result.errors[1] == .infinity)
        // Var(c) = 11/2 + 31.5/2.
        expectClose(result.errors[2], 21.25.squareRoot(), relative: 1e-3)
        #expect(result.outcome.advice?.contains("a, b") == true)
        let numerical = Minimiser().minimise(NumericalGradient(objective))
        #expect(numerical.outcome.isMinimum)
        expectClose(numerical.values[2], 20.5, relative: 1e-3)
    }

    @Test func unusedParametersAreNamed() {
        for givesCurvature in [true, false] {
            let objective = Custom(parameters: [one("used", 5), one("unused", 3)]) { x in
                (x[0] * x[0], [2 * x[0], 0], givesCurvature ? Matrix(diagonal: [2, 0]) : nil)
            }
            let result = Minimiser().minimise(objective)
            #expect(result.outcome == .flatDirection(["unused"]))
            #expect(result.values[1] == 3)
            expectClose(result.errors[0], 1, relative: 1e-6)
        }
    }

    @Test func amplitudesFarOff() {
        let best = Minimiser().minimise(Toys.spectrum())
        for factor in [1e-6, 1e-3, 30, 1e4] {
            let result = Minimiser().minimise(Toys.spectrum(start: [5e-12 * factor, 2, 0.01]))
            #expect(result.outcome == .converged, "\(factor) \(result)")
            expectClose(result.stat, best.stat, absolute: 1e-6, "\(factor)")
            #expect(result.evaluations.total < 150, "\(result.evaluations)")
        }
        let zero = Minimiser().minimise(Toys.spectrum(start: [0, 2, 0.01]))
        expectClose(zero.stat, best.stat, absolute: 1e-6, "start at zero")
    }

    /// A model without background, truncated to zero at the start: the slope there is enormous but points the right way.
    @Test func predictionsOfZero() {
        let objective = PoissonToy(parameters: [one("norm", 0)], counts: [3, 5, 0]) { x in
            (x.flatMap { [$0, 2 * $0, $0] }, [[1, 2, 1]])
        }
        let result = Minimiser().minimise(objective)
        #expect(result.outcome == .converged)
        expectClose(result.values[0], 2, relative: 1e-4)
        // √(8)/4.
        expectClose(result.errors[0], 8.0.squareRoot() / 4, relative: 1e-3)
    }

    @Test func regionsWithoutValueAreAvoided() {
        // x − ln x, defined for x > 0 only; from 100 the first Newton step leads to −9700.
        for outside in [Double.nan, .infinity, -.infinity] {
            for start in [100.0, 1e-4, 1.5] {
                let objective = Custom(parameters: [one(start)]) { x in
                    guard x[0] > 0 else { return (outside, [.nan], Matrix(diagonal: [.nan])) }
                    return (2 * (x[0] - log(x[0])), [2 - 2 / x[0]], Matrix(diagonal: [2 / x[0] / x[0]]))
                }
                let result = Minimiser().minimise(objective)
                #expect(result.outcome == .converged, "\(start) \(result)")
                expectClose(result.values[0], 1, absolute: 1e-4)
                expectClose(result.errors[0], 1, relative: 1e-3)
            }
        }
    }

    @Test func startsThatCannotBeUsed() {
        let never = Custom(parameters: [one(1)]) { _ in (.nan, [.nan], nil) }
        #expect(Minimiser().minimise(never).outcome.code == "bad-start")
        let crossed = Custom(parameters: [one(1, 2, 1)]) { x in (x[0], [1], nil) }
        #expect(Minimiser().minimise(crossed).outcome.code == "bad-start")
        let notANumber = Custom(parameters: [one(.nan)]) { x in (x[0], [1], nil) }
        #expect(Minimiser().minimise(notANumber).outcome.code == "bad-start")
        // Not finite at the start, but in the middle of the limits.
        let recovers = Custom(parameters: [one(1e3, 0, 1e3)]) { x in
            (x[0] > 900 ? .infinity : (x[0] - 7) * (x[0] - 7), [2 * (x[0] - 7)], Matrix(diagonal: [2]))
        }
        let result = Minimiser().minimise(recovers)
        #expect(result.outcome == .converged)
        expectClose(result.values[0], 7)
        // Outside its limits: starts on the limit.
        let outside = Custom(parameters: [one(50, 0, 10)]) { x in
            ((x[0] - 7) * (x[0] - 7), [2 * (x[0] - 7)], Matrix(diagonal: [2]))
        }
        expectClose(Minimiser().minimise(outside).values[0], 7)
    }

    @Test func gradientsThatAreNotNumbersAreReplaced() {
        let objective = Custom(parameters: [one(3)]) { x in ((x[0] - 1) * (x[0] - 1), [.nan], nil) }
        let result = Minimiser().minimise(objective)
        #expect(result.outcome == .converged)
        expectClose(result.values[0], 1, absolute: 1e-4)
        expectClose(result.errors[0], 1, relative: 1e-3)
    }

    @Test func saddlesAreLeft() {
        for givesCurvature in [true, false] {
            let objective = Custom(parameters: [one("x", 0), one("y", 3)]) { x in
                let q = x[0] * x[0] - 1
                return (
                    q * q + x[1] * x[1], [4 * x[0] * q, 2 * x[1]], givesCurvature ? Matrix(diagonal: [8, 2]) : nil
                )
            }
            let result = Minimiser().minimise(objective)
            #expect(result.outcome == .converged)
            expectClose(abs(result.values[0]), 1, absolute: 1e-3)
        }
    }

    @Test func functionsWithoutMinimumEnd() {
        let linear = Custom(parameters: [one(1)]) { x in (-x[0], [-1], nil) }
        let result = Minimiser().minimise(linear)
        #expect(!result.outcome.isMinimum)
        let quadratic = Custom(parameters: [one(1)]) { x in (-x[0] * x[0], [-2 * x[0]], Matrix(diagonal: [1])) }
        #expect(!Minimiser().minimise(quadratic).outcome.isMinimum)
        let noise = Custom(parameters: [one(1)]) { x in (sin(x[0] * 1e9), [1], nil) }
        #expect(!Minimiser().minimise(noise).outcome.isReliable)
        // With limits the minimum is there.
        let bounded = Custom(parameters: [one(1, -4, 5)]) { x in (-x[0], [-1], nil) }
        #expect(Minimiser().minimise(bounded).outcome == .convergedAtLimit(["x"]))
    }

    @Test func wrongGradientsEnd() {
        let objective = Custom(parameters: [one(3)]) { x in (x[0] * x[0], [-2 * x[0]], Matrix(diagonal: [2])) }
        let result = Minimiser().minimise(objective)
        #expect(result.outcome.code == "no-decrease" && result.outcome.advice != nil)
    }

    @Test func evaluationsAreBounded() {
        var minimiser = Minimiser()
        minimiser.maximumEvaluations = 10
        let result = minimiser.minimise(Toys.rosenbrock())
        #expect(result.outcome.code == "maximum-evaluations")
        #expect(result.evaluations.total < 20)
        #expect(result.stat < 24.2)
    }

    @Test func fitsAreCancelled() async {
        struct Impatient: GammaCore.ProgressObserver {
            func update(step: String, done: Int, total: Int) throws { if done > 5 { throw Fault(.cancelled, "stop") } }
        }
        let result = Minimiser().minimise(Toys.rosenbrock(), execution: Execution(progress: Impatient()))
        #expect(result.outcome == .notConverged(.cancelled))
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return Minimiser().minimise(Toys.rosenbrock()).outcome
        }
        task.cancel()
        #expect(await task.value == .notConverged(.cancelled))
    }

    @Test func nothingFreeIsAFit() {
        let result = Minimiser().minimise(Custom(parameters: []) { _ in (42, [], nil) })
        #expect(result.outcome == .converged && result.stat == 42 && result.values.isEmpty)
    }

    @Test func frozenByLimits() {
        let objective = Custom(parameters: [one("a", 2, 2, 2), one("b", 5)]) { x in
            let d = x[1] - x[0]
            return (d * d, [-2 * d, 2 * d], nil)
        }
        let result = Minimiser().minimise(objective)
        expectClose(result.values, [2, 2], absolute: 1e-4)
        #expect(result.outcome == .convergedAtLimit(["a"]))
    }

    /// Values of 1e9 with rounding of 1e-7: the fit ends, and at the right place.
    @Test func hugeStatistics() {
        let objective = Custom(parameters: [one("a", 5), one("b", 5)]) { x in
            let (p, q) = (x[0] - 1, x[1] + 2)
            return (1e9 + p * p + q * q + p * q, [2 * p + q, 2 * q + p], nil)
        }
        for toy in [objective as any Objective, NumericalGradient(objective)] {
            let result = Minimiser().minimise(toy)
            #expect(result.outcome.isMinimum, "\(result)")
            expectClose(result.values, [1, -2], absolute: 3e-2)
        }
    }
}
