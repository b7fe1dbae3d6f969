import Foundation
import GammaCore
import GammaFit
import GammaTestSupport
import Testing

/// Draws against distributions of which mean and width are known. Bounds are five standard errors by the effective number of
/// draws, which seeds keep from being a matter of luck.
@Suite("Samplers")
struct SamplerTests {
    private static let goal = SamplingGoal(effectiveDraws: 400)

    /// Independent draws that a mean of values or of their squares is worth.
    private static func draws(_ samples: PosteriorSamples, _ index: Int) -> Double {
        let summary = samples.summaries[index]
        return min(summary.effectiveBulk, summary.effectiveTail, Double(samples.count))
    }

    @Test(arguments: [(0, 2), (0, 10), (1, 2), (1, 10)])
    func normalDistribution(_ sampler: Int, _ count: Int) throws {
        let target = SamplingTargets.normal(count)
        // Walkers of ten parameters remember long, and tests run without optimisation.
        let goal = sampler == 1 && count == 10 ? SamplingGoal(effectiveDraws: 200, rHat: 1.03) : Self.goal
        let samples = try SamplingTargets.sample(target.objective, SamplingTargets.both[sampler], goal)
        #expect(samples.isConverged, "\(samples)")
        #expect(samples.summaries.allSatisfy { $0.rHat < goal.rHat })
        let covariance = samples.covariance
        for i in 0..<count {
            let width = target.covariance[i, i].squareRoot()
            let summary = samples.summaries[i]
            #expect(abs(summary.mean - target.means[i]) < 5 * summary.meanError)
            #expect(summary.meanError < 1.1 * width / goal.effectiveDraws.squareRoot())
            #expect(abs(summary.median - target.means[i]) < 6.3 * width / Self.draws(samples, i).squareRoot())
            for j in 0..<count {
                let product = target.covariance[i, i] * target.covariance[j, j]
                let square = target.covariance[i, j] * target.covariance[i, j]
                let error = ((product + square) / min(Self.draws(samples, i), Self.draws(samples, j))).squareRoot()
                #expect(abs(covariance[i, j] - target.covariance[i, j]) < 5 * error)
            }
            for interval in [summary.central68, summary.highestDensity68] {
                expectClose(interval.upper - interval.lower, 2 * width, relative: 0.2)
            }
            for interval in [summary.central95, summary.highestDensity95] {
                expectClose(interval.upper - interval.lower, 4 * width, relative: 0.2)
            }
        }
        #expect(samples.acceptance > 0.15 && samples.acceptance < 0.99)
        #expect(samples.divergences == 0)
    }

    @Test(arguments: [0, 1]) func banana(_ sampler: Int) throws {
        let samples = try SamplingTargets.sample(SamplingTargets.banana, SamplingTargets.both[sampler], Self.goal)
        #expect(samples.isConverged, "\(samples)")
        let (x, y) = (samples.summaries[0], samples.summaries[1])
        #expect(abs(x.mean) < 5 * x.meanError && abs(y.mean - 0.5) < 5 * y.meanError)
        expectClose(x.standardDeviation, 1, absolute: 5 / (2 * Self.draws(samples, 0)).squareRoot())
        // The fourth moment of y about its mean is 60/16 + 6·½ + 3 = 9.75, the variance of its square thus 7.5.
        expectClose(
            y.standardDeviation * y.standardDeviation, 1.5,
            absolute: 5 * (7.5 / Self.draws(samples, 1)).squareRoot())
    }

    /// Mean of a normal distribution beyond a limit one width above it: −1 + φ(1)/(1 − Φ(1)) = 0.525135; variance
    /// 1 − λ(λ − 1) = 0.199097; the other one follows by 1.2 (x + 1).
    @Test(arguments: [0, 1]) func limit(_ sampler: Int) throws {
        let samples = try SamplingTargets.sample(SamplingTargets.cut, SamplingTargets.both[sampler], Self.goal)
        #expect(samples.isConverged, "\(samples)")
        let (x, y) = (samples.summaries[0], samples.summaries[1])
        #expect(samples.values(of: 0).allSatisfy { $0 >= 0 })
        #expect(abs(x.mean - 0.525135) < 5 * x.meanError && x.meanError < 0.03)
        #expect(abs(y.mean - (3 + 1.2 * 1.525135)) < 5 * y.meanError)
        expectClose(x.standardDeviation, 0.199097.squareRoot(), relative: 0.15)
        // The posterior is highest at the limit.
        #expect(x.highestDensity68.lower < 0.02 && x.highestDensity68.upper < x.central68.upper)
        // P(x < 0.1) = (Φ(1.1) − Φ(1))/(1 − Φ(1)) = 0.14489: mirrors do not thin out the draws at the limit.
        let near = Double(samples.values(of: 0).filter { $0 < 0.1 }.count) / Double(samples.count)
        expectClose(near, 0.14489, absolute: 5 * (0.145 * 0.855 / Self.draws(samples, 0)).squareRoot())
    }

    @Test(arguments: [(0, 0.0), (0, 5.0), (1, 0.0), (1, 5.0)])
    func counts(_ sampler: Int, _ n: Double) throws {
        let samples = try SamplingTargets.sample(SamplingTargets.poisson(n), SamplingTargets.both[sampler], Self.goal)
        #expect(samples.isConverged, "\(samples)")
        let mu = samples.summaries[0]
        #expect(abs(mu.mean - (n + 1)) < 5 * mu.meanError && mu.meanError < 0.1 * (n + 1).squareRoot())
        // The fourth moment of a gamma distribution: 3 k² + 6 k about its mean.
        let k = n + 1
        expectClose(
            mu.standardDeviation * mu.standardDeviation, k,
            absolute: 5 * ((2 * k * k + 6 * k) / Self.draws(samples, 0)).squareRoot())
    }

    @Test(arguments: [0, 1]) func sameBitsForAnyThreads(_ sampler: Int) throws {
        let goal = SamplingGoal(effectiveDraws: 100, maximumDraws: 300)
        func sample(_ seed: UInt64, _ threads: Int) throws -> PosteriorSamples {
            try SamplingTargets.sample(
                SamplingTargets.cut, SamplingTargets.both[sampler], goal, seed: seed, threads: threads)
        }
        let one = try sample(3, 1)
        #expect(try sample(3, 3) == one)
        #expect(try sample(4, 1).chains != one.chains)
    }

    /// The trees of the sampler need gradients; differences of the values serve as well.
    @Test func differencesServe() throws {
        let samples = try SamplingTargets.sample(
            NumericalGradient(SamplingTargets.cut), NoUTurnSampler(), SamplingGoal(effectiveDraws: 200))
        #expect(samples.isConverged)
        let x = samples.summaries[0]
        #expect(abs(x.mean - 0.525135) < 5 * x.meanError)
    }
}
