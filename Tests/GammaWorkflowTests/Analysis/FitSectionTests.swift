import Foundation
import GammaCore
import GammaDatasets
import GammaIO
import GammaMakers
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// What the keys of section `fit` ask for beside the fit.
@Suite struct FitSectionTests {
    private func config(_ folder: String, _ fit: String) throws -> AnalysisConfig {
        try AnalysisConfig.parse(
            """
            observations: {datastore: \(folder)/data, required_irf: [aeff, edisp]}
            datasets:
              geom: {axes: {energy: {min: 0.3 TeV, max: 30 TeV, nbins: 8}, energy_true: {min: 0.1 TeV, max: 60 TeV, nbins: 16}}}
              on_region: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg, radius: 0.12 deg}
              background: {method: reflected}
            fit: {\(fit)}
            """, file: "c.yaml")
    }

    private let start = Models(SkyModel("crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-11)))
    private let index = "crab.spectral.index"
    private let amplitude = "crab.spectral.amplitude"

    private func withArchive(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator(.crab)
            (simulator.runs, simulator.livetime) = (2, 600)
            try simulator.write(to: folder + "/data")
            try body(folder)
        }
    }

    /// The same numbers as from the library with the same seed, in files, figures, report and JSON.
    @Test func everythingThatIsAskedFor() throws {
        try withArchive { folder in
            let keys = """
                ts: all, bootstrap: 6, seed: 3, profiles: \(index), contours: [[\(index), \(amplitude)]], bands: sampled, trace: true
                """
            let result = try SpectrumAnalysis(config(folder, keys)).run(models: start)
            let fit = try #require(result.fit)
            var checks = FitChecks()
            (checks.sources, checks.simulations, checks.seed) = (["crab"], 6, 3)
            let expected = try checks.run(around: fit, of: Fit(result.datasets, models: start))
            let test = try #require(result.checks.sourceTests.first)
            #expect(test.result.ts == expected.sourceTests[0].result.ts && test.result.ts.value > 25)
            #expect(test.result.simulation == expected.sourceTests[0].result.simulation)
            #expect(result.checks.bootstrap?.toys == expected.bootstrap?.toys)
            #expect(result.checks.spectralErrors == .sampled(seed: 3) && expected.scans == nil)

            let written = Set(try result.write(to: folder + "/out"))
            let pair = "contour_\(index)_\(amplitude)"
            for name in ["bootstrap", "trace", "profile_\(index)", "\(pair)_1sigma", "\(pair)_2sigma"] {
                #expect(written.contains("\(folder)/out/\(name).ecsv"), "\(name)")
            }
            for name in ["profile_\(index)", pair] {
                #expect(written.contains("\(folder)/out/figures/\(name).svg"), "\(name)")
            }
            let json = try JSONValue.parse(String(contentsOfFile: folder + "/out/fit.json", encoding: .utf8))
            for document in [json, result.json] {
                #expect(document["source_tests"]?["crab"]?["test"]?["ts"]?.doubleValue == test.result.ts.value)
                #expect(document["bootstrap"]?["simulations"]?.doubleValue == 6)
                #expect(document["profiles"]?[index] != nil && document["contours"]?[1] != nil)
            }
            for text in [result.report, try result.htmlReport().html()] {
                #expect(text.contains("6 simulations from the fit") && text.contains("simulated p"))
                #expect(text.contains("Profile of \(index)") && text.contains("Contour of 2 sigma"))
            }
        }
    }

    /// The posterior: the same draws as from the library, in files that are read back, a figure, report and JSON.
    @Test func posterior() throws {
        try withArchive { folder in
            let result = try SpectrumAnalysis(config(folder, "sampling: 100, sampler: ensemble, seed: 3"))
                .run(models: start)
            let fit = try #require(result.fit)
            let posterior = try #require(result.checks.posterior)
            var checks = FitChecks()
            (checks.draws, checks.sampler, checks.seed) = (100, .ensemble, 3)
            let expected = try checks.run(around: fit, of: Fit(result.datasets, models: start))
            #expect(posterior.samples == expected.posterior?.samples)
            #expect(posterior.samples.isConverged && posterior.samples.sampler == "ensemble")

            let written = Set(try result.write(to: folder + "/out"))
            for name in ["posterior.ecsv", "draws.ecsv", "draws.fits", "figures/posterior.svg"] {
                #expect(written.contains("\(folder)/out/\(name)"), "\(name)")
            }
            let draws = try FITSReader(folder + "/out/draws.fits").table(1)
            #expect(try draws.doubles(index) == posterior.drawTable(atMost: 50_000).doubles(index))
            let json = try JSONValue.parse(String(contentsOfFile: folder + "/out/fit.json", encoding: .utf8))
            for document in [json, result.json] {
                #expect(document["posterior"]?["converged"]?.boolValue == true)
                #expect(document["posterior"]?["parameters"]?[index]?["r_hat"]?.doubleValue ?? 2 < 1.01)
            }
            for text in [result.report, try result.htmlReport().html()] {
                #expect(text.contains("the sampling converged") && text.contains("walkers in 4 ensembles"))
            }
        }
    }

    @Test func namesAreCheckedBeforeTheFit() throws {
        try withArchive { folder in
            for (keys, key, hint) in [
                ("profiles: [crab.spectral.indx]", "fit.profiles", "did you mean 'crab.spectral.index'?"),
                ("contours: [[\(index), crab.index]]", "fit.contours", nil),
                ("profiles: crab.spectral.reference", "fit.profiles", nil), ("ts: [a, b]", "fit.ts", nil),
            ] {
                var two = start
                two.components.append(.sky(SkyModel("vela", spectral: PowerLaw())))
                let fault = try #require(throws: Fault.self) {
                    try SpectrumAnalysis(config(folder, keys)).run(models: two)
                }
                #expect(fault.code == .badValue && fault.origin.keyPath == key && fault.origin.line == 6, "\(fault)")
                if let hint { #expect(fault.hint == hint) }
            }
        }
    }

    @Test func withoutAFitTheyAreNoted() throws {
        let config = try AnalysisConfig.parse("general: {steps: [data-selection]}\nfit: {bootstrap: 3, ts: all}")
        let notices = Notices()
        config.noteIneffectiveKeys(notices)
        #expect(notices.all.map(\.notice.origin.keyPath) == ["fit.bootstrap", "fit.ts"])
    }

    /// Around what is no minimum nothing is found out, and that is said.
    @Test func aFitWithoutMinimum() throws {
        let dataset = try SyntheticSpectrum.dataset()
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab)
        var result = try fit.run()
        result.fit.outcome = .notConverged(.maximumEvaluations(edm: 1))
        var checks = FitChecks()
        (checks.simulations, checks.sources) = (3, ["crab"])
        let execution = Execution()
        let found = try checks.run(around: result, of: fit, execution: execution)
        #expect(found.bootstrap == nil && found.sourceTests.isEmpty)
        #expect(execution.notices.all.first?.notice.message.contains("no minimum") == true)
    }
}
