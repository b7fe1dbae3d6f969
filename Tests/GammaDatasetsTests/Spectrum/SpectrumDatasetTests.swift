import Foundation
import GammaCore
import GammaFit
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaDatasets

@Suite struct SpectrumDatasetTests {
    let models = SyntheticSpectrum.crab

    /// An Asimov dataset has its minimum at the truth, where slope and (with off counts) the statistic vanish.
    @Test(arguments: [0.1, nil])
    func asimovFitReturnsTheTruth(alpha: Double?) throws {
        let dataset = try SyntheticSpectrum.dataset(alpha: alpha).asimov(models)
        var start = models
        start["crab"]?.spectral = PowerLaw(index: 2, amplitude: 1e-11, reference: 1)
        let fit = try Fit([dataset], models: start).run().fit
        #expect(fit.outcome == .converged)
        // The fit stops at an estimated distance of 1e-8, that is 1e-4 σ.
        for (index, truth) in [2.6, 3.5e-11].enumerated() {
            expectClose(fit.values[index], truth, absolute: 1e-3 * fit.errors[index])
        }
        #expect(fit.evaluations.total < 30)
        if alpha != nil { expectClose(dataset.statistic(models), 0, absolute: 1e-9) }
    }

    /// Gradient and expected Hessian against differences, for random parameters.
    @Test func gradientMatchesDifferences() throws {
        forAll(seed: 17, count: 30) { random in
            for alpha in [0.1, nil] {
                do {
                    let data = try SyntheticSpectrum.dataset(alpha: alpha).fake(models, random: &random)
                    let objective = try ModelsObjective([data], models: models)
                    let x = [2 + random.uniform(), (1 + random.uniform()) * 3e-11]
                    let gradient = objective.evaluate(at: x).gradient
                    for index in x.indices {
                        var (low, high) = (x, x)
                        low[index] -= 1e-5 * x[index]
                        high[index] += 1e-5 * x[index]
                        let slope = (objective.value(at: high) - objective.value(at: low)) / (2e-5 * x[index])
                        expectClose(gradient[index] * x[index], slope * x[index], relative: 1e-5, absolute: 1e-4)
                    }
                } catch {
                    Issue.record(error)
                }
            }
        }
    }

    /// Stacking n equal datasets multiplies counts, exposure and acceptance, and keeps α and the dispersion.
    @Test func stackOfEqualDatasets() throws {
        let one = try SyntheticSpectrum.dataset()
        let stack = try SpectrumDataset.stacked([one, one, one])
        expectClose(stack.counts, one.counts.map { 3 * $0 })
        expectClose(stack.exposure, one.exposure.map { 3 * $0 })
        expectClose(
            try #require(stack.energyDispersion).values, try #require(one.energyDispersion).values, absolute: 1e-15)
        expectClose(try #require(stack.off).alpha, try #require(one.off).alpha)
        #expect(stack.livetime == 3 * one.livetime)
        #expect(stack.provenance.observationIDs == ["1", "1", "1"])
    }

    /// Inside every mask the prediction of the stack is the sum of the predictions, whatever the masks.
    @Test func stackPredictsTheSum() throws {
        var first = try SyntheticSpectrum.dataset(exposureScale: 1)
        var second = try SyntheticSpectrum.dataset(exposureScale: 0.4)
        for bin in 0..<3 { first.maskSafe[bin] = false }
        for bin in 0..<5 { second.maskSafe[bin] = false }
        let stack = try SpectrumDataset.stacked([first, second])
        let sum = zip(first.totalSignal(models), second.totalSignal(models)).enumerated().map { bin, pair in
            (first.maskSafe[bin] ? pair.0 : 0) + (second.maskSafe[bin] ? pair.1 : 0)
        }
        expectClose(stack.totalSignal(models), sum, relative: 1e-12, absolute: 1e-12)
        #expect(stack.maskSafe == first.maskSafe)
    }

    @Test func stackRefusesOtherAxesAndKinds() throws {
        let one = try SyntheticSpectrum.dataset()
        #expect(throws: Fault.self) { try SpectrumDataset.stacked([one, SyntheticSpectrum.dataset(alpha: nil)]) }
        #expect(throws: Fault.self) { try SpectrumDataset.stacked([]) }
    }

    @Test func noBinLeftIsAFault() throws {
        var dataset = try SyntheticSpectrum.dataset()
        dataset.setFitRange(minimum: 100, maximum: 200)
        #expect(throws: Fault.self) { try Fit([dataset], models: models) }
    }

    @Test func modelForAMissingDatasetIsAFault() throws {
        var other = try models.source("crab")
        other.datasetNames = ["synthetc"]
        let fault = #expect(throws: Fault.self) { try Fit([SyntheticSpectrum.dataset()], models: Models(other)) }
        #expect(fault?.hint == "did you mean 'synthetic'?")
    }

    /// Residuals are counts minus prediction in standard deviations: zero for Asimov counts, with the sign of the excess.
    @Test func residuals() throws {
        var dataset = try SyntheticSpectrum.dataset().asimov(models)
        expectClose(dataset.residuals(models), Array(repeating: 0, count: 12), absolute: 1e-4)
        dataset.counts[3] += 20
        dataset.counts[4] -= 3
        #expect(dataset.residuals(models)[3] > 1)
        #expect(dataset.residuals(models)[4] < 0)
    }
}
