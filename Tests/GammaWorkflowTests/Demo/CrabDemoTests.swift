import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import GammaWorkflow
import Testing

@Suite struct CrabDemoTests {
    @Test func truthIsFoundAndFilesAreThere() throws {
        try withTemporaryFolder { folder in
            let notices = Notices()
            let demo = try CrabDemo(folder: folder + "/demo")
            let result = try demo.run(Execution(threads: 2, notices: notices))
            #expect(notices.all.isEmpty)
            #expect(result.comparisons.map(\.name) == ["amplitude", "alpha", "beta", "flux 1–30 TeV"])
            for row in result.comparisons { #expect(abs(row.pull) < 3, "\(row)") }
            #expect(result.analysis.fluxPoints?.points.count == 10)
            #expect(result.analysis.lightCurve?.bins.count == 4)
            let names = ["fit.json", "flux_points.ecsv", "light_curve.fits", "figures/spectrum.png"]
            for name in names { #expect(result.files.contains("\(demo.resultsFolder)/\(name)")) }
            #expect(result.files.allSatisfy { FileManager.default.fileExists(atPath: $0) })
        }
    }

    @Test func anotherConfigurationIsNotReplaced() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("general: {}\n", to: folder + "/config.yaml")
            #expect(throws: Fault.self) { try CrabDemo(folder: folder).run() }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["config.yaml"])
        }
    }
}
