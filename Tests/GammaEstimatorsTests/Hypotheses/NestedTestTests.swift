import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct NestedTestTests {
    private static let cutoff = Models(
        SkyModel(
            "crab",
            spectral: ExpCutoffPowerLaw(index: 2.3, amplitude: 3.5e-11, reference: 1, lambda: 0.3)))

    private func spectrum(_ models: Models = cutoff, seed: UInt64 = 1, name: String = "synthetic") throws
        -> SpectrumDataset
    {
        var random = RandomStream(seed: seed, stream: "nested")
        return try SyntheticSpectrum.dataset(name: name, exposureScale: 40).fake(models, random: &random)
    }

    /// The TS is the difference of the statistics of two fits made by hand, and each has its own parameters.
    @Test func fixedParameter() throws {
        let dataset = try spectrum()
        let result = try NestedTest([dataset], models: Self.cutoff, null: [.fixed("crab.spectral.lambda_", 0)]).run()
        let alternative = try Fit([dataset], models: Self.cutoff).run()
        var power = Self.cutoff
        try power.update("crab.spectral.lambda_") { ($0.value, $0.isFrozen) = (0, true) }
        let null = try Fit([dataset], models: power).run()
        expectClose(result.ts.value, null.fit.stat - alternative.fit.stat, absolute: 1e-5)
        #expect(result.ts.value > 10 && result.ts.degreesOfFreedom == 1 && !result.ts.isAtLimit)
        expectClose(result.null.fit.values, null.fit.values, relative: 1e-3)
        expectClose(result.alternative.fit.values, alternative.fit.values, relative: 1e-3)
        #expect(result.null.fit.names == ["crab.spectral.index", "crab.spectral.amplitude"])
        #expect(try result.null.models.parameter("crab.spectral.lambda_").value == 0)
        #expect(result.isMinimum && result.remarks.isEmpty)
    }

    /// A frozen parameter is free in the larger hypothesis, as in Gammapy.
    @Test func frozenParameterIsFreed() throws {
        var models = Self.cutoff
        try models.update("crab.spectral.lambda_") { $0.isFrozen = true }
        let dataset = try spectrum()
        let null: [Restriction] = [.fixed("crab.spectral.lambda_", 0)]
        let result = try NestedTest([dataset], models: models, null: null).run()
        #expect(result.alternative.fit.names.contains("crab.spectral.lambda_"))
        let free = try NestedTest([dataset], models: Self.cutoff, null: null).run()
        expectClose(result.ts.value, free.ts.value, absolute: 1e-6)
    }

    /// Two spectra with the same index, and two with indices that differ by 0.5.
    @Test(arguments: [2.3, 2.8]) func linkedParameter(index: Double) throws {
        func source(_ name: String, _ index: Double) -> SkyModel {
            SkyModel(
                name, spectral: PowerLaw(index: index, amplitude: 3.5e-11, reference: 1), datasetNames: [name + "-data"]
            )
        }
        let models = Models(source("a", 2.3), source("b", index))
        let datasets = [
            try spectrum(models, seed: 2, name: "a-data"), try spectrum(models, seed: 3, name: "b-data"),
        ]
        let result = try NestedTest(
            datasets, models: models, null: [.linked("b.spectral.index", to: "a.spectral.index")]
        ).run()
        #expect(result.ts.degreesOfFreedom == 1)
        #expect(
            result.null.fit.names == ["a.spectral.index", "a.spectral.amplitude", "b.spectral.amplitude"])
        #expect(index == 2.3 ? result.ts.value < 9 : result.ts.value > 25, "\(result)")
        #expect(result.ts.value >= 0)
        // Where they are near, the one index is the mean of both, weighted by their errors.
        guard index == 2.3 else { return }
        let (a, b) = (result.alternative.fit.parameters[0], result.alternative.fit.parameters[2])
        let (u, v) = (1 / (a.error * a.error), 1 / (b.error * b.error))
        let mean = (a.value * u + b.value * v) / (u + v)
        expectClose(result.null.fit.values[0], mean, absolute: 0.3 * a.error)
    }

    /// An amplitude at 0 and a missing source are the same null hypothesis, with all parameters of the source in the degrees of
    /// freedom.
    @Test func amplitudeAtZeroIsNoSource() throws {
        let models = Models(
            SkyModel("crab", spectral: PowerLaw(index: 2.6, amplitude: 3.5e-11, reference: 1)),
            SkyModel("faint", spectral: PowerLaw(index: 2, amplitude: 2e-12, reference: 1)))
        let dataset = try spectrum(models)
        let gone = try NestedTest([dataset], models: models, null: [.without(source: "faint")]).run()
        let zero = try NestedTest([dataset], models: models, null: [.fixed("faint.spectral.amplitude", 0)]).run()
        #expect(gone.ts == zero.ts)
        #expect(gone.ts.degreesOfFreedom == 2 && !gone.ts.isAtLimit)
        #expect(gone.null.models.names == ["crab"])
        #expect(gone.remarks.contains { $0.contains("faint.spectral.index") })
    }

    /// The only source, with a measured background: nothing is left to fit.
    @Test(arguments: [nil, 0.0]) func onlySource(minimum: Double?) throws {
        var models = SyntheticSpectrum.crab
        try models.update("crab.spectral.index") { $0.isFrozen = true }
        try models.update("crab.spectral.amplitude") { $0.minimum = minimum }
        let dataset = try spectrum(models)
        let result = try NestedTest([dataset], models: models, null: [.without(source: "crab")]).run()
        expectClose(result.ts.value, dataset.statistic(Models()) - result.alternative.fit.stat)
        #expect(result.ts.degreesOfFreedom == 1)
        #expect(result.ts.isAtLimit == (minimum == 0))
        #expect(result.remarks.isEmpty)
    }

    /// Without the source half of the fits with a positive amplitude end at 0, and p-values below one half are evenly spread;
    /// without limit all are. The bounds are those of Kolmogorov and Smirnov at 1 % for 200 values.
    @Test(arguments: [nil, 0.0]) func pValuesOfNoSource(minimum: Double?) throws {
        var models = SyntheticSpectrum.crab
        try models.update("crab.spectral.index") { $0.isFrozen = true }
        try models.update("crab.spectral.amplitude") { ($0.value, $0.minimum) = (1e-12, minimum) }
        let empty = try SyntheticSpectrum.dataset(alpha: nil, background: 20)
        var random = RandomStream(seed: 5, stream: "nested")
        let pValues = try (0..<200).map { _ in
            let dataset = empty.fake(Models(), random: &random)
            return try NestedTest([dataset], models: models, null: [.without(source: "crab")]).run().ts.pValue
        }
        .sorted()
        if minimum == 0 {
            let atLimit = pValues.count { $0 > 0.5 }
            #expect(abs(atLimit - 100) < 37)
        }
        let distances = pValues.enumerated().filter { minimum == nil || $1 < 0.5 }.map {
            max(abs(Double($0 + 1) / 200 - $1), abs(Double($0) / 200 - $1))
        }
        #expect(try #require(distances.max()) < 1.63 / Double(200).squareRoot())
    }

    /// Two lists of models: a spectrum without the parameter, which cannot be negative, is that with the parameter at 0.
    @Test(arguments: [nil, 0.0]) func simplerSpectrum(minimum: Double?) throws {
        var models = Self.cutoff
        try models.update("crab.spectral.lambda_") { $0.minimum = minimum }
        let dataset = try spectrum()
        let result = try NestedTest([dataset], null: SyntheticSpectrum.crab, alternative: models).run()
        #expect(result.ts.degreesOfFreedom == 1 && result.ts.isAtLimit == (minimum == 0))
        let fixed = try NestedTest([dataset], models: models, null: [.fixed("crab.spectral.lambda_", 0)]).run()
        expectClose(result.ts.value, fixed.ts.value, absolute: 1e-5)
        #expect(fixed.ts.isAtLimit == (minimum == 0))
    }

    /// Where the search for the larger hypothesis would end elsewhere, it goes on from the null hypothesis: a TS is not
    /// negative.
    @Test func alternativeStartsAgainFromTheNull() throws {
        var models = Self.cutoff
        let dataset = try spectrum()
        // A start at which the prediction is 0 in every bin but the first: downhill leads nowhere.
        try models.update("crab.spectral.lambda_") { $0.value = 400 }
        let result = try NestedTest([dataset], models: models, null: [.fixed("crab.spectral.lambda_", 0)]).run()
        let best = try NestedTest([dataset], models: Self.cutoff, null: [.fixed("crab.spectral.lambda_", 0)]).run()
        expectClose(result.ts.value, best.ts.value, absolute: 0.01)
    }

    /// One parameter inside its limits: simulations of the null hypothesis agree with χ². 200 simulations, 4 σ of a share of a
    /// third.
    @Test func simulatedPValue() throws {
        let dataset = try spectrum(SyntheticSpectrum.crab)
        let test = try NestedTest([dataset], models: Self.cutoff, null: [.fixed("crab.spectral.lambda_", 0)])
        let result = try test.run()
        let simulation = try test.simulation(of: result, count: 200, seed: 1, Execution(threads: 2))
        #expect(simulation.failed == 0 && simulation.values.count == 200)
        #expect(simulation.values.allSatisfy { $0 > -1e-3 })
        let share = Double(simulation.values.count { $0 > 1 }) / 200
        expectClose(share, 0.3173, absolute: 0.13)
        expectClose(simulation.pValue, result.ts.pValue, absolute: 0.15)
        #expect(
            try test.simulation(of: result, count: 20, seed: 1)
                == test.simulation(of: result, count: 20, seed: 1, Execution(threads: 3)))
    }

    /// A strong source: none of the simulations without it has a TS as large, and the table tells so.
    @Test func simulatedSources() throws {
        let dataset = try spectrum(SyntheticSpectrum.crab)
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        let tests = try NestedTest.sources(of: fit, datasets: [dataset], simulations: 10, seed: 4)
        // The index of a source that is not there may keep a fit from ending: such simulations are left out.
        let simulation = try #require(tests[0].result.simulation)
        #expect(simulation.values.count + simulation.failed == 10 && simulation.failed < 4)
        expectClose(simulation.pValue, 1 / Double(simulation.values.count + 1), relative: 1e-12)
        #expect(tests.report.contains("simulated p"))
        #expect(try !NestedTest.sources(of: fit, datasets: [dataset]).report.contains("simulated p"))
    }

    @Test func faults() throws {
        let dataset = try spectrum()
        let unknown = #expect(throws: Fault.self) {
            try NestedTest([dataset], models: Self.cutoff, null: [.fixed("crab.spectral.lambda", 0)])
        }
        #expect(unknown?.code == .unknownKey && unknown?.hint == "did you mean 'crab.spectral.lambda_'?")
        #expect(throws: Fault.self) {
            try NestedTest([dataset], models: Self.cutoff, null: [.without(source: "crb")])
        }
        let reversed = #expect(throws: Fault.self) {
            try NestedTest([dataset], null: Self.cutoff, alternative: SyntheticSpectrum.crab).run()
        }
        #expect(reversed?.code == .badValue)
    }
}

