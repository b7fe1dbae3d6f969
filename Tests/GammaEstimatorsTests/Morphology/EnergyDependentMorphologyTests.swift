import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaEstimators

/// The shape of a source in energy bands, on a field of four bins between 1 and 10 TeV.
@Suite struct EnergyDependentMorphologyTests {
    private static let edges = [1, pow(10, 0.5), 10]

    private static func gaussian(_ sigma: Double, east: Double = 0) -> GaussianSpatialModel {
        GaussianSpatialModel(at: SyntheticField.direction(east: east), sigma: sigma)
    }

    /// One source, whose spectrum within a band is left as it is but for its amplitude.
    private static func models(sigma: Double = 0.2, amplitude: Double = 6e-12) throws -> Models {
        var models = Models(SyntheticField.source(gaussian(sigma), amplitude: amplitude))
        try models.update("source.spectral.index") { $0.isFrozen = true }
        try models.update("source.spatial.sigma") { $0.minimum = 0.01 }
        return models
    }

    private static func dataset(_ models: Models, seed: UInt64 = 1, name: String = "field") throws -> MapDataset {
        var random = RandomStream(seed: seed, stream: "morphology")
        return try SyntheticField.dataset(models, &random, name: name)
    }

    private static func run(
        _ datasets: [MapDataset], _ models: Models, edges: [Double] = edges, threads: Int = 1
    ) throws -> EnergyDependentMorphology {
        try EnergyDependentMorphologyEstimator(source: "source", energyEdges: edges)
            .run(datasets, models: models, execution: Execution(threads: threads))
    }

