import GammaCore
import GammaDatasets
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaDatasets

@Suite struct MapStackTests {
    /// Everything of a dataset that Gammapy was asked for.
    static func expectGoldens(
        _ dataset: MapDataset, _ name: String, tolerance: Double = 1e-5, hasPSF: Bool = true
    ) throws {
        try GammapyGoldens.expect(dataset.counts.values, "\(name).counts", tolerance: 1e-12)
        try GammapyGoldens.expect(dataset.exposure.values, "\(name).exposure", tolerance: tolerance)
        try GammapyGoldens.expect(dataset.maskSafe.map { $0 ? 1 : 0 }, "\(name).mask", tolerance: 1e-12)
        try GammapyGoldens.expect(dataset.backgroundCounts, "\(name).background", tolerance: tolerance)
        for (key, response) in [("psf", dataset.psf?.map), ("edisp", dataset.energyDispersion?.map)]
        where key != "psf" || hasPSF {
            let response = try #require(response)
            try GammapyGoldens.expect(response.values, "\(name).\(key)", tolerance: tolerance)
            try GammapyGoldens.expect(response.exposure ?? [], "\(name).\(key)_exposure", tolerance: tolerance)
        }
        if case .measured(let off) = dataset.background {
            try GammapyGoldens.expect(off.counts.values, "\(name).counts_off", tolerance: 1e-12)
            try GammapyGoldens.expect(off.acceptance.values, "\(name).acceptance", tolerance: tolerance)
        }
        expectClose([dataset.livetime], try GammapyGoldens.numbers("\(name).livetime"), relative: 1e-12)
        expectClose([dataset.gti?.timeSum ?? 0], try GammapyGoldens.numbers("\(name).ontime"), relative: 1e-9)
    }

    /// Cut-outs of three files with thresholds that depend on the place, as the reference script makes them.
    static func parts(factor: Int = 1) throws -> [MapDataset] {
        let centres = [(344.5, -0.5), (344.1, -0.3), (344.8, -0.8)]
        return try centres.enumerated().map { index, place in
            let centre = SkyDirection(lon: place.0, lat: place.1, frame: .galactic)
            let whole = try RealMaps.dataset(index)
            var part = try (factor == 1 ? whole : whole.downsampled(by: factor))
                .cutout(around: centre, width: [1.6, 1.6], name: "part\(index)")
            let separations = part.geometry.separations(from: centre)
            for bin in part.maskSafe.indices {
                let (plane, pixel) = (bin / separations.count, bin % separations.count)
                part.maskSafe[bin] = part.maskSafe[bin] && separations[pixel] < 0.4 + 0.1 * Double(plane) / 2
            }
            return part
        }
    }

    /// The image of all three in the reference script: 3.2 deg of the first file.
    static func accumulator(isMeasured: Bool = false) throws -> MapDataset {
        let centre = SkyDirection(lon: 344.5, lat: -0.5, frame: .galactic)
        var target = try RealMaps.dataset(0).cutout(around: centre, width: [3.2, 3.2])
        if isMeasured { target.background = try .zeros(.measured, target.geometry) }
        return try .emptied(covering: [target], name: "stacked")
    }

    /// The off measurement that the reference script makes up.
    static func onOff(_ dataset: MapDataset, scale: Double, seed: Int) throws -> MapDataset {
        var dataset = dataset
        let indices = dataset.counts.values.indices
        func map(_ value: (Int) -> Double) throws -> WCSMap { try WCSMap(dataset.geometry, values: indices.map(value)) }
        dataset.background = try .measured(
            MapOffMeasurement(
                counts: map { $0 % 3 > 0 ? Double(($0 * 7 + seed) % 5) : 0 }, acceptance: map { 1 + Double($0 % 2) },
                acceptanceOff: map { scale + Double($0 % 4) }))
        return dataset
    }

