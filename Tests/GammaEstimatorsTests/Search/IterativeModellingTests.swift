import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaEstimators

/// The search with all shapes and spectra, on small fields.
@Suite struct IterativeModellingTests {
    private static func search(
        _ truth: Models, seed: UInt64, _ change: (inout SourceFinder) -> Void = { _ in }
    ) throws -> SourceSearchResult {
        var random = RandomStream(seed: seed, stream: "modelling")
        let dataset = try SyntheticField.dataset(truth, &random, pixels: SIMD2(30, 24))
        var finder = SourceFinder()
        finder.sizes = [0, 0.15]
        finder.shapes = Set(SourceShape.allCases)
        finder.spectra = Set(SourceSpectrum.allCases)
        change(&finder)
        return try finder.run([dataset], execution: Execution(threads: 2))
    }

    /// One elongated source is found as one, and its power law stays one; every step says what was tried.
    @Test func elongatedSource() throws {
        let shape = GaussianSpatialModel(
            at: SyntheticField.direction(east: 0.1), sigma: 0.3, eccentricity: 0.94, phi: 40)
        let result = try Self.search(Models(SyntheticField.source(shape, amplitude: 6e-13)), seed: 1)
        #expect(result.sources.names == ["source-1"] && result.fit?.outcome == .converged)
        let source = try result.models.source("source-1")
        #expect(BlindSearch.form(of: source) == SourceForm(.elongated))
        let parameters = try #require(source.spatial).parameters
        for (name, truth) in [("sigma", 0.3), ("e", 0.94), ("phi", 40)] {
            let parameter = try #require(parameters.first { $0.name == name })
            #expect(abs(parameter.value - truth) < 4 * parameter.error, "\(name): \(parameter.value)")
        }

        let first = try #require(result.steps.first)
        #expect(first.decision == .added && first.round == 1 && first.pass == nil && first.best.shape == .gaussian)
        #expect(first.trials.map(\.form.shape) == [.point, .gaussian])
        #expect(try #require(first.significance(of: first.trials[0])) > 4)
        let changed = try #require(result.steps.first { $0.decision == .changed })
        #expect(changed.source == "source-1" && changed.pass == 1 && changed.best.shape == .elongated)
        let last = try #require(result.steps.last)
        #expect(last.decision == .kept && last.pass != nil)
        let tried = Set(last.trials.map(\.form.description))
        #expect(tried == ["elongated pl", "point pl", "gaussian pl", "elongated lp", "elongated ecpl"])
        // The map before the first round shows the source, the last one nothing.
        #expect(result.residuals.first?.name == "before round 1" && result.residuals.last?.name == "at the end")
        #expect(result.residuals.count == result.rounds.count + 1)
        #expect(result.residuals[0].highest > 5 && result.highestLeft < 5)
        #expect(result.steps.table.rowCount == result.steps.reduce(0) { $0 + $1.trials.count })
        #expect(result.steps.json.arrayValue?.count == result.steps.count)
        #expect(result.steps.textTable.text().contains("elongated pl"))
    }

    /// A spectrum that ends within the energies is no power law. Which of the two curved ones it is, four bins cannot tell.
    @Test func curvedSpectrum() throws {
        var truth = SyntheticField.source(PointSpatialModel(at: SyntheticField.direction(north: 0.1)))
        truth.spectral = ExpCutoffPowerLaw(index: 0.5, amplitude: 6e-11, lambda: 0.5)
        let result = try Self.search(Models(truth), seed: 2)
        let source = try result.models.source("source-1")
        #expect(result.sources.names == ["source-1"])
        #expect(BlindSearch.form(of: source).shape == .point && BlindSearch.form(of: source).spectrum != .powerLaw)
        #expect(result.steps.contains { $0.decision == .changed && $0.pass == 1 })
    }

    /// A faint hard source in the middle of a bright, extended, steep one is seen by its spectrum.
    @Test func hardSourceInASteepOne() throws {
        let place = SyntheticField.direction(east: 0.15)
        var steep = SyntheticField.source(
            GaussianSpatialModel(at: SyntheticField.direction(), sigma: 0.25), name: "steep")
        steep.spectral = PowerLaw(index: 3.5, amplitude: 2e-11)
        var hard = SyntheticField.source(PointSpatialModel(at: place), name: "hard")
        hard.spectral = PowerLaw(index: 0, amplitude: 4e-14)
        let result = try Self.search(Models(steep, hard), seed: 3) { $0.indices = [3, 0.5] }
        #expect(result.sources.names.count == 2)
        let found = try #require(
            zip(result.sources.names, result.sources.peaks).first {
                $1.position.separation(to: place) < 4 * $1.positionError
            })
        let step = try #require(result.steps.first { $0.source == found.0 && $0.decision == .added })
        #expect(step.index == 0.5)
    }

    @Test func badFormsAreRefused() throws {
        var finder = SourceFinder()
        let dataset = try SyntheticField.empty(pixels: SIMD2(12, 10))
        func code(_ change: (inout SourceFinder) -> Void) -> Fault.Code? {
            finder = SourceFinder()
            change(&finder)
            return #expect(throws: Fault.self) { try finder.run([dataset]) }?.code
        }
        #expect(code { $0.shapes = [.elongated] } == .badValue)
        #expect(code { $0.spectra = [.expCutoff] } == .badValue)
        #expect(code { $0.indices = [] } == .badValue)
        #expect(code { $0.indices = [-1] } == .badValue)
        #expect(code { $0.detailThreshold = 0 } == .badValue)
    }

    /// The form with the most parameters wins of which each step is significant.
    @Test func formsAreChosenByNestedTests() {
        func best(_ stats: [(SourceForm, Double)]) -> SourceForm? {
            var trials = SourceTrials(threshold: 4)
            for (form, stat) in stats { trials.add(form, (Models(), stat)) }
            return trials.best?.form
        }
        let (point, gaussian, elongated) = (SourceForm(.point), SourceForm(.gaussian), SourceForm(.elongated))
        #expect(best([]) == nil)
        // 16 is 4 σ of one degree of freedom, of two 19.3 are needed.
        #expect(best([(gaussian, 84.1), (point, 100)]) == point)
        #expect(best([(gaussian, 83.9), (point, 100)]) == gaussian)
        #expect(best([(point, 100), (gaussian, 50), (elongated, 31)]) == gaussian)
        #expect(best([(point, 100), (gaussian, 50), (elongated, 30.5)]) == elongated)
        // A step that says nothing does not hide the next.
        #expect(best([(point, 100), (gaussian, 95), (elongated, 60)]) == elongated)
        // Of equally many parameters the better one.
        let (lp, ecpl) = (SourceForm(.point, .logParabola), SourceForm(.point, .expCutoff))
        #expect(best([(point, 100), (lp, 80), (ecpl, 75)]) == ecpl)
    }
}
