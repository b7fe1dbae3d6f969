import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct SourceFinderTests {
    private static let truth = Models(
        SyntheticField.source(
            PointSpatialModel(at: SyntheticField.direction(east: 0.5, north: 0.2)), name: "east", amplitude: 8e-12),
        SyntheticField.source(
            PointSpatialModel(at: SyntheticField.direction(east: -0.5, north: -0.2)), name: "west", amplitude: 5e-12))
    private static let field = Result {
        var random = RandomStream(seed: 3, stream: "search")
        return try SyntheticField.dataset(truth, &random)
    }

    private static var finder: SourceFinder {
        var finder = SourceFinder()
        finder.sizes = [0, 0.15]
        return finder
    }

    @Test func sourcesAreFoundWhereTheyAre() throws {
        let dataset = try Self.field.get()
        let result = try Self.finder.run([dataset], execution: Execution(threads: 2))
        let quality = try DetectionQuality(result.sources, truth: Self.truth, in: [dataset])
        #expect(quality.missed.isEmpty && quality.falseOnes.isEmpty)
        #expect(result.sources.peaks.count == 2)
        #expect(result.rounds.flatMap(\.added).sorted() == result.sources.names.sorted())
        #expect(result.fit?.outcome == .converged)
        for truth in quality.truths {
            let peak = result.sources.peaks[try #require(truth.found)]
            #expect(peak.position.separation(to: truth.place) < 4 * peak.positionError)
            #expect(peak.extent == nil && (peak.tsExtent ?? 100) < 16)
            // One draw: √TS scatters by one around what is expected, five free parameters add little.
            #expect(abs(peak.value - truth.significance) < 4)
        }
        #expect(try result.after.map(.sqrtTS).values.allSatisfy { !($0 > 5) })
        #expect(result.models.names.contains("field-bkg"))
    }

    /// What is known before is not found again, and its name not given again.
    @Test func knownSourcesAreKept() throws {
        var known = Self.truth.skyModels[0]
        known.name = "source-1"
        let result = try Self.finder.run([Self.field.get()], models: Models(known), execution: Execution(threads: 2))
        #expect(result.sources.names == ["source-2"])
        #expect(result.models.names.contains("source-1"))
    }

    @Test func badSettingsAreRefused() throws {
        let dataset = try Self.field.get()
        func code(_ datasets: [MapDataset], _ change: (inout SourceFinder) -> Void) -> Fault.Code? {
            var finder = Self.finder
            change(&finder)
            return #expect(throws: Fault.self) { try finder.run(datasets) }?.code
        }
        #expect(code([]) { _ in } == .noData)
        #expect(code([dataset]) { $0.threshold = 0 } == .badValue)
        #expect(code([dataset]) { $0.sizes = [] } == .badValue)
        #expect(code([dataset]) { $0.sizes = [-1] } == .badValue)
        #expect(code([dataset]) { $0.maximumRounds = 0 } == .badValue)
        // Parts of the sky are fitted without what responses are off by.
        let responses = Models([.response(ResponseModel("scale"))])
        let refused = #expect(throws: Fault.self) { try Self.finder.run([dataset], models: responses) }
        #expect(refused?.code == .unsupported && refused?.message.contains("'scale'") == true)
    }

    private struct Stopper: ProgressObserver {
        func update(step: String, done: Int, total: Int) throws { throw Fault(.cancelled, "stopped") }
    }

    @Test func cancellationEndsTheSearch() throws {
        let dataset = try Self.field.get()
        let fault = #expect(throws: Fault.self) {
            try Self.finder.run([dataset], execution: Execution(progress: Stopper()))
        }
        #expect(fault?.code == .cancelled)
    }
}
