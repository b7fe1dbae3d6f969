import GammaCatalog
import GammaCore
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// The first LHAASO catalogue, against its own columns.
@Suite(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped)) struct LHAASOTests {
    @Test func everySourceHasAModelOrALimit() throws {
        let catalog = try CatalogFile.read(.lhaaso1)
        #expect(catalog.count == 90)
        var limits = 0
        for source in catalog.sources {
            #expect(source.variants.count == 2)
            #expect((try? source.models().get())?.count == 1, "\(source.name)")
            for variant in source.variants where (try? variant.models().get()) == nil {
                #expect(variant.models().failure == .upperLimitOnly, "\(source.name)")
                limits += 1
            }
        }
        // Table 1 of the paper: 69 sources seen by WCDA and 75 by KM2A.
        #expect(limits == 180 - 69 - 75)
    }

    @Test func detectorsAndSizes() throws {
        let source = try CatalogFile.read(.lhaaso1).source("1LHAASO J0007+7303u")
        #expect(source.variants.map(\.name) == ["KM2A", "WCDA"])
        let high = try source.skyModels("km2a")[0]
        expectClose(high.spectral(50), 3.41e-16, relative: 1e-12)
        let shape = try #require(high.spatial)
        #expect(shape.parameters[2].value == 0.17)
        #expect(shape.parameters[2].error == 0.03)
        // 0.07 deg hold the position with 95 %.
        expectClose(shape.parameters[1].error, 0.07 / 2.447746830680816, relative: 1e-12)
        let low = try source.skyModels("WCDA")[0]
        #expect(type(of: try #require(low.spatial)).tags[1] == "point")
        expectClose(low.spectral(3), 5.01e-13, relative: 1e-12)
        #expect(source.associations.first?.name == "CTA 1")
    }
}
