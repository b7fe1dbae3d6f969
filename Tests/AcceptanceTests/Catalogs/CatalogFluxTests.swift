import GammaKit
import GammaTestSupport
import Testing

/// The spectrum of every source of every catalogue against the fluxes that the catalogue itself states: within 1 %.
///
/// The exceptions are all that there are, each with its reason and what its ratio is.
@Suite(.enabled(if: TestData.path("catalogs") != nil, "real catalogues: set GAMMAKIT_DATA"))
struct CatalogFluxTests {
    static let files: [(CatalogFamily, String)] = [
        (.hgps, "hgps_catalog_v1.fits.gz"), (.fermi3FGL, "fermi/gll_psc_v16.fit.gz"),
        (.fermi3FHL, "fermi/gll_psch_v13.fit.gz"), (.hawc2, "2HWC.ecsv"), (.hawc3, "3HWC.ecsv"),
        (.lhaaso1, "1LHAASO_catalog.fits"),
    ]

    static func catalog(_ family: CatalogFamily) throws -> SourceCatalog {
        let file = try #require(files.first { $0.0 == family }).1
        return try SourceCatalog.read(#require(TestData.path("catalogs/" + file)))
    }

    /// Source and column → stated over predicted, where the catalogue does not agree with itself to 1 %.
    static let exceptions: [String: Double] = [
        // The softest source of 3FHL, of index 9.03. The fluxes of 3FHL were integrated in linear steps of 0.0465 in ln E,
        // which makes those of power laws too large by a factor 1 + 1.80e-4 (Γ − 1)²: see `trapezoid`.
        "3FHL J0151.0+0539 Flux": 1.0116
    ]

    /// The error of the only exception is that of the catalogue's own integration, for all soft power laws of 3FHL.
    @Test func trapezoid() throws {
        var count = 0
        for source in try Self.catalog(.fermi3FHL).sources where source.variants[0].name == "PL" {
            let flux = try #require(source.fluxes.first { $0.column == "Flux" })
            let spectrum = try #require(source.spectrum())
            let index = spectrum.parameters[0].value
            guard index > 3.5 else { continue }
            count += 1
            expectClose(
                flux.value / flux.predicted(by: spectrum), 1 + 1.80e-4 * (index - 1) * (index - 1), relative: 1e-5,
                source.name)
        }
        #expect(count == 184)
    }

    /// Numbers of stated fluxes: those that are no upper limits.
    @Test(arguments: [
        (CatalogFamily.hgps, 78 * 2 + 74 * 2 + 12 * 2), (.fermi3FGL, 3034 * 3 - 2), (.fermi3FHL, 1556 * 3),
        (.hawc2, 55), (.hawc3, 64), (.lhaaso1, 144),
    ])
    func fluxes(family: CatalogFamily, count: Int) throws {
        var compared = 0
        var limits: [String] = []
        for source in try Self.catalog(family).sources {
            for flux in source.fluxes {
                if flux.isUpperLimit {
                    limits.append("\(source.name) \(flux.column)")
                    continue
                }
                let spectrum = try #require(source.spectrum(flux.variant), "\(source.name) \(flux.column)")
                let ratio = flux.value / flux.predicted(by: spectrum)
                compared += 1
                if let known = Self.exceptions["\(source.name) \(flux.column)"] {
                    expectClose(ratio, known, relative: 1e-3, source.name)
                } else {
                    #expect(abs(ratio - 1) < 0.01, "\(source.name) \(flux.column): \(ratio)")
                }
            }
        }
        #expect(compared == count)
        if family == .fermi3FGL {
            // Their errors are zero, which marks limits; the energy fluxes of both agree with their spectra.
            #expect(limits == ["3FGL J0603.3+2042 Flux1000", "3FGL J1705.5-4128c Flux1000"])
        }
    }

    /// Every source gives a model or says why not.
    @Test func everySourceGivesAModelOrAReason() throws {
        var reasons: [String: Int] = [:]
        var models = 0
        for (family, _) in Self.files {
            let result = try Self.catalog(family).models(CatalogModelOptions(templates: "/nowhere"))
            models += result.models.components.count
            for (name, reason) in result.left {
                let key =
                    switch reason {
                    case .missingTemplate: "\(family.rawValue) template"
                    default: "\(name): \(reason)"
                    }
                reasons[key, default: 0] += 1
            }
        }
        #expect(
            reasons == [
                "3fgl template": 6, "3fhl template": 8,
                "3HWC J0659+147: the catalogue states no spectrum": 1,
            ])
        #expect(models == 96 + 3034 - 6 + 1556 - 8 + 40 + 64 + 90)
    }
}
