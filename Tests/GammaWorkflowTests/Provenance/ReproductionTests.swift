import Foundation
import GammaCore
import GammaIO
import GammaMakers
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Products carry what they were made of, and come out again with the same bits. Serial: the working folder is changed.
@Suite(.serialized) struct ReproductionTests {
    /// A folder with an archive in `data`, a configuration and models.
    private func withAnalysis(_ body: (String, AnalysisRun) throws -> Void) throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator()
            (simulator.runs, simulator.livetime) = (2, 300)
            try simulator.write(to: folder + "/data")
            try AtomicFile.write(
                """
                general: {log: {filename: \(folder)/run.log, filemode: w}, datasets_file: \(folder)/kept/datasets.yaml}
                observations: {datastore: \(folder)/data}
                datasets:
                  type: 1d
                  geom: {axes: {energy: {min: 0.5 TeV, max: 20 TeV, nbins: 8}, energy_true: {min: 0.3 TeV, max: 40 TeV, nbins: 20}}}
                  background: {method: reflected}
                  on_region: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg, radius: 0.1 deg}
                flux_points: {energy: {min: 1 TeV, max: 10 TeV, nbins: 2}, source: crab}
                """, to: folder + "/crab.yaml")
            try Models(SkyModel("crab", spectral: PowerLaw(index: 2.4, amplitude: 3e-11))).write(
                to: folder + "/start.yaml", withCovariance: false)
            let config = try AnalysisConfig.read(folder + "/crab.yaml")
            try body(folder, AnalysisRun(config, modelsFile: folder + "/start.yaml", execution: Execution(threads: 2)))
        }
    }

    @Test func productsAreMadeAgain() throws {
        try withAnalysis { folder, run in
            let outcome = try run.run(to: folder + "/out")
            #expect(outcome.written.last == folder + "/out/provenance.json")
            let log = try FileBytes.read(folder + "/run.log")
            let provenance = try Provenance.read(folder + "/out/provenance.json")
            let inputs = provenance.inputs.map { $0.path.replacing(folder + "/", with: "") }
            for name in ["crab.yaml", "start.yaml", "data/hdu-index.fits.gz", "data/data/obs_000001.fits.gz"] {
                #expect(inputs.contains(name), "\(name) is not among \(inputs)")
            }
            #expect(provenance.products.map(\.path).contains("figures/spectrum.png"))
            #expect(provenance.version == GammaKitVersion.current && provenance.seconds > 0)

            let again = try Reproduction(folder + "/out/figures/spectrum.png", to: folder + "/again")
            #expect(again.isSame && again.changedInputs.isEmpty && again.otherVersion == nil, "\(again.report)")
            #expect(again.products.count == provenance.products.count)
            #expect(again.report == "\(again.products.count) of \(again.products.count) products have the same bits")
            // Nothing beside the new folder was touched.
            #expect(try FileBytes.read(folder + "/run.log") == log)
        }
    }

    @Test func whatHasChangedIsNamed() throws {
        try withAnalysis { folder, run in
            _ = try run.run(to: folder + "/out")
            let product = folder + "/out/flux_points.ecsv"
            try AtomicFile.write(Array(FileBytes.read(product).dropLast()), to: product)
            // A product that was changed afterwards is still that of the provenance.
            #expect(try Reproduction(product, to: folder + "/a").isSame)
            var simulator = ArchiveSimulator()
            (simulator.runs, simulator.livetime, simulator.seed) = (2, 300, 2)
            try simulator.write(to: folder + "/data")
            let again = try Reproduction(product, to: folder + "/b")
            #expect(!again.isSame && again.changedInputs.contains { $0.path.hasSuffix("obs_000002.fits.gz") })
            for words in ["input has changed", "product differs: fit.json"] { #expect(again.report.contains(words)) }
        }
    }

    @Test func faults() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("a", to: folder + "/a.txt")
            let none = #expect(throws: Fault.self) { try Reproduction(folder + "/a.txt", to: folder + "/b") }
            #expect(none?.code == .fileNotFound && none?.hint?.contains("--output") == true)
            try AtomicFile.write("{\"schema\": 3}", to: folder + "/provenance.json")
            let broken = #expect(throws: Fault.self) { try Reproduction(folder + "/a.txt", to: folder + "/b") }
            #expect(broken?.code == .malformed && broken?.origin.file == folder + "/provenance.json")
        }
    }
}
