import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaEstimators
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

/// Fluxes tell the off counts behind them, of each dataset and interval.
@Suite struct OffCountsTests {
    private func spectrum(_ name: String, alpha: Double?, seed: UInt64) throws -> SpectrumDataset {
        var random = RandomStream(seed: seed, stream: "off counts")
        var dataset = try SyntheticSpectrum.dataset(name: name, alpha: alpha, exposureScale: 10)
            .fake(SyntheticSpectrum.crab, random: &random)
        dataset.maskFit = dataset.energy.centres.map { $0 > 0.7 }
        return dataset
    }

    @Test func spectra() throws {
        let (a, b) = (try spectrum("a", alpha: 0.1, seed: 1), try spectrum("b", alpha: nil, seed: 2))
        let edges = [a.energy.edges[0], a.energy.edges[4], a.energy.edges[12]]
        let points = try FluxPointsEstimator(source: "crab", energyEdges: edges).run(
            [a, b], models: SyntheticSpectrum.crab)
        let off = try #require(a.off).counts
        func sum(_ bins: Range<Int>) -> Double { bins.reduce(0) { $0 + (a.mask[$1] ? off[$1] : 0) } }
        for (point, bins) in zip(points.points, [0..<4, 4..<12]) {
            let counts = try #require(point.countsOff)
            #expect(counts[0] == sum(bins) && counts[1].isNaN)
        }
        #expect(points.textTable().columns.map(\.name).contains("off counts"))
        try withTemporaryFolder { folder in
            for ending in ["ecsv", "fits"] {
                let path = "\(folder)/points.\(ending)"
                try points.write(to: path, sedType: .likelihood)
                let read = try FluxPoints.read(path).points
                #expect(read.map { $0.countsOff?[0] } == points.points.map { $0.countsOff?[0] })
            }
        }
        let known = try FluxPointsEstimator(source: "crab", energyEdges: edges).run(
            [b], models: SyntheticSpectrum.crab)
        #expect(known.points.allSatisfy { $0.countsOff == nil })
        #expect(!known.textTable().columns.map(\.name).contains("off counts"))
    }

    /// Whether the source reaches a pixel does not matter.
    @Test func maps() throws {
        var random = RandomStream(seed: 3, stream: "off counts")
        let models = Models(SyntheticField.source(PointSpatialModel(at: SyntheticField.centre), amplitude: 5e-12))
        let dataset = try SyntheticField.dataset(models, &random, isMeasured: true)
        guard case .measured(let off) = dataset.background else { return #expect(Bool(false)) }
        let edges = dataset.energy.edges
        let points = try FluxPointsEstimator(source: "source", energyEdges: [edges[0], edges[1], edges[4]]).run(
            [dataset], models: models, execution: Execution(threads: 2))
        let pixels = dataset.geometry.pixelCount
        let planes = (0..<4).map { off.counts.values[$0 * pixels..<($0 + 1) * pixels].reduce(0, +) }
        #expect(points.points.map { $0.countsOff?[0] } == [planes[0], planes[1] + planes[2] + planes[3]])
    }
}
