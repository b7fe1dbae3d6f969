import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Errors mean what they say: 2,000 simulated observations of a Crab-like source, fitted one by one.
///
/// As in four H.E.S.S. runs on the Crab nebula: some 300 excess counts on some 50 of background, ten off regions.
@Suite struct CoverageTests {
    static let simulations = 2000
    static let threads = Execution(threads: ProcessInfo.processInfo.activeProcessorCount)

    /// An analytic instrument: area rising with energy, 15 % energy resolution, ten off regions.
    let instrument: SpectrumDataset
    /// Background counts expected in the on region, by bin: 50 in all, falling steeply.
    let background: [Double]

    init() throws {
        let energy = try MapAxis.energy(min: 0.6, max: 20, bins: 10)
        let energyTrue = try MapAxis.energy(min: 0.3, max: 40, bins: 30, name: "energy_true")
        var dispersion = Matrix(rows: energyTrue.binCount, columns: energy.binCount)
        for t in 0..<energyTrue.binCount {
            let shares = energy.edges.map { Special.normalCDF(log($0 / energyTrue.centres[t]) / 0.15) }
            for r in 0..<energy.binCount { dispersion[t, r] = shares[r + 1] - shares[r] }
        }
        let ones = [Double](repeating: 1, count: energy.binCount)
        instrument = SpectrumDataset(
            name: "simulated", energy: energy, energyTrue: energyTrue,
            exposure: energyTrue.centres.map { 6e12 * $0.squareRoot() }, energyDispersion: dispersion,
            background: .measured(OffMeasurement(counts: ones, acceptance: ones, acceptanceOff: ones.map { $0 * 10 })))
        let shape = energy.centres.map { pow($0, -1.2) }
        let total = shape.reduce(0, +)
        background = shape.map { 50 * $0 / total }
    }

    static func source(_ amplitude: Double) -> Models {
        Models(SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: amplitude, reference: 1)))
    }

    func simulate(_ models: Models, seed: UInt64, index: Int) -> SpectrumDataset {
        var random = RandomStream(seed: seed, stream: "coverage", index: UInt64(index))
        return instrument.fake(models, background: background, random: &random)
    }

    /// A fitted parameter beside its true value.
    private struct Estimate {
        var truth: Double
        var value: Double
        /// From the observed Hessian.
        var error: Double
        /// From the rise of the statistic by 1.
        var errn: Double
        var errp: Double

        /// Deviation in units of the error on the side of the truth.
        var pull: Double { (value - truth) / (value > truth ? errn : errp) }
        var isCovered: Bool { abs(pull) <= 1 }
        var isCoveredByHessian: Bool { abs(value - truth) <= error }
    }

    @Test(arguments: [5, 11, 12, 13] as [UInt64])
    func intervalsCoverAndPullsAreNormal(seed: UInt64) throws {
        let truth = Self.source(4e-11)
        let expected = truth.freeParameters.values
        let excess = instrument.totalSignal(truth).reduce(0, +)
        let fits = try parallelMap(Array(0..<Self.simulations), Self.threads) { index in
            let dataset = simulate(truth, seed: seed, index: index)
            let fit = try Fit([dataset], models: truth).run().fit
            let intervals = try Confidence(ModelsObjective([dataset], models: truth), fit).intervals()
            let estimates = expected.indices.map {
                Estimate(
                    truth: expected[$0], value: fit.values[$0], error: fit.errors[$0], errn: intervals[$0].errn,
                    errp: intervals[$0].errp)
            }
            return (outcome: fit.outcome, estimates: estimates)
        }
        #expect(fits.allSatisfy { $0.outcome == .converged })
        print("coverage, seed \(seed): \(fits.count) spectra, \(Int(excess)) excess counts on 50 of background")
        for (position, name) in ["index", "amplitude"].enumerated() {
            let estimates = fits.map(\.estimates[position])
            let count = Double(estimates.count)
            let pulls = estimates.map(\.pull)
            let mean = pulls.reduce(0, +) / count
            let width = (pulls.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
            let coverage = Double(estimates.count(where: \.isCovered)) / count
            let hessian = Double(estimates.count(where: \.isCoveredByHessian)) / count
            print(
                String(
                    format: "  %@: covered %.1f %% (Hessian %.1f %%), pulls %.3f ± %.3f", name, 100 * coverage,
                    100 * hessian, mean, width))
            #expect(abs(coverage - 0.683) <= 0.03, "coverage of \(name)")
            #expect(abs(hessian - 0.683) <= 0.03, "coverage of \(name) by the Hessian")
            #expect(abs(mean) <= 0.07, "mean pull of \(name)")
            #expect(abs(width - 1) <= 0.06, "width of the pulls of \(name)")
        }
    }

    /// Without a source the test statistic of its norm, which cannot be negative, is 0 or χ² of one degree of freedom,
    /// each half of the time.
    @Test func testStatisticOfNothingIsHalfChiSquare() throws {
        var start = Self.source(1e-12)
        start.components[0].spectral.parameters[0].isFrozen = true
        start.components[0].spectral.parameters[1].minimum = 0
        let models = start
        let nothing = Self.source(0)
        let fits = try parallelMap(Array(0..<Self.simulations), Self.threads) { index in
            let dataset = simulate(nothing, seed: 6, index: index)
            let fit = try Fit([dataset], models: models).run().fit
            return (ts: max(dataset.statistic(nothing) - fit.stat, 0), outcome: fit.outcome)
        }
        #expect(fits.allSatisfy { $0.outcome.isReliable })
        let test = KolmogorovSmirnov(fits.map(\.ts), atom: 1e-6) { 1 - 0.5 * Special.chiSquareSurvival($0, df: 1) }
        let zeros = Double(fits.count { $0.ts <= 1e-6 }) / Double(fits.count)
        print(
            String(format: "null: %.3f at 0, KS distance %.4f, p = %.3f", zeros, test.distance, test.probability))
        #expect(test.probability > 0.01)
    }
}
