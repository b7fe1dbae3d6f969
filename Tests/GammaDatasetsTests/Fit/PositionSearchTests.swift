import Foundation
import GammaCore
import GammaFit
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaDatasets

/// A fit finds the position of a source wherever it starts: beside its place, or on the other side of a kink.
@Suite struct PositionSearchTests {
    /// Pixels of the field are 0.05° wide, its point-spread function 0.09° at 1 TeV.
    private static let pixel = 0.05

    private func point(_ position: SkyDirection, name: String = "source", amplitude: Double = 2e-12) -> SkyModel {
        SyntheticField.source(PointSpatialModel(at: position), name: name, amplitude: amplitude)
    }

    private func position(_ models: Models, _ name: String = "source") throws -> SkyDirection {
        try #require(models.source(name).spatial?.position)
    }

    /// The models with a source elsewhere.
    private func moving(_ models: Models, _ name: String = "source", to place: SkyDirection) throws -> Models {
        var moved = models
        try moved.update("\(name).spatial.lon_0") { $0.value = place.lon }
        try moved.update("\(name).spatial.lat_0") { $0.value = place.lat }
        return moved
    }

    /// A slightly extended source fitted as a point, which makes the kinks largest: from centres and corners of pixels all
    /// around it the fit ends in the same minimum, below all that it ends in without the search.
    @Test(arguments: [SIMD2(0.08, -0.1), SIMD2(-0.15, 0.45), SIMD2(0.3, 0.02)])
    func kinks(offset: SIMD2<Double>) throws {
        let image = try SyntheticField.geometry().image
        let truth = try #require(image.direction(x: 19 + offset.x, y: 14 + offset.y))
        var random = RandomStream(seed: 51, stream: "field")
        let dataset = try SyntheticField.dataset(
            Models(SyntheticField.source(GaussianSpatialModel(at: truth, sigma: 0.03), amplitude: 2e-11)), &random)
        var stats: [Double] = []
        var least = Double.infinity
        for start in [SIMD2(19.0, 14), SIMD2(20, 14), SIMD2(18, 15), SIMD2(19.5, 14.5), SIMD2(18.5, 13.5)] {
            let models = Models(point(try #require(image.direction(x: start.x, y: start.y)), amplitude: 1e-11))
            var fit = try Fit([dataset], models: models)
            let found = try fit.run()
            #expect(found.fit.outcome.isMinimum, "\(found.fit.outcome)")
            stats.append(found.fit.stat)
            fit.looksForPositions = false
            least = min(least, try fit.run().fit.stat)
        }
        // Minima are told apart by a hundredth.
        #expect(try #require(stats.max()) - #require(stats.min()) < 0.02, "\(stats)")
        #expect(try #require(stats.max()) < least + 0.02)
    }

    /// Shapes narrower than the distance, 0.3° off in any direction and any flux, are found where a fit from the truth ends.
    @Test(arguments: [0, 0.05])
    func startsOff(sigma: Double) throws {
        let truth = SyntheticField.direction(east: 0.11, north: -0.05)
        let spatial: any SpatialModel =
            sigma > 0 ? GaussianSpatialModel(at: truth, sigma: sigma) : PointSpatialModel(at: truth)
        let models = Models(SyntheticField.source(spatial))
        var random = RandomStream(seed: 52, stream: "field")
        let dataset = try SyntheticField.dataset(models, &random)
        let best = try Fit([dataset], models: models).run()
        forAll(seed: 53, count: 4) { random in
            let angle = 360 * random.uniform()
            var start = try moving(models, to: truth.offset(by: 0.3, positionAngle: angle))
            try start.update("source.spectral.amplitude") { $0.value *= 0.3 + 2 * random.uniform() }
            let found = try Fit([dataset], models: start).run()
            #expect(found.fit.outcome == .converged)
            expectClose(found.fit.stat, best.fit.stat, absolute: 0.02)
            for (value, parameter) in zip(found.fit.values, best.fit.parameters) {
                expectClose(value, parameter.value, absolute: 0.05 * parameter.error, parameter.name)
            }
        }
    }

    /// What a move did stands in the result: which source, how far, and what the statistic gained.
    @Test func movesAreRemarked() throws {
        let truth = SyntheticField.direction(east: 0.11, north: -0.05)
        var random = RandomStream(seed: 52, stream: "field")
        let dataset = try SyntheticField.dataset(Models(point(truth)), &random)
        let start = truth.offset(by: 0.45, positionAngle: 200)
        var fit = try Fit([dataset], models: Models(point(start)))
        let found = try fit.run()
        fit.looksForPositions = false
        let plain = try fit.run()
        let remark = try #require(found.fit.remarks.first)
        #expect(found.fit.remarks.count == 1 && remark.hasPrefix("'source' was moved by "))
        let numbers = remark.split(separator: " ").compactMap { Double($0) }
        try #require(numbers.count == 2, "\(remark)")
        // Downhill steps before the move take the source only a little way.
        let distance = try position(plain.models).separation(to: position(found.models))
        expectClose(numbers[0], distance, absolute: 0.05)
        expectClose(numbers[1], plain.fit.stat - found.fit.stat, relative: 0.05)
    }

    /// Two sources of different brightness, one of them off: each is found in its own place.
    @Test(arguments: ["bright", "faint"])
    func neighbours(moved: String) throws {
        let (east, west) = (SyntheticField.direction(east: 0.2), SyntheticField.direction(east: -0.2, north: 0.1))
        var models = Models(point(east, name: "bright", amplitude: 4e-12))
        models.components.append(.sky(point(west, name: "faint", amplitude: 1e-12)))
        var random = RandomStream(seed: 55, stream: "field")
        let dataset = try SyntheticField.dataset(models, &random)
        let best = try Fit([dataset], models: models).run()
        #expect(best.fit.remarks.isEmpty)
        for angle in [0.0, 150] {
            let place = try position(models, moved).offset(by: 0.3, positionAngle: angle)
            let found = try Fit([dataset], models: moving(models, moved, to: place)).run()
            expectClose(found.fit.stat, best.fit.stat, absolute: 0.02)
            for name in ["bright", "faint"] {
                #expect(try position(found.models, name).separation(to: position(best.models, name)) < 1e-3)
            }
        }
    }

    /// A fit from the truth moves nothing, limits of the position hold, frozen positions stay.
    @Test func whatMustStay() throws {
        let truth = SyntheticField.direction(east: 0.1)
        let models = Models(SyntheticField.source(GaussianSpatialModel(at: truth, sigma: 0.1)))
        var random = RandomStream(seed: 56, stream: "field")
        let dataset = try SyntheticField.dataset(models, &random)
        var fit = try Fit([dataset], models: models)
        let found = try fit.run()
        #expect(found.fit.remarks.isEmpty)
        fit.looksForPositions = false
        #expect(try fit.run().fit.values == found.fit.values)

        let off = truth.offset(by: 0.4, positionAngle: 0)
        var held = Models(point(off))
        try held.update("source.spatial.lat_0") { $0.isFrozen = true }
        #expect(try position(Fit([dataset], models: held).run().models).lat == off.lat)
        var limited = Models(point(off))
        try limited.update("source.spatial.lat_0") { ($0.minimum, $0.maximum) = (off.lat - 0.1, off.lat + 0.1) }
        #expect(try position(Fit([dataset], models: limited).run().models).lat >= off.lat - 0.1)
    }

    /// Spectra have no positions: nothing is looked for, and not a call more is made.
    @Test func spectraAreUntouched() throws {
        let dataset = try SyntheticSpectrum.dataset().asimov(SyntheticSpectrum.crab)
        var source = try SyntheticSpectrum.crab.source("crab")
        source.spatial = PointSpatialModel(at: SyntheticField.centre)
        let models = Models(source)
        var fit = try Fit([dataset], models: models)
        let found = try fit.run()
        fit.looksForPositions = false
        let plain = try fit.run()
        #expect(found.fit.evaluations == plain.fit.evaluations && found.fit.values == plain.fit.values)
        #expect(found.fit.remarks.isEmpty)
    }

    /// A source that is not allowed to be bright enough to be seen ends somewhere, and the result says so.
    @Test func sourceWithoutEvidence() throws {
        var random = RandomStream(seed: 57, stream: "field")
        let dataset = try SyntheticField.dataset(Models(), &random)
        var models = Models(
            SyntheticField.source(GaussianSpatialModel(at: SyntheticField.direction(east: 0.1), sigma: 0.1)))
        try models.update("source.spatial.sigma") { $0.isFrozen = true }
        try models.update("source.spectral.amplitude") { ($0.value, $0.minimum, $0.maximum) = (1e-14, 5e-15, 2e-14) }
        try models.update("source.spectral.index") { $0.isFrozen = true }
        let found = try Fit([dataset], models: models).run()
        #expect(found.fit.remarks.contains { $0.hasPrefix("'source' is hardly seen") }, "\(found.fit)")
    }

    /// The search gives the same bits for any number of threads.
    @Test func threadsChangeNoBit() throws {
        let truth = SyntheticField.direction(east: 0.11, north: -0.05)
        var random = RandomStream(seed: 59, stream: "field")
        let dataset = try SyntheticField.dataset(Models(point(truth)), &random)
        let fit = try Fit([dataset], models: Models(point(truth.offset(by: 0.3, positionAngle: 70))))
        let one = try fit.run(Execution(threads: 1)).fit
        for threads in [2, 4] {
            let more = try fit.run(Execution(threads: threads)).fit
            #expect(more.stat == one.stat && more.values == one.values && more.errors == one.errors)
            #expect(more.remarks == one.remarks && more.evaluations == one.evaluations)
        }
    }

    /// Scores tell where the source is, and how bright.
    @Test(arguments: [false, true])
    func scoresTellTheSource(isMeasured: Bool) throws {
        let models = Models(SyntheticField.source(GaussianSpatialModel(at: SyntheticField.direction(), sigma: 0.06)))
        var random = RandomStream(seed: 58, stream: "field")
        let dataset = try SyntheticField.dataset(models, &random, isMeasured: isMeasured)
        let objective = try ModelsObjective([dataset], models: models)
        let x = objective.parameters.map(\.value)
        let source = try #require(objective.movable.first)
        #expect(source.flux == 1 && source.own == [0, 1, 4])
        let places = [SyntheticField.centre, SyntheticField.direction(east: 0.3, north: 0.1)]
        let template = try models.source("source")
        let scores = try objective.scores(at: x, source, template: template, positions: places)
        // Where the source is, the best flux is near the true one.
        expectClose(scores[0].flux, 1, absolute: 0.2)
        // Elsewhere there is nothing.
        #expect(scores[1].gain < 25 && scores[1].gain < 0.1 * scores[0].gain)
    }
}
