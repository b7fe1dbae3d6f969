import Foundation
import GammaCore
import GammaDatasets
import GammaModels
import GammaTestSupport
import Testing

@Suite struct FitComparisonTests {
    private func spectrum(_ models: Models, alpha: Double? = nil, scale: Double = 10, seed: UInt64 = 3) throws
        -> SpectrumDataset
    {
        var random = RandomStream(seed: seed, stream: "comparison")
        return try SyntheticSpectrum.dataset(alpha: alpha, exposureScale: scale).fake(models, random: &random)
    }

    private static func cutoff(lambda: Double = 0.1, reference: Double = 1) -> Models {
        Models(
            SkyModel(
                "crab",
                spectral: ExpCutoffPowerLaw(index: 2.3, amplitude: 3.5e-11, reference: reference, lambda: lambda)))
    }

    @Test func informationCriteria() throws {
        var dataset = try spectrum(SyntheticSpectrum.crab)
        dataset.maskFit = dataset.energy.centres.map { $0 > 1 }
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        let bins = dataset.mask.count { $0 }
        #expect(fit.bins == bins && bins < 12)
        expectClose(fit.aic - fit.fit.stat, 4, relative: 1e-9)
        expectClose(fit.bic - fit.fit.stat, 2 * log(Double(bins)), relative: 1e-9)
        #expect(ModelsFitResult(models: fit.models, fit: fit.fit).bic.isNaN)
    }

    /// The statistic above its saturated value is the sum of C statistics over the bins of the fit.
    @Test func devianceIsTheSumOfCStatistics() throws {
        var dataset = try spectrum(SyntheticSpectrum.crab)
        dataset.maskFit = dataset.energy.centres.map { $0 > 1 }
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        let predicted = zip(dataset.totalSignal(fit.models), dataset.backgroundCounts).map { $0 + $1 }
        let sum = dataset.mask.indices.filter { dataset.mask[$0] }.reduce(0) {
            $0 + CStat.value(n: dataset.counts[$1], mu: predicted[$1])
        }
        expectClose(fit.deviance, sum, absolute: 1e-8)

        let onOff = try spectrum(SyntheticSpectrum.crab, alpha: 0.1)
        let other = try Fit([onOff], models: SyntheticSpectrum.crab).run()
        #expect(onOff.saturatedStatistic == 0 && other.deviance == other.fit.stat)
    }

    @Test func devianceOfMaps() throws {
        var random = RandomStream(seed: 4, stream: "comparison")
        let models = Models(SyntheticField.source(PointSpatialModel(at: SyntheticField.centre)))
        let dataset = try SyntheticField.dataset(models, &random)
        let predicted = try dataset.predicted(models).values
        let sum = zip(dataset.counts.values, predicted).reduce(0) { $0 + CStat.value(n: $1.0, mu: $1.1) }
        // Sums over 4800 bins, of which the planes of the sources are kept in single precision.
        expectClose(try dataset.statistic(models) - dataset.saturatedStatistic, sum, relative: 1e-5)
        #expect(dataset.fitBinCount == dataset.mask.count { $0 })
    }

    @Test func correlatedParameters() throws {
        // A reference energy where flux and index do not depend on each other leaves index and cut-off.
        let dataset = try spectrum(Self.cutoff(lambda: 0.3))
        let fit = try Fit([dataset], models: Self.cutoff(lambda: 0.3)).run()
        let pairs = fit.fit.correlations(atLeast: 0.9)
        #expect(!pairs.isEmpty)
        let strong = fit.suggestions.compactMap { suggestion -> Double? in
            if case .correlated(_, _, let coefficient, true) = suggestion { coefficient } else { nil }
        }
        #expect(strong.count == fit.fit.correlations(atLeast: 0.95).count)
        let text = FitSuggestion.correlated("a.index", "a.lambda_", coefficient: 0.9871, isOneModel: true).description
        #expect(text == "correlation 0.987 between a.index and a.lambda_: freeze one of them or reparametrise")
    }

    /// Two sources in one region: the sum of their fluxes is known, their difference is not.
    @Test func sourcesThatCannotBeToldApart() throws {
        let models = Models(
            SkyModel("a", spectral: PowerLaw(index: 2.6, amplitude: 2e-11)),
            SkyModel("b", spectral: PowerLaw(index: 2.5, amplitude: 2e-11)))
        var held = models
        for name in ["a", "b"] { try held.update("\(name).spectral.index") { $0.isFrozen = true } }
        let fit = try Fit([spectrum(models)], models: held).run()
        #expect(
            fit.suggestions.contains { suggestion in
                if case .correlated(let first, let second, let coefficient, false) = suggestion {
                    return first == "a.spectral.amplitude" && second == "b.spectral.amplitude" && coefficient < -0.95
                }
                return false
            })
        #expect(fit.suggestions.map(\.description).contains { $0.contains("the data hardly tell them apart") })
    }

    @Test func parametersAtLimits() throws {
        var models = Self.cutoff()
        try models.update("crab.spectral.lambda_") { $0.minimum = 0.9 }
        let fit = try Fit([spectrum(SyntheticSpectrum.crab)], models: models).run()
        #expect(
            fit.suggestions.contains(.atLimit("crab.spectral.lambda_", limit: 0.9, isLower: true, scales: nil)))
        // A source that is not there, and whose flux must not be negative.
        var faint = SyntheticSpectrum.crab
        try faint.update("crab.spectral.index") { $0.isFrozen = true }
        try faint.update("crab.spectral.amplitude") { ($0.value, $0.minimum) = (1e-13, 0) }
        var dataset = try SyntheticSpectrum.dataset(alpha: nil, background: 20)
        dataset.counts = dataset.counts.map { _ in 15 }
        let nothing = try Fit([dataset], models: faint).run()
        #expect(nothing.fit.atLimit == ["crab.spectral.amplitude"])
        #expect(
            nothing.suggestions.map(\.description) == [
                "crab.spectral.amplitude is at its lower limit 0: quote an upper limit, or do without 'crab'"
            ])
    }

    /// With the reference energy at the one suggested, flux and index are independent, and nothing is left to suggest.
    @Test func referenceEnergy() throws {
        let dataset = try spectrum(SyntheticSpectrum.crab)
        func models(_ reference: Double) -> Models {
            Models(
                SkyModel(
                    "crab",
                    spectral: PowerLaw(
                        index: 2.6, amplitude: 3.5e-11 * pow(reference, -2.6), reference: reference)))
        }
        let far = try Fit([dataset], models: models(20)).run()
        let energy = try #require(far.decorrelationEnergies.first?.energy)
        #expect(
            far.suggestions == [.reference(source: "crab", reference: 20, decorrelation: energy)], "\(far.suggestions)")
        let near = try Fit([dataset], models: models(energy)).run()
        #expect(near.suggestions.isEmpty)
        expectClose(try #require(near.fit.correlation)[0, 1], 0, absolute: 0.01)
    }

    @Test func traceTable() throws {
        let dataset = try spectrum(SyntheticSpectrum.crab)
        var fit = try Fit([dataset], models: SyntheticSpectrum.crab)
        #expect(try fit.run().traceTable.rowCount == 0)
        fit.recordsTrace = true
        let result = try fit.run()
        let table = result.traceTable
        #expect(table.rowCount == result.fit.trace.count && table.rowCount > 1)
        #expect(try table.doubles("crab.spectral.index").last == result.fit.values[0])
        #expect(try table.column("crab.spectral.amplitude").unit.contains("TeV"))
    }
}
