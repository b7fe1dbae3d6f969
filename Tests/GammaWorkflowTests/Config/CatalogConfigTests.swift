import GammaCore
import GammaMaps
import GammaPlots
import GammaTestSupport
import Testing

@testable import GammaCatalog
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
              use: both
            """
        let config = try AnalysisConfig.parse(text)
        #expect(config.catalog.free == .norm && config.catalog.use == .both)
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
        #expect(try MapAnalysis(config).catalogMarks() == nil)
    }

    /// Sources that are marked are no models; those that are too weak are left out.
    @Test(.enabled(if: TestData.path("catalogs") != nil, "real catalogues: set GAMMAKIT_DATA"))
    func marksAreThoseOfTheCone() throws {
        let file = try #require(TestData.path("catalogs/hgps_catalog_v1.fits.gz"))
        func config(_ more: String) throws -> AnalysisConfig {
            try AnalysisConfig.parse(
                """
                datasets: {type: 3d}
                catalog:
                  file: \(file)
                  cone: {frame: galactic, lon: 17.7 deg, lat: -0.7 deg, radius: 1.3 deg}
                  \(more)
                """)
        }
        let marks = try MapAnalysis(config("use: marks"))
        #expect(try marks.configuredStart() == nil)
        let overlays = try #require(try marks.catalogMarks()).overlays
        #expect(Set(overlays.map(\.name)) == ["HESS J1825-137", "HESS J1826-130", "HESS J1826-148"])
        let both = try MapAnalysis(config("use: both"))
        #expect(try both.configuredStart() != nil && both.catalogMarks()?.overlays.count == 3)
        let strong = try MapAnalysis(config("use: marks\n  min_significance: 1000"))
        #expect(try strong.catalogMarks()?.overlays.isEmpty == true)
    }

    /// A catalogue that is not there is told before the reduction, which would be long; without maps there is nothing to mark.
    @Test func mistakesAreToldFirst() throws {
        let config = try AnalysisConfig.parse(
            """
            observations: {datastore: /none/data}
            datasets: {type: 3d}
            catalog: {file: /none/catalog.fits, sources: [Crab], use: marks}
            """, file: "a.yaml")
        let fault = #expect(throws: Fault.self) { try MapAnalysis(config).run() }
        #expect(fault?.code == .fileNotFound && fault?.origin.keyPath == "catalog.file" && fault?.origin.line == 3)
        var spectrum = config
        spectrum.datasets.type = .spectrum
        let notices = Notices()
        spectrum.noteIneffectiveKeys(notices)
        #expect(notices.all.contains { $0.notice.message == "there are no maps (type: 3d) to mark sources in" })
    }

    /// In figures and report each source of the map has its name once, and the legend that of the catalogue.
    @Test func marksAreDrawn() throws {
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        let geometry = try WCSGeometry.create(centre: centre, pixels: SIMD2(40, 40), binSize: SIMD2(0.05, 0.05))
        func overlay(_ name: String, _ distance: Double, _ outlines: [SkyRegion] = []) -> CatalogOverlay {
            CatalogOverlay(
                name: name, position: distance == 0 ? centre : centre.offset(by: distance, positionAngle: 90),
                outlines: outlines, radius: 0)
        }
        let marks = CatalogMarks(
            catalog: "Test catalogue",
            overlays: [
                overlay("known", 0), overlay("extended", 0.3, [.circle(centre: centre, radius: 0.2)]),
                overlay("far away", 30),
            ])
        let known = SkyMapSource("known", at: centre)
        let figure = try SkyMapFigure(WCSMap(geometry), name: "Counts").sources([known])
        let drawn = marks.drawn(figure)
        #expect(drawn.sourceList.map(\.name) == ["known", "extended"])
        #expect(drawn.regionSets.count == 1 && drawn.regionSets[0].name == "Test catalogue")
        #expect(drawn.regionSets[0].regions == [.point(centre), .circle(centre: centre, radius: 0.2)])
        let nothing = CatalogMarks(catalog: "Test catalogue", overlays: [overlay("far away", 30)])
        #expect(nothing.drawn(figure).regionSets.isEmpty)
    }
}
