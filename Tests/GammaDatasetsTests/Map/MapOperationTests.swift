import GammaCore
import GammaDatasets
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct MapOperationTests {
    @Test(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
    func imagesAndEnergiesAsGammapy() throws {
        let (first, second) = (try RealMaps.dataset(0), try RealMaps.dataset(1))
        let position = SkyDirection(lon: 344.2, lat: -0.4, frame: .galactic)
        let cutout = try second.cutout(around: position, width: [1.3, 0.9])
        try MapStackTests.expectGoldens(cutout, "cutout")
        try MapStackTests.expectGoldens(second.downsampled(by: 4), "downsampled")
        try MapStackTests.expectGoldens(second.sliced(energyMin: 2, energyMax: 20), "sliced")
        let edges = [0, 2, 5, 9, 15].map { first.energy.edges[$0] }
        try MapStackTests.expectGoldens(first.resampled(energy: .energy(edges: edges)), "resampled")
        try MapStackTests.expectGoldens(first.toImage(), "image")
        let padded = try second.padded(by: 3)
        try GammapyGoldens.expect(padded.counts.values, "padded.counts", tolerance: 1e-12)
        try GammapyGoldens.expect(padded.exposure.values, "padded.exposure", tolerance: 1e-12)

        let part = try MapStackTests.onOff(MapStackTests.parts()[0], scale: 4, seed: 0)
        let wide = [0, 5, 10, 15].map { first.energy.edges[$0] }
        try MapStackTests.expectGoldens(part.resampled(energy: .energy(edges: wide)), "on_off_wide")
        try MapStackTests.expectGoldens(part.downsampled(by: 2), "on_off_coarse")
        expectSummary(first.summary, "info")
        expectSummary(part.summary, "info_on_off")
    }

    private func expectSummary(_ summary: MapDatasetSummary, _ name: String) {
        let values = [
            ("counts", summary.counts), ("background", summary.background), ("excess", summary.excess),
            ("sqrt_ts", summary.sqrtTS), ("livetime", summary.livetime), ("ontime", summary.ontime ?? 0),
            ("n_bins", Double(summary.bins)), ("n_fit_bins", Double(summary.fitBins)),
            ("exposure_min", summary.exposureMin), ("exposure_max", summary.exposureMax),
        ]
        for (key, value) in values {
            // Sums of 32-bit backgrounds, and differences of such sums.
            expectClose(
                [value], (try? GammapyGoldens.numbers("\(name).\(key)")) ?? [], relative: 1e-5, "\(name).\(key)")
        }
    }

    @Test(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
    func spectraOfRegionsAsGammapy() throws {
        let dataset = try RealMaps.dataset(1)
        let position = SkyDirection(lon: 344.2, lat: -0.4, frame: .galactic)
        let circle = SkyRegion.circle(centre: position, radius: 0.15)
        try expectSpectrum(dataset.toSpectrumDataset(region: circle), "spectrum")
        try expectSpectrum(
            dataset.toSpectrumDataset(region: circle, containmentCorrection: true), "spectrum_contained")
        try expectSpectrum(dataset.toSpectrumDataset(region: .point(position)), "spectrum_point")
        let onOff = try MapStackTests.onOff(dataset, scale: 5, seed: 2).toSpectrumDataset(region: circle)
        try expectSpectrum(onOff, "spectrum_on_off")
        let off = try #require(onOff.off)
        try GammapyGoldens.expect(off.counts, "spectrum_on_off.counts_off", tolerance: 1e-12)
        try GammapyGoldens.expect(off.acceptance, "spectrum_on_off.acceptance", tolerance: 1e-6)
    }

    /// Gammapy sums and averages in 32 bits.
    private func expectSpectrum(_ spectrum: SpectrumDataset, _ name: String) throws {
        try GammapyGoldens.expect(spectrum.counts, "\(name).counts", tolerance: 1e-12)
        try GammapyGoldens.expect(spectrum.exposure, "\(name).exposure", tolerance: 1e-6)
        try GammapyGoldens.expect(spectrum.backgroundCounts, "\(name).background", tolerance: 1e-6)
        try GammapyGoldens.expect(spectrum.maskSafe.map { $0 ? 1 : 0 }, "\(name).mask", tolerance: 1e-12)
        try GammapyGoldens.expect(spectrum.energyDispersion?.values ?? [], "\(name).edisp", tolerance: 1e-6)
    }

    @Test func regionsThatMakeNoSpectrum() throws {
        var random = RandomStream(seed: 41, stream: "test")
        var dataset = try SyntheticMap.dataset(&random)
        let inner = SkyRegion.circle(centre: SyntheticMap.centre, radius: 0.25)
        let mixed = #expect(throws: Fault.self) { try dataset.toSpectrumDataset(region: inner) }
        #expect(mixed?.code == .incompatible)
        dataset.maskSafe = dataset.maskSafe.map { _ in true }
        #expect(try dataset.toSpectrumDataset(region: inner).counts.reduce(0, +) > 0)
        for region: SkyRegion in [
            .circle(centre: SyntheticMap.centre, radius: 3),
            .circle(centre: SkyDirection(ra: 84.9, dec: 22), radius: 0.2),
            .point(SkyDirection(ra: 90, dec: 22)),
        ] {
            #expect(throws: Fault.self) { try dataset.toSpectrumDataset(region: region) }
        }
        let box = SkyRegion.rectangle(centre: SyntheticMap.centre, width: 0.4, height: 0.4, angle: 0)
        #expect(throws: Fault.self) { try dataset.toSpectrumDataset(region: box, containmentCorrection: true) }
    }

    /// What is cut and put together again, and what is joined in one go or two, is the same.
    @Test func operationsAgreeWithEachOther() throws {
        forAll(seed: 42, count: 4) { random in
            let dataset = try SyntheticMap.dataset(&random, isMeasured: random.uniform() < 0.5)
            let halves = try [0..<2, 2..<4].map { try dataset.sliced(energyBins: $0) }
            #expect(halves.flatMap(\.counts.values) == dataset.counts.values)
            #expect(halves.flatMap(\.maskSafe) == dataset.maskSafe)
            #expect(halves[0].exposure == dataset.exposure)
            let image = try dataset.toImage()
            expectClose(image.counts.values, try dataset.countsImage.values)
            expectClose(image.backgroundCounts, try dataset.backgroundImage.values)
            #expect(image.maskSafe == dataset.maskSafeImage)
            expectClose(image.summary.excess, dataset.summary.excess, relative: 1e-10)
            let coarse = try dataset.downsampled(by: 2)
            expectClose(coarse.summary.counts, dataset.summary.counts)
            expectClose(coarse.summary.background, dataset.summary.background, relative: 1e-10)
            let padded = try dataset.padded(by: 2)
            let width = dataset.geometry.width
            let back = try padded.cutout(around: dataset.geometry.centre, width: width)
            #expect(back.counts.values == dataset.counts.values)
            #expect(back.geometry.isClose(to: dataset.geometry))
        }
    }

    @Test func simulatedCountsFollowTheirExpectation() throws {
        var random = RandomStream(seed: 43, stream: "test")
        let dataset = try SyntheticMap.dataset(&random, isMeasured: true)
        let signal = dataset.counts.values.map { $0 + 1 }
        let asimov = try dataset.asimov(signal: signal)
        expectClose(asimov.counts.values, zip(signal, dataset.backgroundCounts).map { $0 + $1 })
        var (one, two) = (RandomStream(seed: 5, stream: "test"), RandomStream(seed: 5, stream: "test"))
        let fake = try dataset.fake(signal: signal, random: &one)
        let isSame = try fake == dataset.fake(signal: signal, random: &two)
        #expect(isSame)
        let (sum, expected) = (fake.counts.values.reduce(0, +), asimov.counts.values.reduce(0, +))
        #expect(abs(sum - expected) < 5 * expected.squareRoot())
        guard case .measured(let off) = fake.background, case .measured(let mean) = asimov.background else { return }
        let (n, mu) = (off.counts.values.reduce(0, +), mean.counts.values.reduce(0, +))
        #expect(n > 0 && abs(n - mu) < 5 * mu.squareRoot())
        #expect(throws: Fault.self) { try dataset.asimov(signal: [1]) }
    }

    @Test func textTable() throws {
        var random = RandomStream(seed: 44, stream: "test")
        let text = [try SyntheticMap.dataset(&random, name: "crab").summary].textTable().text()
        #expect(text.contains("crab") && text.contains("cash") && text.contains("1400.5"))
    }
}