@Suite struct SourceTestTests {
    private static func models() -> Models {
        func point(_ east: Double, _ name: String, _ amplitude: Double) -> SkyModel {
            SyntheticField.source(
                PointSpatialModel(at: SyntheticField.direction(east: east)), name: name, amplitude: amplitude)
        }
        return Models([
            .sky(point(0.3, "bright", 3e-12)), .sky(point(-0.3, "faint", 1e-12)),
            .background(FoVBackgroundModel(dataset: "field")),
        ])
    }

    /// Each TS is that of the map's own likelihood, the background fitted again, and the same for any number of threads.
    @Test func everySource() throws {
        var random = RandomStream(seed: 8, stream: "nested")
        var models = Self.models()
        let dataset = try SyntheticField.dataset(models, &random)
        models.setFrozen(true, part: .spatial)
        let fit = try Fit([dataset], models: models).run()
        let tests = try NestedTest.sources(of: fit, datasets: [dataset])
        #expect(tests.map(\.source) == ["bright", "faint"])
        for test in tests {
            var rest = models
            rest[test.source] = nil
            let null = try Fit([dataset], models: rest).run()
            expectClose(test.result.ts.value, null.fit.stat - fit.fit.stat, absolute: 1e-3)
            #expect(test.result.ts.degreesOfFreedom == 2)
        }
        #expect(tests[0].result.ts.value > tests[1].result.ts.value && tests[1].result.ts.value > 20)
        // An index without a source is no parameter at all: the report says so of each p-value.
        for name in ["bright", "faint"] {
            #expect(tests.report.contains("\(name): the null hypothesis says nothing of \(name).spectral.index"))
        }
        let threaded = try NestedTest.sources(of: fit, datasets: [dataset], execution: Execution(threads: 2))
        #expect(threaded.map(\.result.ts) == tests.map(\.result.ts))
        #expect(try NestedTest.sources(["faint"], of: fit, datasets: [dataset])[0].result.ts == tests[1].result.ts)
    }

    /// The neighbour does not move over to where the missing source was, though its position is free.
    @Test func neighboursStay() throws {
        var random = RandomStream(seed: 9, stream: "nested")
        let models = Self.models()
        let dataset = try SyntheticField.dataset(models, &random)
        let fit = try Fit([dataset], models: models).run()
        let test = try NestedTest.sources(["bright"], of: fit, datasets: [dataset])[0].result
        let before = try #require(fit.models.source("faint").spatial?.position)
        let after = try #require(test.null.models.source("faint").spatial?.position)
        #expect(before.separation(to: after) < 0.1)
        #expect(test.ts.degreesOfFreedom == 4)
    }
}
