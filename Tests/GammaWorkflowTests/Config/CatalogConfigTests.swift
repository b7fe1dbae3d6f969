import GammaCatalog
import GammaCore
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Section `catalog`: models from a catalogue.
@Suite struct CatalogConfigTests {
    @Test func isReadAndWrittenAgain() throws {
        let text = """
            catalog:
              file: hgps
              cone: {frame: galactic, lon: 17.7 deg, lat: -0.7 deg, radius: 2 deg}
              sources: [HESS J1745-290]
              free: norm
              free_radius: 1 deg
              min_significance: 5
            """
        let config = try AnalysisConfig.parse(text)
        #expect(config.catalog.free == .norm)
        #expect(config.catalog.cone.circle?.radius == 2)
        #expect(try AnalysisConfig.parse(config.yamlText()) == config)
        // Nothing of it is in a configuration without it: Gammapy refuses keys that it does not know.
        #expect(!AnalysisConfig().yamlText().contains("catalog"))
    }

    @Test func whatIsMissingIsSaid() {
        func hints(_ text: String) -> [String] {
            AnalysisConfig.faults(in: text, file: "a.yaml").map { "\($0.code.rawValue) \($0.message)" }
        }
        #expect(hints("catalog: {file: hgps}") == ["config.missing-key a catalogue needs 'cone' or 'sources'"])
        #expect(hints("catalog: {sources: [Crab]}") == ["config.missing-key a catalogue needs 'file'"])
        #expect(hints("catalog: {file: hgps, sources: [Crab], free: everything}").count == 1)
    }

    /// The models of the catalogue come after those of the model file, but not those that it has.
    @Test(.enabled(if: TestData.path("catalogs") != nil, "real catalogues: set GAMMAKIT_DATA"))
    func modelsAreThoseOfTheCone() throws {
        let file = try #require(TestData.path("catalogs/hgps_catalog_v1.fits.gz"))
        let config = try AnalysisConfig.parse(
            """
            datasets: {type: 3d}
            catalog:
              file: \(file)
              cone: {frame: galactic, lon: 17.7 deg, lat: -0.7 deg, radius: 1.3 deg}
              free: norm
              free_radius: 0.5 deg
            """)
        let models = try #require(try MapAnalysis(config).configuredStart())
        #expect(models.names == ["HGPSC 065", "HGPSC 066", "HGPSC 067", "HESS J1826-130", "HESS J1826-148"])
        // The amplitudes of the three components of HESS J1825-137; the others are farther away.
        #expect(models.freeParameters.count == 3)
    }
}
