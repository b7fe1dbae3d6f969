import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

/// Flux points of which the bins of an energy interval are summed before the fit.
@Suite struct SummedFluxPointsTests {
    private static let options = FluxOptions(selection: [.ul], sumsOverEnergy: true)

    /// One bin with a known background has the norm by hand: (counts − background) / reference.
    @Test func spectrumByHand() throws {
        var random = RandomStream(seed: 4, stream: "summed")
        let models = SyntheticSpectrum.crab
        var dataset = try SyntheticSpectrum.dataset(alpha: nil).fake(models, random: &random)
        dataset.maskSafe[3] = false
        let edges = dataset.energy.edges
        let point = try FluxPointsEstimator(
            source: "crab", energyEdges: [edges[2], edges[6]], options: Self.options
        ).run([dataset], models: models).points[0]
        let bins = [2, 4, 5]
        func sum(_ values: [Double]) -> Double { bins.reduce(0) { $0 + values[$1] } }
        let (counts, background) = (sum(dataset.counts), sum(dataset.backgroundCounts))
        let reference = sum(dataset.totalSignal(models))
        expectClose(point.norm, (counts - background) / reference, relative: 1e-9)
        expectClose(try #require(point.normErr), counts.squareRoot() / reference, relative: 1e-9)
        #expect(point.counts == [counts])
        #expect(point.eMin == edges[2] && point.eMax == edges[6])
        expectClose(
            try #require(point.stat), Cash.value(n: counts, mu: counts), relative: 1e-9)
    }

    /// A measured background keeps α·n_off, and one bin is summed to itself.
    @Test func measuredBackground() throws {
        var random = RandomStream(seed: 5, stream: "summed")
        let models = SyntheticSpectrum.crab
        let dataset = try SyntheticSpectrum.dataset().fake(models, random: &random)
        let summed = try dataset.summed(energyBins: 3..<8)
        expectClose(summed.backgroundCounts[0], dataset.backgroundCounts[3..<8].reduce(0, +), relative: 1e-12)
        let edges = Array(dataset.energy.edges[4...5])
        func point(_ sums: Bool) throws -> FluxPoint {
            let options = FluxOptions(selection: [.ul], sumsOverEnergy: sums)
            return try FluxPointsEstimator(source: "crab", energyEdges: edges, options: options)
                .run([dataset], models: models).points[0]
        }
        let (one, other) = (try point(true), try point(false))
        expectClose(one.norm, other.norm, relative: 1e-9)
        expectClose(try #require(one.ts), try #require(other.ts), relative: 1e-9)
        expectClose(try #require(one.normUL), try #require(other.normUL), relative: 1e-9)
    }

    /// Maps: the point of an interval is that of the image of its slice, bins outside the fit mask left out; a masked
    /// interval says so. A fitted index needs the image, too.
    @Test func maps() throws {
        var random = RandomStream(seed: 6, stream: "summed")
        let source = SyntheticField.source(PointSpatialModel(at: SyntheticField.direction(east: 0.01)))
        let models = Models([.sky(source), .background(FoVBackgroundModel(dataset: "field"))])
        var dataset = try SyntheticField.dataset(models, &random)
        let edges = dataset.energy.edges
        dataset.setFitRange(minimum: nil, maximum: edges[3])
        let points = try FluxPointsEstimator(
            source: "source", energyEdges: [edges[0], edges[2], edges[4]], options: Self.options
        ).run([dataset], models: models).points
        // The second interval has one bin in the fit.
        for (point, slice) in zip(points, [0..<2, 2..<3]) {
            var part = try dataset.sliced(energyBins: slice)
            part.maskFit = nil
            let image = try part.toImage()
            let alone = try FluxPointsEstimator(
                source: "source", energyEdges: [image.energy.edges[0], image.energy.edges[1]], options: Self.options
            ).run([image], models: models).points[0]
            expectClose(point.norm, alone.norm, relative: 1e-9)
            expectClose(try #require(point.ts), try #require(alone.ts), relative: 1e-9)
            #expect(point.counts == alone.counts && point.outcome == .converged)
        }
        dataset.setFitRange(minimum: nil, maximum: edges[2])
        let masked = try FluxPointsEstimator(
            source: "source", energyEdges: [edges[2], edges[4]], options: Self.options
        ).run([dataset], models: models).points[0]
        #expect(masked.outcome == .masked && masked.norm.isNaN)

        var refitted = Self.options
        refitted.reoptimize = true
        let free = try FluxPointsEstimator(source: "source", energyEdges: [edges[0], edges[2]], options: refitted)
            .run([dataset], models: models).points[0]
        #expect(free.nuisance.map(\.name) == ["field-bkg.spectral.norm"])
        expectClose(free.norm, points[0].norm, absolute: 0.2 * (points[0].normErr ?? .nan))
    }

    /// A template of predicted counts is summed and cut as its dataset is.
    @Test func templateOfCounts() throws {
        var random = RandomStream(seed: 7, stream: "summed")
        let source = SyntheticField.source(PointSpatialModel(at: SyntheticField.direction(east: 0.01)))
        let dataset = try SyntheticField.dataset(Models(source), &random)
        var bare = dataset
        let background = try WCSMap(dataset.counts.geometry, values: dataset.backgroundCounts)
        bare.background = .predicted(try WCSMap(dataset.counts.geometry))
        let models = Models([
            .sky(source), .template(TemplateNPredModel("background", map: background, datasetNames: ["field"])),
        ])
        for options in [Self.options, FluxOptions(selection: [.ul], reoptimize: true)] {
            func points(_ dataset: MapDataset, _ models: Models) throws -> [FluxPoint] {
                let edges = dataset.energy.edges
                return try FluxPointsEstimator(
                    source: "source", energyEdges: [edges[0], edges[2], edges[4]], options: options
                ).run([dataset], models: models).points
            }
            var scaled = Models(source)
            scaled.components.append(.background(FoVBackgroundModel(dataset: "field")))
            for (point, expected) in zip(try points(bare, models), try points(dataset, scaled)) {
                #expect(point.outcome?.success == true, "\(point.outcome?.reason ?? "")")
                expectClose(point.norm, expected.norm, relative: 1e-4)
                expectClose(try #require(point.normErr), try #require(expected.normErr), relative: 1e-3)
            }
        }
    }
}
