import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMaps
import GammaModels
import GammaNumerics
import GammaProducts
import GammaTestSupport
import Testing

@Suite struct FluxProfileEstimatorTests {
    private static let centre = SyntheticField.centre

    private static func models(amplitude: Double = 5e-12) -> Models {
        Models(SyntheticField.source(PointSpatialModel(at: centre), amplitude: amplitude))
    }

    private static func dataset(isMeasured: Bool = false) throws -> MapDataset {
        var random = RandomStream(seed: 5, stream: "profiles")
        return try SyntheticField.dataset(models(), &random, isMeasured: isMeasured)
    }

    /// Six boxes of 0.25 deg through the middle of the field.
    private static func boxes(length: Double = 1.5) throws -> ProfileRegions {
        try .box(centre: centre, length: length, width: 0.4, binning: .width(0.25))
    }

    /// A bin has the statistic of the counts of its region: norms solve the equation that the counts give in one bin of energy.
    @Test(arguments: [false, true]) func binsAreCountsOfTheirRegions(isMeasured: Bool) throws {
        let dataset = try Self.dataset(isMeasured: isMeasured)
        let regions = try Self.boxes()
        let edges = dataset.energy.edges
        let profile = try FluxProfileEstimator(regions, energyEdges: edges).run([dataset])
        #expect(profile.count == 6 && profile.energyBinCount == 4)
        for (bin, region) in zip(profile.bins, regions.regions) {
            let spectrum = try dataset.toSpectrumDataset(region: region)
            let reference = spectrum.totalSignal(Models(SkyModel("r", spectral: PowerLaw(index: 2, amplitude: 1e-12))))
            for (energy, point) in bin.points.enumerated() where spectrum.counts[energy] > 0 {
                let excess: any CountsStatistic =
                    spectrum.off.map {
                        WStatCountsStatistic(
                            nOn: spectrum.counts[energy], nOff: $0.counts[energy], alpha: $0.alpha[energy])
                    }
                    ?? CashCountsStatistic(
                        nOn: spectrum.counts[energy], muBackground: spectrum.backgroundCounts[energy])
                #expect(point.outcome == .converged && point.counts == [spectrum.counts[energy]])
                expectClose(point.norm, excess.excess / reference[energy], relative: 1e-8)
                expectClose(point.normErr ?? .nan, excess.error / reference[energy], relative: 1e-6)
                expectClose(point.significance, excess.sqrtTS, relative: 1e-6)
                expectClose(
                    point.normUL ?? .nan, excess.upperLimit(sigma: 2) / reference[energy], relative: 1e-6)
            }
        }
        // The source stands on the border of the two middle boxes.
        let significance = profile.rows.map { $0.reduce(0) { max($0, $1.significance) } }
        #expect(min(significance[2], significance[3]) > 3 && max(significance[0], significance[5]) < 3)
    }

    /// What models predict is background; of the measured source only the spectrum is taken.
    @Test(arguments: [false, true]) func modelsAreBackground(isMeasured: Bool) throws {
        let dataset = try Self.dataset(isMeasured: isMeasured)
        let regions = try Self.boxes()
        func significance(_ estimator: FluxProfileEstimator, _ models: Models) throws -> [Double] {
            try estimator.run([dataset], models: models).rows.map { $0[0].significance }
        }
        let without = try significance(FluxProfileEstimator(regions), Models())
        let with = try significance(FluxProfileEstimator(regions), Self.models())
        let own = try FluxProfileEstimator(regions, source: "source").run([dataset], models: Self.models())
        #expect(without[2] > 5 && without[3] > 5)
        #expect(with.allSatisfy { abs($0) < 3.5 })
        #expect(own.metadata.source == "source")
        #expect(own.rows.map { $0[0].significance }[2] > 5)
        let expected = try FluxProfileEstimator(regions, spectral: Self.models().source("source").spectral).run([
            dataset
        ])
        #expect(own.values(.flux) == expected.values(.flux))
        // What is predicted beside the norm: counts are those that the models put there.
        let signal = try dataset.predictedSignal(Self.models())
        var map = dataset
        map.counts = try WCSMap(dataset.geometry, values: signal)
        let known = try map.toSpectrumDataset(region: regions.regions[2]).counts.reduce(0, +)
        let background = try dataset.toSpectrumDataset(region: regions.regions[2]).backgroundCounts.reduce(0, +)
        let point = try FluxProfileEstimator(regions).run([dataset], models: Self.models()).rows[2][0]
        let total = try #require(point.npred?[0])
        let excess = try #require(point.npredExcess?[0])
        // Off counts of single bins of energy move with the fit.
        expectClose(total - excess, known + background, relative: isMeasured ? 0.05 : 1e-9)
    }

