import GammaCatalog
import GammaCore
import Testing

@Suite struct CatalogFamilyTests {
    @Test func familiesAreFoundByName() throws {
        #expect(try CatalogFamily(parsing: "4FGL") == .fermi4FGL)
        #expect(try CatalogFamily(parsing: "gammacat") == .gammaCat)
        #expect(try CatalogFamily(parsing: "1LHAASO") == .lhaaso1)
        #expect(throws: Fault.self) { try CatalogFamily(parsing: "5FGL") }
    }
}