    /// A source that is the same at all energies: bands agree, each by itself is what a fit of its slice finds.
    @Test func constantShape() throws {
        let models = try Self.models()
        let dataset = try Self.dataset(models)
        let result = try Self.run([dataset], models)
        #expect(result.ts.degreesOfFreedom == 3 && result.ts.value >= 0)
        // One draw of fixed seed; 4 σ would be one in 16,000.
        #expect(result.ts.significance < 4, "\(result.ts)")
        #expect(result.parameters.map(\.name) == ["lon_0", "lat_0", "sigma"])
        for band in result.bands {
            let slice = try dataset.sliced(energyMin: band.energyMin, energyMax: band.energyMax)
            let alone = try Fit([slice], models: models.scalingBackgrounds(of: [slice])).run()
            #expect(band.outcome == .converged)
            expectClose(try #require(band.fit).fit.stat, alone.fit.stat, absolute: 1e-3)
            expectClose(try #require(band.fit).fit.values, alone.fit.values, relative: 1e-3)
            let ts = try #require(band.source).ts
            let none = try Fit([slice], models: Models().scalingBackgrounds(of: [slice])).run()
            expectClose(ts.value, none.fit.stat - alone.fit.stat, absolute: 1e-2)
            #expect(ts.degreesOfFreedom == 4)
        }
        let sigma = try #require(result.parameter("sigma"))
        expectClose(sigma.common.value, 0.2, absolute: 4 * sigma.common.error)
        #expect(sigma.unit == .deg && sigma.common.error < sigma.errors.min() ?? 0)
    }

    /// A list of datasets may name them by how they begin.
    @Test func responsesInBands() throws {
        let models = try Self.models()
        let dataset = try Self.dataset(models)
        let found = try [["field"], ["fie*"], []].map { names in
            var response = ResponseModel("scale", datasetNames: names)
            response.energyScale.value = 1.2
            var scaled = models
            scaled.components.append(.response(response))
            return try Self.run([dataset], scaled).bands.map { $0.fit?.fit.values ?? [] }
        }
        #expect(found[0] == found[1] && found[0] != found[2] && !found[0].joined().isEmpty)
    }

    /// Narrow and hard beside wide and soft: one shape does not do, and the width falls with energy.
    @Test func shapeThatDependsOnEnergy() throws {
        let truth = Models(
            SkyModel(
                "soft", spectral: PowerLaw(index: 3.5, amplitude: 6e-12, reference: 2), spatial: Self.gaussian(0.3)),
            SkyModel(
                "hard", spectral: PowerLaw(index: 1.2, amplitude: 4e-12, reference: 2), spatial: Self.gaussian(0.05)))
        let result = try Self.run([try Self.dataset(truth)], Self.models())
        #expect(result.ts.significance > 5, "\(result.ts)")
        let sigma = try #require(result.parameter("sigma"))
        #expect(sigma.values[0] > sigma.values[1] + 3 * (sigma.errors[0] + sigma.errors[1]))
        #expect(sigma.common.value < sigma.values[0] && sigma.common.value > sigma.values[1])
        #expect(sigma.chiSquare.degreesOfFreedom == 1 && sigma.chiSquare.value > 25)
        // The test is the rise of the statistic from bands by themselves to all alike.
        let separate = result.bands.reduce(0) { $0 + ($1.fit?.fit.stat ?? .nan) }
        expectClose(result.ts.value, result.common.fit.stat - separate)
        #expect(result.report.contains("shape that depends on energy"))
    }

    /// Two datasets share each band; frozen shape parameters are not compared; threads change nothing.
    @Test func severalDatasets() throws {
        var models = try Self.models()
        models.components.append(.background(FoVBackgroundModel(dataset: "a", name: "background")))
        try models.update("background.spectral.norm") { $0.isFrozen = true }
        models.setFrozen(true, models: ["source"], part: .spatial)
        try models.update("source.spatial.sigma") { $0.isFrozen = false }
        let datasets = try [("a", 2), ("b", 3)].map { try Self.dataset(models, seed: $1, name: $0) }
        let result = try Self.run(datasets, models)
        #expect(result.ts.degreesOfFreedom == 1 && result.ts.significance < 4)
        // In each band the amplitude, the width, and a norm for either dataset, which is free under both hypotheses.
        #expect(result.bands.map { $0.fit?.fit.names.count } == [4, 4])
        #expect(result.common.fit.names.count == 7)
        let threaded = try Self.run(datasets, models, threads: 2)
        #expect(threaded.ts == result.ts)
        #expect(threaded.parameters[0].values == result.parameters[0].values)
    }

    /// A band outside the fit mask says so and is left out; with less than two others there is no test.
    @Test func maskedBand() throws {
        let models = try Self.models()
        var dataset = try Self.dataset(models)
        dataset.setFitRange(minimum: nil, maximum: 5)
        let edges = dataset.energy.edges
        let result = try Self.run([dataset], models, edges: [edges[0], edges[1], edges[2], edges[4]])
        #expect(result.bands.map(\.outcome.success) == [true, true, false])
        #expect(result.bands[2].outcome == .masked && result.bands[2].source == nil)
        #expect(result.ts.degreesOfFreedom == 3)
        #expect(result.parameters.allSatisfy { $0.values[2].isNaN && $0.values[1].isFinite })
        let fault = #expect(throws: Fault.self) { try Self.run([dataset], models, edges: [edges[0], edges[3], 10]) }
        #expect(fault?.code == .fit)
    }

    /// Longitudes on both sides of 0 have their mean there.
    @Test func weightedMean() {
        func angle(_ value: Double, _ error: Double) -> Parameter {
            var parameter = Parameter("lon_0", value, unit: .deg)
            parameter.error = error
            return parameter
        }
        let mean = WeightedMean([angle(359.9, 0.1), angle(0.2, 0.2), nil, angle(7, 0)], isAngle: true)
        // (359.9 · 100 + 360.2 · 25) / 125, and (0.06 / 0.1)² + (0.24 / 0.2)².
        expectClose(mean.value, 359.96)
        expectClose(mean.error, (1 / 125.0).squareRoot())
        expectClose(mean.chiSquare, 1.8, relative: 1e-9)
        #expect(mean.count == 2)
        #expect(WeightedMean([nil, angle(7, 0)], isAngle: false).value.isNaN)
    }

    /// A template of predicted counts is cut into bands as its dataset is.
    @Test func templateOfCounts() throws {
        let source = try Self.models()
        let dataset = try Self.dataset(source)
        var models = source
        let half = try WCSMap(dataset.counts.geometry, values: dataset.backgroundCounts.map { $0 / 2 })
        models.components.append(.template(TemplateNPredModel("extra", map: half, datasetNames: ["field"])))
        models.setFrozen(true, models: ["extra"])
        let (with, without) = (try Self.run([dataset], models), try Self.run([dataset], source))
        // Half of the background is in the template, so that the norm is half as well and all else as it was.
        expectClose(with.ts.value, without.ts.value, absolute: 0.01)
        let norms = with.bands.compactMap { band in
            band.fit?.fit.parameters.first { $0.name.hasSuffix("spectral.norm") }?.value
        }
        #expect(norms.count == 2 && norms.allSatisfy { abs($0 - 0.5) < 0.2 })
    }

    @Test func faults() throws {
        let models = try Self.models()
        let dataset = try Self.dataset(models)
        func fault(_ models: Models, _ datasets: [MapDataset], _ edges: [Double] = Self.edges) -> Fault? {
            #expect(throws: Fault.self) { try Self.run(datasets, models, edges: edges) }
        }
        #expect(fault(models, [dataset], [1, 10])?.code == .badValue)
        #expect(fault(models, [dataset], [1, 1.01, 10])?.code == .badValue)
        #expect(fault(models, [])?.code == .noData)
        var frozen = models
        frozen.setFrozen(true, part: .spatial)
        #expect(fault(frozen, [dataset])?.code == .badValue)
        var other = models
        other.components[0] = .sky(SyntheticField.source(Self.gaussian(0.1), name: "other"))
        #expect(fault(other, [dataset])?.code == .unknownKey)
    }
}
