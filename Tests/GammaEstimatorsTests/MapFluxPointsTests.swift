import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct MapFluxPointsTests {
    private static let edges = [1.0, pow(10, 0.5), 10]

    private static func models(free isFree: Bool = false) throws -> Models {
        func shape(_ east: Double, _ north: Double) -> PointSpatialModel {
            PointSpatialModel(at: SyntheticField.direction(east: east, north: north))
        }
        var models = Models([
            .sky(SyntheticField.source(shape(0.01, 0.02))),
            .sky(SyntheticField.source(shape(0.2, 0.05), name: "neighbour", amplitude: 1e-12)),
            .background(FoVBackgroundModel(dataset: "field")),
        ])
        if !isFree { models.setFrozen(true) }
        return models
    }

    private static func dataset(seed: UInt64 = 3, isMeasured: Bool = false) throws -> MapDataset {
        var random = RandomStream(seed: seed, stream: "flux points of maps")
        var models = try models()
        if isMeasured { models.components.removeLast() }
        return try SyntheticField.dataset(models, &random, isMeasured: isMeasured)
    }

    private static func points(
        _ dataset: MapDataset, _ models: Models, options: FluxOptions = FluxOptions(), threads: Int = 1
    ) throws -> [FluxPoint] {
        try FluxPointsEstimator(source: "source", energyEdges: edges, options: options)
            .run([dataset], models: models, execution: Execution(threads: threads)).points
    }

    /// The models with the first source times a norm.
    private static func scaled(_ models: Models, _ norm: Double) -> Models {
        var models = models
        models.components[0].spectral = ScaleSpectralModel(models.components[0].spectral, norm: norm)
        return models
    }

    /// Counts, predicted counts and statistics are those of the dataset cut to the range: the value that the map's own
    /// likelihood has, which adds up all bins, least at the norm and higher by one at the ends of the interval.
    @Test(arguments: [false, true]) func valuesAreThoseOfTheLikelihoodOfTheMap(isMeasured: Bool) throws {
        let dataset = try Self.dataset(isMeasured: isMeasured)
        var models = try Self.models()
        if isMeasured { models.components.removeLast() }
        for point in try Self.points(dataset, models) {
            let part = try dataset.sliced(energyMin: point.eMin, energyMax: point.eMax)
            func statistic(_ norm: Double) throws -> Double { try part.statistic(Self.scaled(models, norm)) }
            #expect(point.outcome == .converged)
            #expect(point.counts == [part.counts.values.reduce(0, +)])
            let stat = try #require(point.stat)
            expectClose(stat, try statistic(point.norm), relative: 1e-11)
            expectClose(try #require(point.statNull), try statistic(0), relative: 1e-11)
            let (up, down) = (try #require(point.normErrp), try #require(point.normErrn))
            expectClose(try statistic(point.norm + up) - stat, 1, absolute: 1e-6)
            expectClose(try statistic(point.norm - down) - stat, 1, absolute: 1e-6)
            expectClose(try statistic(try #require(point.normUL)) - stat, 4, absolute: 1e-6)
            let signal = try part.predictedSignal(Self.scaled(models, point.norm)).reduce(0, +)
            if !isMeasured {
                let background = part.backgroundCounts.reduce(0, +)
                expectClose(try #require(point.npred), [signal + background], relative: 1e-6)
            }
            expectClose(try #require(point.scan).stat, try (point.scan?.norm ?? []).map(statistic), relative: 1e-11)
        }
    }

    /// Exactly the expected counts give norm 1, for the map and for the spectrum of a circle cut out of it, whose
    /// containment is known to a per cent; the map knows more.
    @Test func mapAndItsSpectrumAgree() throws {
        let source = Models(try Self.models().source("source"))
        var empty = try SyntheticField.empty()
        // A spectrum has the mean exposure of its circle.
        let pixels = empty.geometry.pixelCount
        for index in empty.exposure.values.indices {
            empty.exposure.values[index] = empty.exposure.values[index / pixels * pixels + pixels / 2]
        }
        let map = try empty.asimov(signal: empty.predictedSignal(source))
        let centre = SyntheticField.direction(east: 0.01, north: 0.02)
        let spectrum = try map.toSpectrumDataset(
            region: .circle(centre: centre, radius: 0.3), containmentCorrection: true, name: "spectrum")
        let estimator = FluxPointsEstimator(source: "source", energyEdges: Self.edges)
        let fine = try estimator.run([map], models: source).points
        let coarse = try estimator.run([spectrum], models: source).points
        let both = try estimator.run([map, spectrum], models: source).points
        for (index, point) in fine.enumerated() {
            expectClose(point.norm, 1, relative: 1e-6)
            expectClose(coarse[index].norm, 1, absolute: 0.01)
            let errors = [both[index], point, coarse[index]].compactMap(\.normErr)
            #expect(errors.count == 3 && errors == errors.sorted())
            expectClose(both[index].stat ?? .nan, (point.stat ?? .nan) + (coarse[index].stat ?? .nan), absolute: 0.1)
            #expect(both[index].counts?.count == 2)
        }
    }

    @Test func threadsDoNotMatter() throws {
        let dataset = try Self.dataset()
        let one = try Self.points(dataset, try Self.models())
        for threads in [2, 4] {
            let many = try Self.points(dataset, try Self.models(), threads: threads)
            for (a, b) in zip(one, many) {
                #expect(a.norm == b.norm && a.stat == b.stat && a.normUL == b.normUL && a.npred == b.npred)
                #expect(a.scan?.stat == b.scan?.stat && a.normSensitivity == b.normSensitivity)
            }
        }
    }

    @Test func allSourcesAtOnceAreEachByItself() throws {
        let dataset = try Self.dataset()
        let models = try Self.models()
        let all = try FluxPointsEstimator.all([dataset], models: models, energyEdges: Self.edges)
        #expect(all.map(\.metadata.source) == ["source", "neighbour"])
        for points in all {
            let single = try FluxPointsEstimator(source: points.metadata.source, energyEdges: Self.edges)
                .run([dataset], models: models)
            #expect(points.values(.dnde) == single.values(.dnde))
            #expect(points.values(.dnde, .ul) == single.values(.dnde, .ul))
        }
    }

    /// The background and the neighbour are fitted again in every range: as a fit of the planes of that range does.
    @Test func othersAreFittedAgain() throws {
        let dataset = try Self.dataset()
        var models = try Self.models()
        try models.update("field-bkg.spectral.norm") { $0.isFrozen = false }
        try models.update("neighbour.spectral.amplitude") { $0.isFrozen = false }
        let fixed = try Self.points(dataset, models)
        let points = try Self.points(
            dataset, models, options: FluxOptions(selection: [.ul, .scan], reoptimize: true, scanNorms: [0.5, 1]))
        for (point, plain) in zip(points, fixed) {
            let part = try dataset.sliced(energyMin: point.eMin, energyMax: point.eMax)
            var free = models
            try free.update("source.spectral.amplitude") { $0.isFrozen = false }
            let fit = try Fit([part], models: free).run()
            let amplitude = try #require(fit.fit.parameters.first { $0.name == "source.spectral.amplitude" })
            expectClose(point.norm, amplitude.value / 2e-12, relative: 1e-3)
            expectClose(try #require(point.normErr), amplitude.error / 2e-12, relative: 1e-3)
            expectClose(try #require(point.stat), fit.fit.stat, absolute: 1e-4)
            #expect(point.nuisance.map(\.name) == ["neighbour.spectral.amplitude", "field-bkg.spectral.norm"])
            let norm = try #require(fit.fit.parameters.first { $0.name == "field-bkg.spectral.norm" })
            expectClose(point.nuisance[1].value, norm.value, absolute: 1e-3 * norm.error)
            expectClose(point.nuisance[1].error, norm.error, relative: 1e-3)
            #expect(point.scan?.nuisance.count == 2 && point.scan?.nuisanceNames.count == 2)
            #expect((point.stat ?? .nan) <= (plain.stat ?? .nan))
            expectClose(try #require(point.npred), [try part.predicted(fit.models).values.reduce(0, +)], relative: 1e-3)
        }
    }

    @Test func emptyAndMaskedRangesSaySo() throws {
        var dataset = try Self.dataset()
        let plane = dataset.geometry.pixelCount
        for index in 0..<plane { dataset.maskSafe[index] = false }
        let edges = [1, dataset.energy.edges[1], dataset.energy.edges[1] * 1.05, 10]
        let points = try FluxPointsEstimator(source: "source", energyEdges: edges)
            .run([dataset], models: Self.models()).points
        #expect(points.map { $0.outcome?.success } == [false, false, true])
        #expect(points[0].outcome == .masked && points[1].outcome == .empty)
        #expect(points[0].norm.isNaN && points[0].normUL?.isNaN == true)
    }

    @Test func sourceOutsideTheMapSaysSo() throws {
        var models = try Self.models()
        try models.update("source.spatial.lon_0") { $0.value += 20 }
        for point in try Self.points(Self.dataset(), models) {
            #expect(point.outcome?.success == false)
            #expect(point.outcome?.reason.contains("predicts no counts") == true)
        }
    }

    /// Without counts in a range the flux is as low as it can be, the limit is known, and the others are as they were.
    @Test func rangeWithoutCountsEndsNoOther() throws {
        var dataset = try Self.dataset()
        let before = try Self.points(dataset, Self.models())
        for index in 0..<2 * dataset.geometry.pixelCount { dataset.counts.values[index] = 0 }
        let points = try Self.points(dataset, Self.models())
        #expect(points[0].outcome?.success == true && points[0].outcome?.reason.contains("too few counts") == true)
        #expect(points[0].norm <= 0 && points[0].normUL?.isFinite == true)
        #expect(points[1].norm == before[1].norm && points[1].outcome == .converged)

        var free = try Self.models()
        try free.update("field-bkg.spectral.norm") { $0.isFrozen = false }
        let again = try Self.points(dataset, free, options: FluxOptions(selection: [.ul], reoptimize: true))
        #expect(again[0].outcome != .converged && again[0].outcome?.reason.isEmpty == false)
        #expect(again[1].outcome == .converged && again[1].norm.isFinite)
    }

    @Test func fluxPointsAreNoCounts() throws {
        let points = try FluxPointsEstimator(source: "source", energyEdges: Self.edges)
            .run([Self.dataset()], models: Self.models())
        let fault = #expect(throws: Fault.self) {
            try FluxPointsEstimator(source: "source", energyEdges: Self.edges)
                .run([FluxPointsDataset(name: "points", points: points)], models: Self.models())
        }
        #expect(fault?.code == .unsupported)
    }
}
