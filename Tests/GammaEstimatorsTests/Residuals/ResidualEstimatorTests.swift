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

@Suite struct ResidualEstimatorTests {
    private static let bright = SyntheticField.source(
        GaussianSpatialModel(at: SyntheticField.centre, sigma: 0.15), name: "bright", amplitude: 2e-11)
    private static let point = SyntheticField.source(
        PointSpatialModel(at: SyntheticField.direction(east: 0.4, north: 0.3)), name: "point", amplitude: 1e-11)
    private static let models = Models([.sky(bright), .sky(point)])

    /// Two datasets on one image, drawn from the models.
    private static func datasets(isMeasured: Bool = false) throws -> [MapDataset] {
        try (0..<2).map { index in
            var random = RandomStream(seed: 3, stream: "residuals", index: UInt64(index))
            return try SyntheticField.dataset(models, &random, name: "field-\(index)", isMeasured: isMeasured)
        }
    }

    private static func estimator(edges: [Double]? = nil) -> ResidualEstimator {
        ResidualEstimator(correlationRadius: 0.12, energyEdges: edges, toys: 200, seed: 5)
    }

    /// Counts and prediction within the disk around one pixel, of both datasets and all bins of the mask.
    @Test func significanceIsThatOfTheSumsWithinTheDisk() throws {
        var datasets = try Self.datasets()
        datasets[0].maskFit = datasets[0].maskSafe
        for bin in 0..<datasets[0].geometry.pixelCount { datasets[0].maskFit?[bin] = false }
        let maps = try #require(Self.estimator().run(datasets, models: Self.models).maps.first)
        #expect(maps.datasetNames == ["field-0", "field-1"])
        var (counts, expected) = (0.0, 0.0)
        for dataset in datasets {
            let (nx, pixels) = (dataset.geometry.nx, dataset.geometry.pixelCount)
            let npred = try dataset.predicted(Self.models).values
            for index in dataset.counts.values.indices where dataset.mask[index] {
                let (x, y) = (index % pixels % nx - 20, index % pixels / nx - 15)
                guard Double(x * x + y * y) <= 2.4 * 2.4 else { continue }
                counts += dataset.counts.values[index]
                expected += npred[index]
            }
        }
        let pixel = 15 * 40 + 20
        let cash = CashCountsStatistic(nOn: counts, muBackground: expected)
        // Sums in another order.
        expectClose(maps.totalSignificance.values[pixel], cash.sqrtTS, absolute: 1e-9)
        expectClose(maps.excess.values[pixel], cash.excess, absolute: 1e-9)
        expectClose(maps.counts.values.reduce(0, +), sum(datasets), absolute: 0)
    }

    /// Profiles around wide sources end where the map ends, also for sources in a corner of it.
    @Test func wideSourcesOfSmallMaps() throws {
        let wide = SyntheticField.source(
            GaussianSpatialModel(at: SyntheticField.direction(east: 0.5, north: 0.4), sigma: 1), name: "wide")
        let centred = SyntheticField.source(
            GaussianSpatialModel(at: SyntheticField.centre, sigma: 1.5), name: "centred")
        let residuals = try Self.estimator().run(Self.datasets(), models: Models([.sky(wide), .sky(centred)]))
        let profiles = residuals.profiles.filter { $0.axis == .radial }
        #expect(profiles.map(\.region) == ["wide", "centred"])
        for (profile, place) in zip(profiles, [wide, centred].compactMap(\.spatial?.position)) {
            let farthest = try #require(SyntheticField.geometry().image.separations(from: place).max())
            #expect(try #require(profile.edges.last) <= farthest)
        }
    }