    /// Regions that leave the image or are masked in part, bins of energy outside the axis: each says so and ends no other.
    @Test func binsWithoutValueSayWhy() throws {
        var dataset = try Self.dataset()
        let pixels = dataset.geometry.pixelCount
        for plane in 0..<dataset.energy.binCount {
            for y in 0..<dataset.geometry.ny { dataset.maskSafe[plane * pixels + y * dataset.geometry.nx + 13] = false }
        }
        for pixel in 0..<pixels { dataset.maskSafe[3 * pixels + pixel] = false }
        let profile = try FluxProfileEstimator(Self.boxes(length: 3), energyEdges: [1, 5.62, 10, 20]).run([dataset])
        func reason(_ bin: Int, _ energy: Int = 0) -> String { profile.bins[bin].points[energy].outcome?.reason ?? "" }
        #expect(profile.count == 12)
        #expect(reason(0).contains("not wholly within the image of dataset 'field'"))
        #expect(reason(4).contains("are in the mask of energy bin 0"))
        #expect(reason(6) == "converged" && reason(6, 1).contains("masked") && reason(6, 2).contains("no bin"))
        #expect(profile.values(.flux)[0].isNaN && profile.values(.flux)[6].isFinite)
        #expect(profile.values(.flux, .ul, energyBin: 1)[6].isNaN)
        #expect(profile.textTable().text().contains("not wholly within the image"))
    }

    @Test func badInputIsAFault() throws {
        let dataset = try Self.dataset()
        let regions = try Self.boxes()
        func fault(_ body: () throws -> FluxProfile) -> Fault? { #expect(throws: Fault.self) { _ = try body() } }
        #expect(fault { try FluxProfileEstimator(regions).run([]) }?.code == .noData)
        let unknown = fault { try FluxProfileEstimator(regions, source: "sorce").run([dataset], models: Self.models()) }
        #expect(unknown?.code == .unknownKey && unknown?.hint == "did you mean 'source'?")
        #expect(fault { try FluxProfileEstimator(regions, energyEdges: [20, 30]).run([dataset]) }?.code == .badValue)
        #expect(fault { try FluxProfileEstimator(regions, energyEdges: [3, 2]).run([dataset]) }?.code == .badValue)
        let far = try ProfileRegions.radial(centre: SkyDirection(ra: 90, dec: 22), to: 0.3, binning: .count(3))
        let outside = fault { try FluxProfileEstimator(far).run([dataset]) }
        #expect(outside?.code == .incompatible && outside?.message.contains("'field'") == true)
        let measured = try Self.dataset(isMeasured: true)
        let free = FluxProfileEstimator(regions, options: FluxOptions(freeParameters: ["index"]))
        #expect(fault { try free.run([measured], models: Self.models()) }?.code == .unsupported)
        #expect(try free.run([measured]).rows[2][0].nuisance.map(\.name) == ["profile.spectral.index"])
    }

    /// The same bits for any number of threads; progress is told, and stops when it is to.
    @Test func threadsDoNotMatterAndTheWorkCanBeStopped() throws {
        let dataset = try Self.dataset()
        let estimator = FluxProfileEstimator(try Self.boxes(), energyEdges: [1, 3.16, 10])
        func text(_ threads: Int) throws -> String {
            try estimator.run([dataset], models: Self.models(), execution: Execution(threads: threads))
                .table(.likelihood).ecsvText
        }
        let one = try text(1)
        #expect(try text(2) == one && text(5) == one)
        let fault = #expect(throws: Fault.self) {
            try estimator.run([dataset], execution: Execution(threads: 2, progress: Stopping()))
        }
        #expect(fault?.code == .cancelled)
    }
}

/// Stops the profile after its second region.
private struct Stopping: ProgressObserver {
    func update(step: String, done: Int, total: Int) throws {
        if step == "profile", done >= 2 { throw Fault(.cancelled, "enough") }
    }
}
