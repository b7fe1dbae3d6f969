import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Nested hypotheses about the H.E.S.S. spectra of the Crab nebula: Gammapy 2.1's `NestedModelSelection` with MINUIT
/// (tolerance 0.01, strategy 2) on the files of `joint-crab/spectra/hess`.
@Suite(.enabled(if: TestData.path("joint-crab/spectra/hess") != nil, "real data: set GAMMAKIT_DATA"))
struct NestedSpectrumTests {
    private func spectra(_ ids: [String]) throws -> [SpectrumDataset] {
        try ids.map { id in
            let path = try #require(TestData.path("joint-crab/spectra/hess/pha_obs\(id).fits"))
            return try OGIPReader(path).dataset(name: "obs\(id)")
        }
    }

    /// MINUIT ends within 10⁻⁴ of a minimum, so that its TS is known to some of them.
    private static let noise = 1e-3

    @Test func cutoff() throws {
        let models = Models(
            SkyModel(
                "crab", spectral: ExpCutoffPowerLaw(index: 2.3, amplitude: 4e-11, reference: 1, lambda: 0.05)))
        let datasets = try spectra(["23523", "23526", "23559", "23592"])
        let result = try NestedTest(datasets, models: models, null: [.fixed("crab.spectral.lambda_", 0)]).run()
        expectClose(result.ts.value, 6.41923424555668, absolute: Self.noise)
        expectClose(result.alternative.fit.stat, 150.57345755923876, absolute: Self.noise)
        expectClose(result.null.fit.stat, 156.99269180479544, absolute: Self.noise)
        for (fit, expected) in [
            (
                result.alternative.fit,
                [(2.3326523259, 0.17866), (4.9329377732e-11, 3.7309e-12), (0.112246089, 0.055203)]
            ), (result.null.fit, [(2.6996129213, 0.07348), (4.5791677031e-11, 2.7514e-12)]),
        ] {
            #expect(fit.outcome == .converged)
            for (parameter, (value, error)) in zip(fit.parameters, expected) {
                expectClose(parameter.value, value, absolute: 0.01 * error, parameter.name)
                expectClose(parameter.error, error, relative: 0.02, parameter.name)
            }
        }
    }

    @Test(arguments: [1, 2]) func linkedParameters(count: Int) throws {
        func source(_ name: String) -> SkyModel {
            SkyModel(
                name, spectral: PowerLaw(index: 2.3, amplitude: 4e-11, reference: 1), datasetNames: [name])
        }
        let links: [Restriction] = [
            .linked("obs23559.spectral.index", to: "obs23523.spectral.index"),
            .linked("obs23559.spectral.amplitude", to: "obs23523.spectral.amplitude"),
        ]
        let result = try NestedTest(
            spectra(["23523", "23559"]), models: Models(source("obs23523"), source("obs23559")),
            null: Array(links.prefix(count))
        ).run()
        #expect(result.ts.degreesOfFreedom == count)
        expectClose(
            result.ts.value, count == 1 ? 0.0026242858492935284 : 0.2922741140396994, absolute: Self.noise)
        if count == 2 { expectClose(result.ts.significance, 0.17123463811438647, absolute: Self.noise) }
    }
}

/// Sources and their shapes on one dataset of the simulated plane around HESS J1702-420: Gammapy 2.1's
/// `NestedModelSelection` and `EnergyDependentMorphologyEstimator` with MINUIT (tolerance 0.01, strategy 2).
@Suite(.serialized, .enabled(if: TestData.path("sim-j1702") != nil, "real data: set GAMMAKIT_DATA"))
struct NestedMapTests {
    private static let threads = ProcessInfo.processInfo.activeProcessorCount