    @Test(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
    func cutoutsOfRealDataAsGammapy() throws {
        let parts = try Self.parts()
        let dispersion = try #require(parts[0].energyDispersion)
        let psf = try #require(parts[0].psf)
        func numbers(_ flags: [Bool]) -> [Double] { flags.map { $0 ? 1 : 0 } }
        try GammapyGoldens.expect(numbers(parts[0].maskSafe(of: dispersion)), "irf_masks.edisp", tolerance: 1e-12)
        try GammapyGoldens.expect(numbers(parts[0].maskSafe(atPixelsOf: psf.map)), "irf_masks.psf", tolerance: 1e-12)
        try Self.expectGoldens(parts[0].toMasked(), "masked")

        var stacked = try Self.accumulator()
        for part in parts {
            #expect(try stacked.stack(part))
        }
        try Self.expectGoldens(stacked, "stacked", hasPSF: false)
        #expect(stacked.provenance.observationIDs.count == 12)

        // The image is only as large as the parts here.
        let coarse = try MapDataset.stacked(Self.parts(factor: 2))
        let coarsePSF = try #require(coarse.psf).map
        expectClose(coarse.counts.values.reduce(0, +), try GammapyGoldens.numbers("coarse.counts")[0])
        for (values, name) in [(coarsePSF.values, "psf"), (coarsePSF.exposure ?? [], "psf_exposure")] {
            expectClose(
                GammapyGoldens.moments(values).sums[0], try GammapyGoldens.numbers("coarse.\(name)")[0], relative: 1e-5)
        }

        var both = try Self.accumulator(isMeasured: true)
        for (part, (scale, seed)) in zip(parts, [(4.0, 0), (9.0, 1)]) {
            try both.stack(Self.onOff(part, scale: scale, seed: seed))
        }
        try Self.expectGoldens(both, "on_off")
        guard case .measured(let off) = both.background else { return }
        try GammapyGoldens.expect(off.alpha, "on_off.alpha")
    }

    /// Sums and means in another order differ by rounding alone.
    @Test(arguments: [false, true]) func orderDoesNotMatter(isMeasured: Bool) throws {
        forAll(seed: 31, count: 3) { random in
            let parts = try (0..<3).map { index in
                let all = try SyntheticMap.dataset(
                    &random, name: "\(index)", migra: random.uniform() < 0.5, isMeasured: isMeasured)
                let place = SkyDirection(ra: 83.2 + 0.8 * random.uniform(), dec: 21.7 + 0.6 * random.uniform())
                return try all.cutout(around: place, width: [1.2, 1.2])
            }
            guard Set(parts.map { $0.energyDispersion?.isMigra }).count == 1 else { return }
            let (a, b) = (try MapDataset.stacked(parts), try MapDataset.stacked(parts.reversed()))
            // The image is that of the first one, enlarged: the same sky, whichever comes first.
            #expect(a.geometry.isClose(to: b.geometry))
            expectClose(a.counts.values, b.counts.values)
            expectClose(a.exposure.values, b.exposure.values)
            expectClose(a.backgroundCounts, b.backgroundCounts, relative: 1e-10)
            #expect(a.maskSafe == b.maskSafe)
            #expect(a.gti == b.gti)
            for response in [\MapDataset.psf?.map, \MapDataset.energyDispersion?.map] {
                expectClose(a[keyPath: response]?.values ?? [], b[keyPath: response]?.values ?? [], relative: 1e-10)
                expectClose(
                    a[keyPath: response]?.exposure ?? [], b[keyPath: response]?.exposure ?? [], relative: 1e-10)
            }
            if case .measured(let off) = a.background, case .measured(let other) = b.background {
                expectClose(off.alpha, other.alpha, relative: 1e-10)
            }
        }
    }

    /// What is stacked is inside the masks, no matter what lies outside: NaN, rubbish, nothing.
    @Test func onlySafeBinsCount() throws {
        forAll(seed: 32, count: 2) { random in
            let clean = try SyntheticMap.dataset(&random)
            var rubbish = clean
            for bin in rubbish.maskSafe.indices where !rubbish.maskSafe[bin] {
                rubbish.counts.values[bin] = 1e9
                if case .predicted(var map) = rubbish.background {
                    map.values[bin] = .nan
                    rubbish.background = .predicted(map)
                }
            }
            let (a, b) = (try clean.toMasked(), try rubbish.toMasked())
            let isSame = a == b
            #expect(isSame)
            expectClose(
                a.counts.values.reduce(0, +),
                zip(clean.counts.values, clean.maskSafe).reduce(0) { $0 + ($1.1 ? $1.0 : 0) })
        }
    }

    /// With all bins safe a dataset stacked with itself has twice the counts and the same responses.
    @Test func twiceTheSame() throws {
        forAll(seed: 33, count: 2) { random in
            var dataset = try SyntheticMap.dataset(&random)
            dataset.maskSafe = dataset.maskSafe.map { _ in true }
            let twice = try MapDataset.stacked([dataset, dataset])
            expectClose(twice.counts.values, dataset.counts.values.map { 2 * $0 })
            expectClose(twice.exposure.values, dataset.exposure.values.map { 2 * $0 })
            expectClose(twice.psf?.map.values ?? [], dataset.psf?.map.values ?? [])
            expectClose(twice.energyDispersion?.map.values ?? [], dataset.energyDispersion?.map.values ?? [])
            expectClose(twice.livetime, 2 * dataset.livetime)
            #expect(twice.gti == dataset.gti)
        }
    }

    @Test func nothingSafeChangesNothing() throws {
        var random = RandomStream(seed: 34, stream: "test")
        var stacked = try MapDataset.stacked([SyntheticMap.dataset(&random)])
        let before = stacked
        var masked = try SyntheticMap.dataset(&random)
        masked.maskSafe = masked.maskSafe.map { _ in false }
        #expect(try stacked.stack(masked) == false)
        let isSame = stacked == before
        #expect(isSame)
        // Elsewhere on the sky, with pixels that coincide: nothing is added either.
        let far = try SyntheticMap.geometry().part(columns: 100..<110, rows: 0..<10)
        var elsewhere = try SyntheticMap.dataset(&random, geometry: far)
        elsewhere.psf = nil
        elsewhere.energyDispersion = nil
        #expect(try stacked.stack(elsewhere) == false)
        let isStillSame = stacked == before
        #expect(isStillSame)
    }

    @Test func whatDoesNotFitIsRefusedAndChangesNothing() throws {
        var random = RandomStream(seed: 35, stream: "test")
        var stacked = try SyntheticMap.dataset(&random)
        let before = stacked
        func expectFault(_ other: MapDataset, _ comment: Comment) {
            let fault = #expect(throws: Fault.self, comment) { try stacked.stack(other) }
            #expect(fault?.code == .incompatible, comment)
            let isSame = stacked == before
            #expect(isSame, comment)
        }
        expectFault(try SyntheticMap.dataset(&random, migra: true), "migra and kernels")
        expectFault(try SyntheticMap.dataset(&random, isMeasured: true).withoutBackground(), "kinds of background")
        expectFault(try before.sliced(energyBins: 0..<2), "energy axes")
        let shifted = try WCSGeometry.create(
            centre: SyntheticMap.centre, pixels: [24, 20], binSize: [0.11, 0.1], projection: "TAN",
            axes: [before.energy])
        expectFault(try SyntheticMap.dataset(&random, geometry: shifted), "pixels")
        var blind = before
        blind.psf?.map.exposure = nil
        expectFault(blind, "a response without exposure")
        #expect(throws: Fault.self) { try MapDataset.stacked([]) }
    }

    /// A measured background goes into a predicted one as α·n_off.
    @Test func offCountsIntoPrediction() throws {
        var random = RandomStream(seed: 36, stream: "test")
        var stacked = try MapDataset.stacked([SyntheticMap.dataset(&random)])
        let before = stacked.backgroundCounts
        let measured = try SyntheticMap.dataset(&random, isMeasured: true)
        try stacked.stack(measured)
        let expected = before.indices.map { before[$0] + (measured.maskSafe[$0] ? measured.backgroundCounts[$0] : 0) }
        expectClose(stacked.backgroundCounts, expected)
    }
}

extension MapDataset {
    fileprivate func withoutBackground() -> MapDataset {
        var dataset = self
        dataset.background = .none
        return dataset
    }
}
