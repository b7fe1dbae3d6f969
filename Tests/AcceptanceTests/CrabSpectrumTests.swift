import GammaKit
import GammaTestSupport
import Testing

/// Four H.E.S.S. runs on the Crab nebula, reduced and fitted as Gammapy 2.1 does.
///
/// Reference numbers: Gammapy 2.1's high-level interface on the same configuration (`spectrum_crab`).
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct CrabSpectrumTests {
    static let region = SkyRegion.circle(centre: SkyDirection(ra: 83.63, dec: 22.01), radius: 0.11)

    /// Runs reduced one by one, the fit range not set.
    static func runs(threads: Int = 2) throws -> [SpectrumDataset] {
        let execution = Execution(threads: threads)
        let store = try DataStore(#require(TestData.path("hess-dl3-dr1")), execution: execution)
        let observations = try store.observations(
            .cone(SkyDirection(ra: 83.633, dec: 22.014), radius: 5), required: [.aeff, .edisp, .bkg],
            loading: [.aeff, .edisp, .psf], execution: execution)
        let reduction = SpectrumReduction(
            maker: SpectrumDatasetMaker(
                region: region, energy: try .energy(min: 0.2, max: 30, bins: 15),
                energyTrue: try .energy(min: 0.1, max: 60, bins: 30, name: "energy_true"), containmentCorrection: true),
            safeMask: SafeMaskMaker([.aeffDefault, .aeffMax(percent: 10)]),
            background: ReflectedRegionsBackgroundMaker())
        return try reduction.run(observations, execution)
    }

    /// The stack with the fit range of the configuration.
    static func stacked(_ runs: [SpectrumDataset]) throws -> SpectrumDataset {
        var stacked = try SpectrumDataset.stacked(runs)
        stacked.setFitRange(minimum: 0.6, maximum: 20)
        return stacked
    }

    static let start = Models(SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: 5e-11, reference: 1)))

    @Test func countsAreExact() throws {
        let runs = try Self.runs()
        #expect(runs.map(\.name) == ["23523", "23526", "23559", "23592"])
        #expect(runs.map(\.summary.counts) == [95, 114, 104, 76])
        #expect(runs.map(\.summary.countsOff) == [80, 99, 197, 188])
        let stacked = try Self.stacked(runs)
        #expect(stacked.counts == [0, 0, 0, 0, 67, 91, 83, 60, 35, 20, 19, 8, 4, 2, 0])
        #expect(stacked.off?.counts == [0, 0, 0, 0, 99, 130, 110, 67, 48, 38, 19, 24, 13, 7, 9])
        #expect(stacked.off?.acceptance == [0, 0, 0, 0, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4])
        #expect(stacked.maskSafe == (0..<15).map { $0 >= 4 })
        #expect(stacked.mask == (0..<15).map { (4...12).contains($0) })
    }

    @Test func responsesAgree() throws {
        let stacked = try Self.stacked(Self.runs())
        // 1e-6: Gammapy stores acceptances and exposures with 32 bits.
        expectClose(
            Array(try #require(stacked.off?.acceptanceOff)[4...]),
            [
                46.0378036, 99.3553314, 90.4638443, 93.3163528, 75.9967804, 81.2869568, 100.246643, 102.233765,
                119.551399, 121.911507, 129.284668,
            ], relative: 1e-6)
        expectClose(stacked.livetime, 6313.811659421768, relative: 1e-12)
        expectClose(
            stacked.exposure[6...].map { $0 * 1e-4 },
            [
                48187436, 159542992, 370536224, 585765888, 767737792, 919577472, 1.04365722e9, 1.17758592e9,
                1.31952294e9,
                1.46684006e9, 1.61406221e9, 1.75542861e9, 1.88490726e9, 1.99014067e9, 2.08698419e9, 2.17766221e9,
                2.2651776e9, 2.35371264e9, 2.44421914e9, 2.53417574e9, 2.60570547e9, 2.63292032e9, 2.63000448e9,
                2.5810729e9,
            ], relative: 1e-6)
        #expect(stacked.exposure[..<6].allSatisfy { $0 == 0 })
    }

    @Test func fitAgrees() throws {
        let result = try Fit([Self.stacked(Self.runs())], models: Self.start).run()
        #expect(result.fit.outcome == .converged)
        let (values, errors) = (result.fit.values, result.fit.errors)
        // Bars of the reference: 0.01 σ for values, 1 % for errors, 1e-3 for the statistic.
        expectClose(values[0], 2.5995686068802026, absolute: 0.01 * 0.0871)
        expectClose(values[1], 4.282983730975123e-11, absolute: 0.01 * 3.149e-12)
        expectClose(errors, [0.08710103379209232, 3.1490525352388946e-12], relative: 0.01)
        expectClose(result.fit.stat, 6.574882430728323, absolute: 1e-3)
    }

    @Test func fluxPointsAgree() throws {
        let stacked = try Self.stacked(Self.runs())
        let models = try Fit([stacked], models: Self.start).run().models
        let all = try FluxPointsEstimator(
            source: "Crab", energyEdges: Quadrature.geomspace(0.4, 20, count: 11)
        ).run([stacked], models: models)
        #expect(all.points.map { $0.outcome?.success } == [false, false] + Array(repeating: true, count: 7) + [false])
        let points = all.points[2..<9]
        let norms = [0.922008491, 1.14934422, 1.16768331, 0.966634667, 0.808329002, 1.25450377, 0.71301838]
        let errors = [0.0781667729, 0.134183529, 0.15848821, 0.176451027, 0.199848422, 0.30000259, 0.233334048]
        for (index, point) in points.enumerated() {
            expectClose(point.norm, norms[index], absolute: 0.01 * errors[index])
        }
        func check(_ actual: (FluxPoint) -> Double?, _ expected: [Double], relative: Double = 0.01) throws {
            expectClose(try points.map { try #require(actual($0)) }, expected, relative: relative)
        }
        try check(\.normErr, errors)
        try check(
            \.normErrn, [0.0761152841, 0.129338274, 0.151761709, 0.166848026, 0.185356096, 0.277576338, 0.211603359])
        try check(
            \.normErrp, [0.0802462433, 0.139123509, 0.165369656, 0.186658649, 0.214947992, 0.323368178, 0.256177849])
        try check(\.normUL, [1.08671201, 1.43764988, 1.51247131, 1.36149512, 1.26935043, 1.94939564, 1.27302435])
        try check(
            \.normSensitivity,
            [0.110939133, 0.215020065, 0.250962801, 0.359637281, 0.489760573, 0.563792319, 0.656744847])
        try check(
            \.ts, [513.068097, 270.632717, 212.951566, 101.604894, 51.3142691, 72.7052876, 27.9744451], relative: 1e-5)
    }

    @Test func lightCurveAgrees() throws {
        let runs = try Self.runs()
        let models = try Fit([Self.stacked(runs)], models: Self.start).run().models
        let curve = try LightCurveEstimator(source: "Crab", energyEdges: [0.6, 20]).run(runs, models: models)
        expectClose(
            curve.bins.map { $0.start.mjd(.tt) },
            [53343.92234009259, 53343.95421509259, 53345.9619812963, 53347.913196574074],
            relative: 1e-13)
        let fluxes = [6.888924423833575e-11, 5.5965358519703986e-11, 8.101717166180212e-11, 8.527849307585274e-11]
        let errors = [7.620203073597564e-12, 5.656102069628895e-12, 8.327555960047032e-12, 1.0395693037822182e-11]
        for (flux, pair) in zip(curve.values(.flux), zip(fluxes, errors)) {
            expectClose(flux, pair.0, absolute: 0.01 * pair.1)
        }
        expectClose(curve.values(.flux, .err), errors, relative: 0.01)
        expectClose(
            curve.values(.flux, .errn),
            [7.367744495792096e-12, 5.4825992554396274e-12, 8.058048066690204e-12, 1.0002587519246451e-11],
            relative: 0.01)
        expectClose(
            curve.values(.flux, .errp),
            [7.88432117764004e-12, 5.832613957018374e-12, 8.601783713342745e-12, 1.079640756619867e-11], relative: 0.01)
        expectClose(
            curve.values(.flux, .ul),
            [8.522211292983239e-11, 6.798951377468542e-11, 9.877846600831956e-11, 1.0768653312140863e-10],
            relative: 0.01)
    }

    @Test func threadsDoNotMatter() throws {
        let one = try Self.runs(threads: 1)
        for threads in [2, 4] { #expect(try Self.runs(threads: threads) == one) }
    }
}
