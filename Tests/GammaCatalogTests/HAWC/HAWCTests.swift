import GammaCatalog
import GammaCore
import GammaModels
import GammaTestSupport
import Testing

/// 2HWC and 3HWC as tables and as the collaboration's YAML files.
@Suite(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped)) struct HAWCTests {
    @Test(arguments: [("2HWC", CatalogFamily.hawc2, 40), ("3HWC", .hawc3, 65)])
    func tablesAndTextsAgree(name: String, family: CatalogFamily, count: Int) throws {
        let table = try SourceCatalog.read(CatalogFile.path(name + ".ecsv"))
        let text = try SourceCatalog.read(CatalogFile.path(name + ".yaml"))
        #expect(table.family == family)
        #expect(text.family == family)
        #expect(table.count == count)
        #expect(text.names == table.names)
        // The table of 2HWC has three digits.
        let digits = family == .hawc2 ? 6e-3 : 1e-12
        for (a, b) in zip(table.sources, text.sources) {
            #expect(a.position.separation(to: b.position) < 1e-3)
            #expect(a.variants.map(\.name) == b.variants.map(\.name) || a.spectrum() == nil)
            for variant in a.variants.map(\.name) {
                guard let first = a.spectrum(variant) else {
                    #expect(a.name == "3HWC J0659+147")
                    continue
                }
                let second = try #require(b.spectrum(variant))
                expectClose(first(7), second(7), relative: digits, a.name)
                expectClose(first.parameters[0].value, second.parameters[0].value, relative: digits, a.name)
                expectClose(first.parameters[1].error, second.parameters[1].error, relative: digits, a.name)
            }
        }
    }

    @Test func pointAndExtended() throws {
        let catalog = try CatalogFile.read(.hawc2)
        let source = try catalog.source("2HWC J0631+169")
        #expect(source.variants.map(\.name) == ["point", "extended"])
        let disk = try #require(try source.skyModels("extended")[0].spatial)
        #expect(disk.parameters[2].value == 2)
        let flux = try #require(source.spectrum("extended"))
        // As the table states them.
        expectClose(flux(7), 4.87e-14, relative: 1e-12)
        expectClose(flux.parameters[0].value, 2.23, relative: 1e-12)
        #expect(catalog.sources.filter { $0.variants.count == 2 }.count == 15)
    }

    @Test func sourceWithoutSpectrumSaysSo() throws {
        let catalog = try CatalogFile.read(.hawc3)
        let without = catalog.sources.filter { (try? $0.models().get()) == nil }
        #expect(without.map(\.name) == ["3HWC J0659+147"])
        #expect(without.first?.models().failure == .noSpectrum)
        let models = try catalog.models()
        #expect(models.models.components.count == 64)
        #expect(models.left.map(\.name) == ["3HWC J0659+147"])
    }
}