    private func dataset() throws -> MapDataset {
        let datasets = try DatasetsFile.readAny(#require(TestData.path("sim-j1702/datasets.yaml")))
        return try #require(datasets.compactMap { $0 as? MapDataset }.first { $0.name == "bin-1" })
    }

    private func truth() throws -> Models { try Models.read(#require(TestData.path("sim-j1702/models_true.yaml"))) }

    /// Amplitudes of two overlapping sources and the norm of the background are free; maps of single precision add up to
    /// some 10⁻³ in the statistic of 900,000 bins, of which a difference keeps less.
    @Test func testStatisticOfSources() throws {
        var models = try truth()
        models.components.removeAll { $0.datasetNames != nil }
        models.components.append(.background(FoVBackgroundModel(dataset: "bin-1")))
        models.setFrozen(true)
        try models.update("bin-1-bkg.spectral.norm") { $0.isFrozen = false }
        for source in ["HESS J1702-420A", "HESS J1702-420B"] {
            try models.update("\(source).spectral.amplitude") {
                ($0.isFrozen, $0.minimum, $0.maximum) = (false, nil, nil)
            }
        }
        let dataset = try dataset()
        let execution = Execution(threads: Self.threads)
        let fit = try Fit([dataset], models: models).run(execution)
        expectClose(fit.fit.stat, 266488.7938001703, absolute: 0.02)
        let tests = try NestedTest.sources(
            ["HESS J1702-420A", "HESS J1702-420B"], of: fit, datasets: [dataset], execution: execution)
        for (test, (ts, amplitude, error)) in zip(
            tests,
            [
                (18.0313092872384, 6.82096782369242e-13, 4.875896150095165e-14),
                (166.30066676769638, 2.3065151819329076e-15, 3.253165969578113e-16),
            ])
        {
            expectClose(test.result.ts.value, ts, absolute: 5e-3, test.source)
            #expect(test.result.ts.degreesOfFreedom == 1 && !test.result.ts.isAtLimit)
            // The other source takes over what it can.
            let other = try #require(test.result.null.fit.parameters.first)
            expectClose(other.value, amplitude, absolute: 0.01 * error, test.source)
            expectClose(other.error, error, relative: 0.02, test.source)
        }
    }

    /// One Gaussian for what is a narrow hard source on a wide soft one; the index is held at 2.4.
    ///
    /// Gammapy's own statistic at the common shape that is found here is 266511.60777. Its fit gives a TS of 14.602, since
    /// MINUIT ended 0.48 above that, and 0.11 above the minimum of the second band, where a third of an error would be no surprise:
    /// there values may be off by a tenth of one, errors by as much, and TS is larger here. In the other bands, where MINUIT found
    /// the minimum, values agree to 0.005 errors and TS to 0.002; errors come from differences over a likelihood with kinks, and
    /// are known to 3 %.
    @Test func energyDependentMorphology() throws {
        var models = try truth()
        models.components.removeAll { $0.datasetNames != nil || $0.name.hasPrefix("HESS J1702") }
        models.setFrozen(true)
        let position = SkyDirection(lon: 344.25, lat: -0.15, frame: .galactic)
        models.components.insert(
            .sky(
                SkyModel(
                    "source", spectral: PowerLaw(index: 2.4, amplitude: 8e-13, reference: 2.672),
                    spatial: GaussianSpatialModel(at: position, sigma: 0.25))), at: 0)
        try models.update("source.spectral.index") { $0.isFrozen = true }
        try models.update("source.spatial.sigma") { ($0.minimum, $0.maximum) = (0.01, 1) }
        let result = try EnergyDependentMorphologyEstimator(
            source: "source", energyEdges: [2, 4.7186, 11.1326, 50]
        ).run([dataset()], models: models, execution: Execution(threads: Self.threads))

        expectClose(result.common.fit.stat, 266511.607770915, absolute: 0.01)
        #expect(result.ts.value < 14.602230352989864 && result.ts.value > 14.05, "\(result.ts)")
        #expect(result.ts.degreesOfFreedom == 6)
        let expected:
            [(name: String, common: (Double, Double), values: [Double], errors: [Double], chiSquare: Double)] = [
                (
                    "lon_0", (344.2742918408, 0.0271243807), [344.2794589046, 344.2598334406, 344.1960834347],
                    [0.0375736399, 0.0498152422, 0.0411240464], 2.3433726348
                ),
                (
                    "lat_0", (-0.1330658018, 0.0237023358), [-0.1112073721, -0.2310783911, -0.1741859187],
                    [0.0283206440, 0.0607842861, 0.0319091647], 4.2271251093
                ),
                (
                    "sigma", (0.2419371147, 0.0193429814), [0.2642088492, 0.2045351340, 0.1188365182],
                    [0.0225958486, 0.0431252324, 0.0277675225], 16.4909639014
                ),
            ]
        for (name, common, values, errors, chiSquare) in expected {
            let parameter = try #require(result.parameter(name))
            expectClose(parameter.common.value, common.0, absolute: 0.1 * common.1, name)
            expectClose(parameter.common.error, common.1, relative: 0.02, name)
            for (index, (value, error)) in zip(values, errors).enumerated() {
                let isFound = index != 1
                expectClose(
                    parameter.values[index], value, absolute: (isFound ? 0.005 : 0.1) * error, "\(name) \(index)")
                expectClose(parameter.errors[index], error, relative: isFound ? 0.03 : 0.1, "\(name) \(index)")
            }
            // Mostly by the second band.
            expectClose(parameter.chiSquare.value, chiSquare, relative: 0.05, name)
            #expect(parameter.chiSquare.degreesOfFreedom == 2)
        }
        let sources = try result.bands.map { try #require($0.source).ts }
        for (index, (ts, (value, sigma))) in zip(
            sources, [(166.1500604595, 12.3206953013), (37.2022380581, 5.2364996335), (57.4178760870, 6.8049268346)]
        ).enumerated() {
            let isFound = index != 1
            expectClose(ts.value, value, absolute: isFound ? 0.002 : 0.12)
            #expect(ts.value > value - 0.002)
            expectClose(ts.significance, sigma, relative: isFound ? 1e-4 : 2e-3)
            #expect(ts.degreesOfFreedom == 4)
        }
    }
}
