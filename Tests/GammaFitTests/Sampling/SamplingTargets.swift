import Foundation
import GammaCore
import GammaFit
import GammaNumerics

/// Posteriors of which everything is known.
enum SamplingTargets {
    /// A normal distribution with means 1, 2, …, widths of very different size, and correlations 0.8^|i−j|.
    static func normal(_ count: Int) -> (objective: Custom, means: [Double], covariance: Matrix) {
        let means = (0..<count).map { Double($0 + 1) }
        let widths = (0..<count).map { pow(10, Double($0 % 3) - 1) }
        var covariance = Matrix(rows: count, columns: count)
        for i in 0..<count {
            for j in 0..<count { covariance[i, j] = pow(0.8, Double(abs(i - j))) * widths[i] * widths[j] }
        }
        // Each in units of its width is 0.8 times the one before it, plus what has the variance 0.36.
        let objective = Custom(parameters: (0..<count).map { FitParameter(name: "p\($0)", value: 0) }) { x in
            let u = x.indices.map { (x[$0] - means[$0]) / widths[$0] }
            var value = u[0] * u[0]
            var gradient = x.map { _ in 0.0 }
            gradient[0] = 2 * u[0] / widths[0]
            for i in 1..<count {
                let miss = u[i] - 0.8 * u[i - 1]
                value += miss * miss / 0.36
                gradient[i] += 2 * miss / 0.36 / widths[i]
                gradient[i - 1] -= 1.6 * miss / 0.36 / widths[i - 1]
            }
            return (value, gradient, nil)
        }
        return (objective, means, covariance)
    }

    /// x normal with mean 0 and width 1, y normal with mean x²/2 and width 1: mean of y ½, variance 1½.
    static let banana = Custom(
        parameters: [FitParameter(name: "x", value: 0.5), FitParameter(name: "y", value: 0.5)]
    ) { x in
        let miss = x[1] - x[0] * x[0] / 2
        return (x[0] * x[0] + miss * miss, [2 * x[0] - 2 * miss * x[0], 2 * miss], nil)
    }

    /// Means −1 and 3, widths 1 and 2, correlation 0.6, the first not below 0.
    static let cut: Quadratic = {
        let covariance = Matrix(rows: 2, columns: 2, values: [1, 1.2, 1.2, 4])
        let parameters = [FitParameter(name: "x", value: 0.5, minimum: 0), FitParameter(name: "y", value: 1)]
        let inverse = covariance.inverseSymmetric() ?? covariance
        return Quadratic(parameters: parameters, minimum: [-1, 3], hessian: inverse * 2)
    }()

    /// μ of a Poisson distribution with n counts, not negative, flat: the gamma distribution with shape n + 1.
    static func poisson(_ n: Double) -> Custom {
        Custom(parameters: [FitParameter(name: "mu", value: n + 0.5, minimum: 0)]) { x in
            let logarithm = n > 0 ? n * log(x[0]) : 0
            return (2 * (x[0] - logarithm), [n > 0 ? 2 * (1 - n / x[0]) : 2], nil)
        }
    }

    /// Two peaks at ±20 of width 1.
    static let twoPeaks = Custom(parameters: [FitParameter(name: "x", value: 19)]) { x in
        let distance = abs(x[0]) - 20
        return (distance * distance, [x[0] < 0 ? -2 * distance : 2 * distance], nil)
    }

    /// A normal distribution whose statistic is no number below 0.
    static let halfDefined = Custom(parameters: [FitParameter(name: "x", value: 1)]) { x in
        x[0] < 0 ? (.nan, [.nan], nil) : (pow(x[0] - 0.5, 2), [2 * (x[0] - 0.5)], nil)
    }

    static func sample(
        _ objective: any Objective, _ sampler: any PosteriorSampler, _ goal: SamplingGoal = SamplingGoal(),
        seed: UInt64 = 1, threads: Int = 2
    ) throws -> PosteriorSamples {
        try sampler.sample(
            objective, around: Minimiser().minimise(objective), goal: goal, seed: seed,
            execution: Execution(threads: threads))
    }

    /// The samplers, the ensemble smaller than usual: tests run without optimisation.
    static var both: [any PosteriorSampler] {
        var ensemble = EnsembleSampler()
        ensemble.ensembles = 2
        return [NoUTurnSampler(), ensemble]
    }
}
