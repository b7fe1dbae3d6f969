import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

/// Time bins whose datasets are added up, and the tolerance of their edges.
@Suite struct LightCurveStackTests {
    private static let times = [(start: 0.0, stop: 600.0), (start: 700.0, stop: 1200.0)]
    private static let interval = (start: instant(0), stop: instant(1200))

    private static func instant(_ seconds: Double) -> Instant {
        TimeReference.year2000.instant(seconds)
    }

    private static var source: SkyModel {
        SyntheticField.source(PointSpatialModel(at: SyntheticField.centre), amplitude: 5e-12)
    }

    /// Two runs with backgrounds of their own norms.
    private static func runs() throws -> (runs: [MapDataset], models: Models) {
        var models = Models(source)
        let runs = try times.enumerated().map { number, time in
            var random = RandomStream(seed: UInt64(number), stream: "stack")
            var run = try SyntheticField.dataset(
                Models(source), &random, name: "run-\(number)", hasPSF: false, hasDispersion: false,
                pixels: SIMD2(16, 12))
            run.gti = try GTI(starts: [time.start], stops: [time.stop], reference: .year2000)
            var background = FoVBackgroundModel(dataset: run.name)
            background.name = run.name + "-bkg"
            models.components.append(.background(background))
            return run
        }
        try models.update("run-0-bkg.spectral.norm") { $0.value = 1.3 }
        try models.update("run-1-bkg.spectral.norm") { $0.value = 0.8 }
        return (runs, models)
    }

    private static func estimator(tolerance: Double = 1e-6) -> LightCurveEstimator {
        var estimator = LightCurveEstimator(source: "source", energyEdges: [1, 10], intervals: [interval])
        estimator.stacksIntervals = true
        estimator.tolerance = tolerance
        return estimator
    }

    /// The flux is that of the sum of the runs, with their backgrounds as the models scale them and without a model after.
    @Test func mapsOfABinAreAddedUp() throws {
        let (runs, models) = try Self.runs()
        let curve = try Self.estimator().run(runs, models: models)
        let point = try #require(curve.bins.first?.points.first)
        #expect(curve.count == 1 && curve.metadata.datasetNames == ["stacked"] && point.counts?.count == 1)
        #expect(point.counts == [runs.reduce(0) { $0 + $1.summary.counts }])

        let scaled = try zip(runs, [1.3, 0.8]).map { run, norm in
            var run = run
            run.background = .predicted(
                try WCSMap(run.geometry, values: run.backgroundCounts.map { $0 * norm }))
            return run
        }
        let expected = try FluxPointsEstimator(source: "source", energyEdges: [1, 10])
            .run([MapDataset.stacked(scaled)], models: Models(Self.source)).points[0]
        expectClose(point.norm, expected.norm, relative: 1e-9)
        expectClose(try #require(point.normErr), try #require(expected.normErr), relative: 1e-9)
        // Apart the runs have two likelihoods; the sum has one.
        var apart = Self.estimator()
        apart.stacksIntervals = false
        let other = try #require(try apart.run(runs, models: models).bins.first?.points.first)
        #expect(other.counts?.count == 2 && other.norm != point.norm)
    }

    @Test func whatCannotBeAddedUpIsSaid() throws {
        let (runs, models) = try Self.runs()
        var free = Self.estimator()
        free.flux.options.reoptimize = true
        #expect(throws: Fault.self) { try free.run(runs, models: models) }
        var own = models
        own.components[0].datasetNames = ["run-0"]
        do {
            _ = try Self.estimator().run(runs, models: own)
            Issue.record("a model of one run of two was taken for both")
        } catch let fault as Fault {
            #expect(fault.message.contains("'source' applies to some of the datasets"), "\(fault.message)")
        }
        own.components[0].datasetNames = ["run-0", "run-1"]
        let curve = try Self.estimator().run(runs, models: own)
        #expect(curve.bins[0].points[0].norm == (try Self.estimator().run(runs, models: models)).bins[0].points[0].norm)
    }

    /// What the responses of all runs are off by holds for their sum: energies taken for 20 % too high make a power law 1.2^(Γ−1) times
    /// as bright.
    @Test func responsesOfRunsAreThoseOfTheSum() throws {
        let (runs, models) = try Self.runs()
        var response = ResponseModel("scale", datasetNames: ["run-*"])
        response.energyScale.value = 1.2
        var scaled = models
        scaled.components.append(.response(response))
        let norms = try [models, scaled].map { try Self.estimator().run(runs, models: $0).bins[0].points[0].norm }
        let index = try models.parameter("source.spectral.index").value
        // Norms are fitted to 1e-6 of their errors or so.
        expectClose(norms[1] * pow(1.2, index - 1), norms[0], relative: 1e-4)
    }

    /// A run that reaches two seconds beyond the bin belongs to it when the tolerance is larger.
    @Test(arguments: [(1.0, 1), (3.0, 2)]) func tolerance(seconds: Double, count: Int) throws {
        let (all, models) = try Self.runs()
        var runs = all
        runs[1].gti = try GTI(starts: [700], stops: [1202], reference: .year2000)
        var estimator = Self.estimator(tolerance: seconds)
        estimator.stacksIntervals = false
        let point = try #require(try estimator.run(runs, models: models).bins.first?.points.first)
        #expect(point.counts?.count { $0.isFinite } == count)
    }
}