    private func sum(_ datasets: [MapDataset]) -> Double {
        datasets.reduce(0) { $0 + zip($1.counts.values, $1.mask).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } }
    }

    /// The true models leave noise, without one of the sources its place stands out, also with off counts.
    @Test(arguments: [false, true]) func aSourceThatIsLeftOutStandsOut(isMeasured: Bool) throws {
        let datasets = try Self.datasets(isMeasured: isMeasured)
        let whole = try Self.estimator().run(datasets, models: Self.models)
        let maps = try #require(whole.maps.first)
        #expect(maps.peaks.peaks.isEmpty)
        // 1 − (1 − p)^N, and its limits: no surprise, and a chance too small for a number.
        let chance = Special.normalSurvival(5)
        expectClose(
            Special.normalSurvival(maps.postTrial(5)), 1 - pow(1 - chance, Double(maps.trials)), relative: 1e-9)
        #expect(maps.postTrial(1) == 0)
        expectClose(maps.postTrial(60), 60 - log(Double(maps.trials)) / 60, absolute: 1e-9)
        expectClose(maps.postTrial(36), 36 - log(Double(maps.trials)) / 36, absolute: 0.01)
        let all = try #require(maps.distributions.first { $0.part == .all && $0.isTotal })
        // 1,200 pixels in disks of some 20: 60 independent ones, and the off counts here are not random.
        #expect(abs(all.mean) < 0.4 && abs(all.width - 1) < 0.3)
        #expect(whole.spectra.allSatisfy { ($0.goodness?.pValue ?? 0) > 1e-3 })

        let without = try Self.estimator().run(datasets, models: Models(Self.bright))
        let peak = try #require(without.maps.first?.peaks.peaks.first)
        #expect(peak.value > 8)
        #expect(try peak.position.separation(to: #require(Self.point.spatial?.position)) < 0.1)
        #expect(try #require(without.maps.first).postTrial(peak.value) < peak.value)
        let series = try #require(without.spectra.first { $0.region == "whole map" && $0.datasetNames.count == 2 })
        #expect(try #require(series.goodness).pValue < 0.01)
    }

    /// Components add up to the prediction, a series of all datasets to those of each.
    @Test func seriesAddUp() throws {
        let result = try Self.estimator().run(Self.datasets(), models: Self.models)
        let energies = result.spectra.filter { $0.region == "bright" }
        #expect(energies.map(\.datasetNames) == [["field-0", "field-1"], ["field-0"], ["field-1"]])
        #expect(energies[0].components.map(\.name) == ["background", "bright", "point"])
        for bin in energies[0].counts.indices {
            #expect(energies[0].counts[bin] == energies[1].counts[bin] + energies[2].counts[bin])
            expectClose(
                energies[0].predicted[bin], energies[1].predicted[bin] + energies[2].predicted[bin], relative: 1e-12)
            expectClose(
                energies[0].relative[bin], energies[0].counts[bin] / energies[0].predicted[bin] - 1, absolute: 1e-12)
        }
        let whole = try #require(result.spectra.first { $0.region == "whole map" })
        let longitude = try #require(result.profiles.first { $0.axis == .longitude })
        let latitude = try #require(result.profiles.first { $0.axis == .latitude })
        // The bins of a profile are whole ones of 0.12 deg: what is left at the end is in none.
        #expect(longitude.counts.reduce(0, +) <= whole.counts.reduce(0, +))
        #expect(latitude.counts.reduce(0, +) > 0.9 * whole.counts.reduce(0, +))
        let radial = try #require(result.profiles.first { $0.region == "point" })
        #expect(radial.axis == .radial && radial.edges[0] == 0 && radial.counts[0] > 0)
    }

    /// Two edges choose a range, three make two bands; nothing outside takes part.
    @Test func energyBands() throws {
        let datasets = try Self.datasets()
        let result = try Self.estimator(edges: [1.78, 3.16, 10]).run(datasets, models: Self.models)
        let maps = try #require(result.maps.first)
        #expect(maps.energy.binCount == 2)
        #expect(maps.distributions.count == 9)
        let series = try #require(result.spectra.first)
        #expect(series.isUsed == [false, true, true, true])
        #expect(series.counts[0] == 0 && series.significance[0].isNaN)
        expectClose(maps.counts.values.reduce(0, +), series.counts.reduce(0, +), absolute: 1e-9)
        #expect(throws: Fault.self) { try Self.estimator(edges: [20, 30]).run(datasets, models: Self.models) }
    }

    /// With off counts the statistic of a bin is that of the spectrum of the region.
    @Test func offCounts() throws {
        let dataset = try SyntheticSpectrum.dataset(alpha: 0.2)
        let result = try Self.estimator().run([dataset], models: SyntheticSpectrum.crab)
        let series = try #require(result.spectra.first)
        #expect(series.components.map(\.name) == ["background", "crab"])
        for (bin, expected) in dataset.residuals(SyntheticSpectrum.crab).enumerated() {
            expectClose(series.significance[bin], expected, absolute: 1e-6)
        }
    }

    /// Deviances of data that follow the prediction are distributed evenly in their p-values.
    @Test func pValuesAreEven() throws {
        let dataset = try SyntheticSpectrum.dataset(alpha: nil)
        let values = try (0..<40).map { index in
            var random = RandomStream(seed: 8, stream: "data", index: UInt64(index))
            let drawn = dataset.fake(SyntheticSpectrum.crab, random: &random)
            let result = try ResidualEstimator(toys: 100, seed: UInt64(index)).run(
                [drawn], models: SyntheticSpectrum.crab)
            return try #require(result.spectra.first?.goodness).pValue
        }
        // A mean of 40 even numbers: 0.5 ± 0.046; four of these.
        expectClose(values.reduce(0, +) / 40, 0.5, absolute: 0.19)
        #expect(values.contains { $0 < 0.25 } && values.contains { $0 > 0.75 })
    }

    @Test func threadsChangeNoBit() throws {
        let datasets = try Self.datasets()
        let one = try Self.estimator().run(datasets, models: Self.models, execution: Execution(threads: 1))
        let two = try Self.estimator().run(datasets, models: Self.models, execution: Execution(threads: 2))
        #expect(one.spectra == two.spectra && one.profiles == two.profiles)
        #expect(one.maps.map(\.totalSignificance.values) == two.maps.map(\.totalSignificance.values))
    }

    @Test func nothingToCompare() throws {
        var dataset = try Self.datasets()[0]
        dataset.maskFit = dataset.maskSafe.map { _ in false }
        #expect(throws: Fault.self) { try Self.estimator().run([dataset], models: Self.models) }
        #expect(throws: Fault.self) { try Self.estimator().run([], models: Self.models) }
    }
}
