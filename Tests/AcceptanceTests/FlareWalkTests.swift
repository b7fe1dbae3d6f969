import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The night of the great flare of PKS 2155-304, from the index of the runs to a significance map, a list of sources and a light
/// curve: the file of `Examples/Flare`, through the same code path as `gammakit run`.
@Suite(.enabled(if: TestData.path("hess-dl3-dr1") != nil, "real data: set GAMMAKIT_DATA"))
struct FlareWalkTests {
    private static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/Flare/flare.yaml").path

    private func run(threads: Int) throws -> DatasetsResult {
        let text = try String(contentsOfFile: Self.example, encoding: .utf8)
            .replacing("$GAMMAPY_DATA", with: try #require(TestData.folder))
        let config = try AnalysisConfig.parse(text, file: "flare.yaml")
        return try MapAnalysis(config, execution: Execution(threads: threads)).run()
    }

    @Test func fromTheIndexToALightCurve() throws {
        let result = try run(threads: 2)
        #expect(result.backgrounds.count == 15 && result.backgrounds.allSatisfy { $0.outcome == .adjusted })
        let exclusion = try #require(result.exclusion)
        #expect(exclusion.outcome == .stable && exclusion.rounds.count <= 5)
        // Pure background outside the mask.
        expectClose(try #require(exclusion.rounds.last).width, 1, absolute: 0.1)
        let norm = try #require(result.fit?.models.components.last?.parameters.first { $0.name == "norm" })
        expectClose(norm.value, 1, absolute: 0.03)

        // One source, where the catalogues have it (SIMBAD: 329.71694, −30.22559), within the pointing accuracy of 20″.
        let list = try #require(result.sources?.lists.first)
        #expect(list.names == ["source-1"] && list.peaks[0].value > 100)
        let blazar = SkyDirection(ra: 329.71694, dec: -30.22559)
        let source = try #require(result.fit).models.source("source-1")
        #expect(try #require(source.spatial?.position).separation(to: blazar) < 20.0 / 3600)
        let excess = try #require(result.excessMap)
        #expect(try #require(excess.map(.sqrtTS).values.filter(\.isFinite).max()) > 100)

        try compareWithSpectra(result)
        try withTemporaryFolder { folder in
            let files = try result.write(to: folder).map { $0.replacing(folder + "/", with: "") }
            let tables = ["sources.ecsv", "sources.reg", "light_curve.fits", "ts_map.fits", "excess_map.fits"]
            for name in tables + ["figures/ts_map.png", "figures/excess_map.png", "figures/light_curve.png"] {
                #expect(files.contains(name), "\(name)")
            }
        }
    }

    /// Fluxes above 0.59 TeV by Gammapy 2.1 from spectra with reflected regions, another selection and background: those of
    /// the maps, scaled by the fitted power law, agree within 15 % of the flux and three errors.
    private func compareWithSpectra(_ result: DatasetsResult) throws {
        let curve = try #require(result.lightCurve)
        #expect(curve.count == 15)
        let spectrum = try #require(result.fit).models.source("source-1").spectral
        let scale = spectrum.integral(from: 0.5946, to: 20) / spectrum.integral(from: 0.5, to: 10)
        let fluxes = curve.values(.flux).map { 1e12 * scale * $0 }
        for (flux, expected) in zip(fluxes, zip(PKS2155Reference.runsFlux, PKS2155Reference.runsError)) {
            #expect(abs(flux - expected.0) < 0.15 * expected.0 + 3 * expected.1, "\(flux), \(expected.0)")
        }
    }

    /// Threads change nothing, to the last bit.
    @Test func threadsDoNotMatter() throws {
        let (one, two) = (try run(threads: 1), try run(threads: 2))
        #expect(one.maps == two.maps && one.exclusion?.mask == two.exclusion?.mask)
        #expect(one.fit?.fit.values == two.fit?.fit.values)
        #expect(one.lightCurve?.values(.flux) == two.lightCurve?.values(.flux))
        let maps = (try #require(one.tsMap), try #require(two.tsMap))
        #expect(try maps.0.map(.ts).values.map(\.bitPattern) == maps.1.map(.ts).values.map(\.bitPattern))
    }
}
