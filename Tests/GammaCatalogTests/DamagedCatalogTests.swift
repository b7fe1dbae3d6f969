import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaCatalog

/// Damaged files are refused with a fault that names the file, or read; whatever is read can be used.
@Suite struct DamagedCatalogTests {
    private func use(_ bytes: [UInt8], _ what: String) {
        do {
            let catalog = try SourceCatalog.parse(bytes, path: "damaged")
            for source in catalog.sources.prefix(20) {
                _ = source.card
                _ = source.json
                _ = source.overlay
                _ = source.models(templates: "nowhere")
                _ = source.lightCurve()
            }
            _ = try catalog.models(CatalogModelOptions(free: .all, linksComponents: true, templates: "nowhere"))
        } catch let fault as Fault {
            #expect(fault.origin.file == "damaged" || fault.origin.isEmpty, "\(what): \(fault)")
        } catch {
            Issue.record("\(what): \(error)")
        }
    }

    private func damage(_ file: [UInt8], seeds: UInt64) {
        for corruption in FITSCorruption.allCases {
            for seed in 0..<seeds { use(corruption.apply(to: file, seed: seed), "\(corruption) \(seed)") }
        }
    }

    @Test func fourthFermiCatalog() throws {
        damage(try SyntheticFourthCatalog(release: 1).bytes(), seeds: 10)
        damage(try SyntheticFourthCatalog(release: 4).bytes(), seeds: 10)
    }

    @Test func gammaCat() throws { damage(try GammaCatTests.bytes(), seeds: 15) }

    @Test(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped)) func lhaaso() throws {
        damage(try FileBytes.read(CatalogFile.path("1LHAASO_catalog.fits")), seeds: 5)
    }

    @Test(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped)) func survey() throws {
        let file = try Gzip.inflate(FileBytes.read(CatalogFile.path("hgps_catalog_v1.fits.gz")), file: "hgps")
        damage(file, seeds: 1)
    }

    @Test(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped), arguments: ["2HWC.ecsv", "2HWC.yaml"])
    func hawc(name: String) throws {
        let file = try FileBytes.read(CatalogFile.path(name))
        // As a user would damage it: the first sources of a list.
        let head = Array(file.prefix(6000))
        for corruption in YAMLCorruption.allCases {
            for seed in 0..<5 { use(corruption.apply(to: head, seed: UInt64(seed)), "\(corruption) \(seed)") }
        }
    }
}
