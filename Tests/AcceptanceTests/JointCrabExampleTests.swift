import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// `Examples/JointCrab`: what `gammakit run` makes of five instruments, from events and a published spectrum to table and figure.
@Suite(.enabled(if: TestData.path("joint-crab-dl3/fact") != nil, "real data: set GAMMAKIT_DATA"))
struct JointCrabExampleTests {
    /// The example with the paths of this machine.
    private static func config() throws -> AnalysisConfig {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        let file = "\(root)/Examples/JointCrab/joint-crab.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
            .replacing("$GAMMAPY_DATA", with: #require(TestData.folder))
            .replacing("models_file: Examples", with: "models_file: \(root)/Examples")
        return try AnalysisConfig.parse(text, file: file)
    }

    @Test func exampleReproducesPaperAndGammapy() throws {
        let result = try JointAnalysis(Self.config()).run()
        #expect(result.datasets.count == 10)
        #expect(result.instruments.map(\.name) == ["fermi", "magic", "veritas", "fact", "hess"])
        #expect(result.fit?.fit.outcome == .converged)

        // Each instrument as Gammapy 2.1 has it from the same events, see JointCrabDL3Tests.
        let fits = try #require(result.checks.instruments).fits
        for expected in JointCrabDL3Tests.fits {
            let fit = try #require(fits.first { $0.name == expected.name }).fit.fit
            for (index, scale) in [1, 1, log(10.0)].enumerated() {
                expectClose(
                    fit.values[index] * scale, expected.values[index], absolute: 0.05 * expected.errors[index])
                expectClose(fit.errors[index] * scale, expected.errors[index], relative: 0.03)
            }
        }

        // Against the paper: from events MAGIC has other off counts, the others and all together agree within 0.12 σ.
        let rows = try #require(result.checks.comparison).rows
        #expect(rows.count == 18)
        for row in rows { #expect(abs(row.sigma) < (row.instrument == "magic" ? 0.4 : 0.12), "\(row)") }
        #expect(rows.filter { $0.quantity == "beta_log10" }.allSatisfy { $0.formula == "beta * ln(10)" })
        let report = result.report
        #expect(report.contains("Comparison with Nigro et al. 2019") && report.contains("natural logarithm"))

        // The on radius of MAGIC is not that of its file.
        let warnings = result.notices.map(\.notice.message)
        #expect(warnings.contains { $0.contains("radius of 0.141 deg") && $0.contains("0.1414213 deg") })

        try withTemporaryFolder { folder in
            let written = try result.write(to: folder)
            for name in ["figures/joint_spectrum.png", "comparison.ecsv", "report.html"] {
                #expect(written.contains("\(folder)/\(name)"))
            }
            for instrument in result.instruments {
                #expect(written.contains("\(folder)/flux_points_\(instrument.name).ecsv"))
                #expect(instrument.fluxPoints.first?.points.contains { $0.outcome?.success == true } ?? false)
            }
        }
    }

    /// Bits do not depend on the number of threads.
    @Test func threadsChangeNothing() throws {
        let one = try JointAnalysis(Self.config(), execution: Execution(threads: 1)).run()
        let two = try JointAnalysis(Self.config(), execution: Execution(threads: 2)).run()
        #expect(one.fit?.fit.values == two.fit?.fit.values && one.fit?.fit.errors == two.fit?.fit.errors)
        #expect(one.checks.instruments?.fits.map(\.fit.fit.stat) == two.checks.instruments?.fits.map(\.fit.fit.stat))
    }
}
