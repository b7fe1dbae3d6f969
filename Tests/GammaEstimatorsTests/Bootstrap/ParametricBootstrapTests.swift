import Foundation
import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct ParametricBootstrapTests {
    private func spectrum(_ models: Models, alpha: Double? = 0.1, scale: Double = 10, seed: UInt64 = 11) throws
        -> SpectrumDataset
    {
        var random = RandomStream(seed: seed, stream: "bootstrap tests")
        return try SyntheticSpectrum.dataset(alpha: alpha, exposureScale: scale).fake(models, random: &random)
    }

    /// The same bits on any number of threads; other numbers for another seed.
    @Test func threadsDoNotMatter() throws {
        let dataset = try spectrum(SyntheticSpectrum.crab)
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        let bootstrap = ParametricBootstrap([dataset], around: fit)
        let one = try bootstrap.run(count: 12, seed: 5)
        let three = try bootstrap.run(count: 12, seed: 5, Execution(threads: 3))
        #expect(one.toys == three.toys && one.parameters == three.parameters)
        #expect(try bootstrap.run(count: 12, seed: 6).toys != one.toys)
        #expect(one.toys.map(\.index) == Array(0..<12))
        #expect(try one.table.doubles("crab.spectral.index") == one.toys.map { $0.values[0] })
    }

    /// A fit with some hundred counts: simulated errors are those of the second derivatives, there is hardly a bias, 68 % are
    /// covered, and the data that the model drew agree with it. 300 simulations: a standard deviation is known to 4 %, a
    /// share to 2.7 %; bounds are 4 σ of these.
    @Test(arguments: [0.1, nil]) func errorsAndCoverage(alpha: Double?) throws {
        let dataset = try spectrum(SyntheticSpectrum.crab, alpha: alpha)
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        let result = try ParametricBootstrap([dataset], around: fit).run(count: 300, seed: 1, Execution(threads: 2))
        #expect(result.failures.isEmpty && result.fitted.count == 300)
        for parameter in result.parameters {
            expectClose(parameter.standardDeviation, parameter.error, relative: 0.17, "\(parameter.name)")
            #expect(abs(parameter.bias) < 0.25 * parameter.error, "\(parameter)")
            expectClose(parameter.coverage, 0.683, absolute: 0.11)
            #expect(parameter.lower < parameter.value && parameter.value < parameter.upper)
        }
        #expect(result.pValue > 0.01 && result.bins == 12)
    }

    /// Data of a curved spectrum under a straight model fit no better than any simulation of it.
    @Test func wrongModelIsSeen() throws {
        let curved = Models(
            SkyModel(
                "crab", spectral: ExpCutoffPowerLaw(index: 1.8, amplitude: 6e-11, reference: 1, lambda: 0.4)))
        let dataset = try spectrum(curved, alpha: nil, scale: 40)
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        let result = try ParametricBootstrap([dataset], around: fit).run(count: 60, seed: 2)
        expectClose(result.pValue, 1.0 / 61, relative: 1e-12)
        let right = try ParametricBootstrap([dataset], around: Fit([dataset], models: curved).run()).run(
            count: 60, seed: 2)
        #expect(right.pValue > 0.02)
    }

    /// p-values of data that the model itself has drawn are evenly spread: Kolmogorov and Smirnov at 1 % for 60 values, of 40
    /// simulations each.
    @Test func pValuesAreUniform() throws {
        let pValues = try (0..<60).map { index -> Double in
            let dataset = try spectrum(SyntheticSpectrum.crab, scale: 2, seed: 100 + UInt64(index))
            let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
            return try ParametricBootstrap([dataset], around: fit).run(count: 40, seed: UInt64(index)).pValue
        }.sorted()
        let distance = pValues.enumerated().map { max(abs(Double($0 + 1) / 60 - $1), abs(Double($0) / 60 - $1)) }.max()
        #expect(try #require(distance) < 1.63 / Double(60).squareRoot())
    }

    /// Off counts scatter around the background that goes best with the fit, and with α times that the on counts.
    @Test func offCountsAreDrawn() throws {
        let dataset = try spectrum(SyntheticSpectrum.crab)
        let sampler = try dataset.sampler(models: SyntheticSpectrum.crab)
        let background = dataset.predictedBackground(signal: dataset.totalSignal(SyntheticSpectrum.crab))
        var (on, off) = ([Double](repeating: 0, count: 12), [Double](repeating: 0, count: 12))
        for index in 0..<400 {
            var random = RandomStream(seed: 1, stream: "off", index: UInt64(index))
            let toy = try #require(try sampler(&random) as? SpectrumDataset)
            for bin in 0..<12 {
                on[bin] += toy.counts[bin] / 400
                off[bin] += try #require(toy.off).counts[bin] / 400
            }
        }
        let signal = dataset.totalSignal(SyntheticSpectrum.crab)
        for bin in 0..<12 {
            let (meanOn, meanOff) = (signal[bin] + background[bin], background[bin] / 0.1)
            expectClose(on[bin], meanOn, absolute: 5 * (meanOn / 400).squareRoot())
            expectClose(off[bin], meanOff, absolute: 5 * (meanOff / 400).squareRoot())
        }
    }

    @Test(arguments: [false, true]) func maps(isMeasured: Bool) throws {
        var random = RandomStream(seed: 7, stream: "bootstrap tests")
        var models = Models(SyntheticField.source(PointSpatialModel(at: SyntheticField.centre)))
        models.setFrozen(true, part: .spatial)
        let dataset = try SyntheticField.dataset(models, &random, pixels: SIMD2(20, 16), isMeasured: isMeasured)
        let fit = try Fit([dataset], models: models).run()
        let result = try ParametricBootstrap([dataset], around: fit).run(count: 30, seed: 3, Execution(threads: 2))
        #expect(result.fitted.count == 30)
        #expect(result.pValue > 0.02 && result.pValue < 1)
        // 30 simulations: 13 % of a standard deviation, 3 σ.
        for parameter in result.parameters {
            expectClose(parameter.standardDeviation, parameter.error, relative: 0.4, "\(parameter.name)")
        }
    }

    /// What fails is counted with its reason, and does not spoil the rest.
    @Test func failuresAreTold() throws {
        let dataset = try spectrum(SyntheticSpectrum.crab)
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        var result = try ParametricBootstrap([dataset], around: fit).run(count: 4, seed: 5)
        result.toys[1].outcome = .notConverged(.noDecrease(edm: 3))
        result.toys[3].outcome = .notConverged(.noDecrease(edm: 1))
        #expect(result.failures.map(\.count) == [2] && result.fitted.count == 2)
        #expect(result.remarks.contains { $0.hasPrefix("2 of 4 simulations left out: the fit stopped") })
        #expect(result.json.text().contains("no-decrease"))
    }

    @Test func faults() throws {
        let dataset = try spectrum(SyntheticSpectrum.crab)
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        let bootstrap = ParametricBootstrap([dataset], around: fit)
        #expect(#expect(throws: Fault.self) { try bootstrap.run(count: 0) }?.code == .badValue)
        struct Stop: ProgressObserver {
            func update(step: String, done: Int, total: Int) throws {
                if done >= 2 { throw Fault(.cancelled, "enough") }
            }
        }
        #expect(
            #expect(throws: Fault.self) {
                try bootstrap.run(count: 50, Execution(threads: 2, progress: Stop()))
            }?.code == .cancelled)
        var failed = fit
        failed.fit.outcome = .notConverged(.noDecrease(edm: 1))
        #expect(#expect(throws: Fault.self) { try ParametricBootstrap([dataset], around: failed).run(count: 5) } != nil)
    }
}
