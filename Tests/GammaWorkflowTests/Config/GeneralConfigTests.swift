import Foundation
import GammaCore
import GammaTestSupport
import Testing

@testable import GammaWorkflow

@Suite struct GeneralConfigTests {
    @Test func theDefaultFolderWritesNothing() throws {
        #expect(try AnalysisConfig().outputFolder() == nil)
        #expect(try AnalysisConfig.parse("general: {outdir: ./}").outputFolder() == nil)
        #expect(try AnalysisConfig.parse("general: {outdir: results/crab}").outputFolder() == "results/crab")
    }

    /// Gammapy's default is one job; who says nothing gets all cores.
    @Test func threadsAreThoseOfTheFileOrNone() throws {
        #expect(AnalysisConfig().requestedThreads == nil)
        #expect(try AnalysisConfig.parse("general: {n_jobs: 1}").requestedThreads == 1)
        #expect(try AnalysisConfig.parse("general: {n_jobs: 3}").requestedThreads == 3)
        #expect(try AnalysisConfig.parse(AnalysisConfig.template()).requestedThreads == nil)
    }

    @Test func stepsSayWhetherDatasetsAreRead() throws {
        func file(_ general: String) throws -> String? {
            try AnalysisConfig.parse("general: {datasets_file: d.yaml, \(general)}").reducedDatasetsFile()
        }
        #expect(try file("n_jobs: 1") == nil)
        #expect(try file("steps: [data-selection, fit]") == nil)
        #expect(try file("steps: [observations, datasets]") == nil)
        #expect(try file("steps: [fit, flux-points]") == "d.yaml")
        // Not there yet: made.
        #expect(try file("steps: [data-selection, fit], overwrite: [false, true]") == nil)
        try withTemporaryFolder { folder in
            let path = folder + "/d.yaml"
            try AtomicFile.write("datasets: []\n", to: path)
            let start = "general: {datasets_file: \(path), steps: [data-selection, fit], overwrite: "
            #expect(try AnalysisConfig.parse(start + "[false, true]}").reducedDatasetsFile() == path)
            #expect(try AnalysisConfig.parse(start + "[true, true]}").reducedDatasetsFile() == nil)
        }
        let fault = try #require(throws: Fault.self) {
            try AnalysisConfig.parse("general: {steps: [fit]}", file: "c.yaml").reducedDatasetsFile()
        }
        #expect(fault.code == .missingKey)
        #expect(fault.origin.keyPath == "general.steps" && fault.origin.line == 1)
    }

    @Test func whatCannotActIsTold() throws {
        let notices = Notices()
        try AnalysisConfig.parse("general: {steps: [excess-map, fit], overwrite: [true, false]}")
            .noteIneffectiveKeys(notices)
        #expect(notices.all.count == 2)
        let maps = Notices()
        try AnalysisConfig.parse("general: {steps: [excess-map, fit]}\ndatasets: {type: 3d}").noteIneffectiveKeys(maps)
        #expect(maps.all.isEmpty)
        let silent = Notices()
        AnalysisConfig().noteIneffectiveKeys(silent)
        #expect(silent.all.isEmpty)
    }
}
