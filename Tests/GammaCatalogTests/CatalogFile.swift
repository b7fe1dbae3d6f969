import GammaCatalog
import GammaTestSupport
import Testing

/// The catalogues among the test data.
enum CatalogFile {
    static let names: [CatalogFamily: String] = [
        .hgps: "hgps_catalog_v1.fits.gz", .fermi3FGL: "fermi/gll_psc_v16.fit.gz",
        .fermi3FHL: "fermi/gll_psch_v13.fit.gz", .hawc2: "2HWC.ecsv", .hawc3: "3HWC.ecsv",
        .lhaaso1: "1LHAASO_catalog.fits",
    ]

    static let skipped: Comment = "real catalogues: set GAMMAKIT_DATA"

    static var isAvailable: Bool { TestData.path("catalogs") != nil }

    static func path(_ name: String) throws -> String { try #require(TestData.path("catalogs/" + name)) }

    static func read(_ family: CatalogFamily) throws -> SourceCatalog {
        try SourceCatalog.read(path(#require(names[family])))
    }
}
