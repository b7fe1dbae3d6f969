import Foundation
import GammaCore
import GammaMakers
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// What the keys of section `general` do to a run.
@Suite struct GeneralKeysTests {
    private func config(_ folder: String, _ general: String) throws -> AnalysisConfig {
        try AnalysisConfig.parse(
            """
            general: {\(general.replacing("$F", with: folder))}
            observations: {datastore: \(folder)/data, required_irf: [aeff, edisp]}
            datasets:
              geom: {axes: {energy: {min: 0.3 TeV, max: 30 TeV, nbins: 8}, energy_true: {min: 0.1 TeV, max: 60 TeV, nbins: 16}}}
              on_region: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg, radius: 0.12 deg}
              background: {method: reflected}
            flux_points: {source: crab, energy: {min: 0.5 TeV, max: 20 TeV, nbins: 3}}
            """, file: "c.yaml")
    }

    /// A folder with an archive of two short runs in `data`.
    private func withArchive(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator(.crab)
            simulator.runs = 2
            simulator.livetime = 120
            try simulator.write(to: folder + "/data")
            try body(folder)
        }
    }

    /// Time intervals that are shorter than a run cut it in parts, which are reduced anew.
    @Test func lightCurveOfPartsOfRuns() throws {
        try withArchive { folder in
            let runs = try SpectrumAnalysis(config(folder, "")).run(models: start)
            let bins = try #require(runs.lightCurve).bins
            let middle = bins[0].start.adding(seconds: 50)
            var config = try config(folder, "")
            config.lightCurve.source = "crab"
            func times(_ moments: [Instant]) throws -> OneOrMany<ConfigTime> {
                OneOrMany(try moments.map { try ConfigTime(parsing: $0.iso(.utc, digits: 6)) })
            }
            config.lightCurve.timeIntervals = TimeIntervalsConfig(
                start: try times([bins[0].start, middle]), stop: try times([middle, bins[0].stop]))
            let curve = try #require(try SpectrumAnalysis(config).run(models: start).lightCurve)
            #expect(curve.metadata.datasetNames == ["1-1", "1-2"])
            let counts = curve.bins.flatMap { ($0.points[0].counts ?? []).filter(\.isFinite) }
            #expect(counts.reduce(0, +) == (bins[0].points[0].counts ?? []).filter(\.isFinite).reduce(0, +))
            #expect(counts.count == 2 && counts.allSatisfy { $0 > 0 })
        }
    }

    private let start = Models(SkyModel("crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-11)))

    /// What a first run writes, a second one reads instead of reducing, and finds the same.
    @Test func datasetsAndModelsAreWrittenAndRead() throws {
        try withArchive { folder in
            let files = "datasets_file: $F/red/datasets.yaml, models_file: $F/red/fitted.yaml"
            let first = try SpectrumAnalysis(config(folder, files)).run(models: start)
            let text = try String(contentsOfFile: folder + "/red/fitted.yaml", encoding: .utf8)
            let written = try Models.read(folder + "/red/fitted.yaml")
            #expect(written.parameters.map(\.value) == first.fit?.models.parameters.map(\.value))
            try FileManager.default.removeItem(atPath: folder + "/data")

            let steps = files + ", steps: [fit, flux-points]"
            let second = try SpectrumAnalysis(config(folder, steps)).run()
            #expect(second.datasets.map(\.name) == ["stacked"])
            expectClose(try #require(second.fit).fit.stat, try #require(first.fit).fit.stat, relative: 1e-9)
            #expect(second.fluxPoints?.count == first.fluxPoints?.count)
            #expect(second.lightCurve == nil && first.lightCurve != nil)
            // Models that are read are not replaced.
            #expect(try String(contentsOfFile: folder + "/red/fitted.yaml", encoding: .utf8) == text)

            let kept = files + ", steps: [data-selection], overwrite: [false]"
            let third = try SpectrumAnalysis(config(folder, kept)).run()
            #expect(third.fit == nil && third.datasets.count == 1)
        }
    }

    @Test func stepsAndWarningsAreLogged() throws {
        try withArchive { folder in
            let log = "log: {filename: $F/a.log, level: info, format: '%(levelname)s %(message)s'}"
            _ = try SpectrumAnalysis(config(folder, log)).run()
            let text = try String(contentsOfFile: folder + "/a.log", encoding: .utf8)
            let wanted = [
                "INFO observations selected: 2", "INFO dataset stacked:", "WARNING no models given",
                "INFO fitting crab to 1 datasets", "INFO fit: ", "INFO flux points of crab: 3",
                "INFO light curve of crab: 2 points",
            ]
            for line in wanted { #expect(text.contains(line), "\(line)") }
            #expect(!text.contains("DEBUG"))
            #expect(throws: Fault.self) {
                try SpectrumAnalysis(config(folder, log + ", datasets_file: $F/no.yaml, steps: [fit]")).run()
            }
            let after = try String(contentsOfFile: folder + "/a.log", encoding: .utf8)
            #expect(after.hasPrefix(text) && after.contains("ERROR error[file.not-found]"))
        }
    }

    @Test(arguments: [
        ("datasets_file: /none/d.yaml, steps: [fit]", "general.datasets_file", "'/none/d.yaml'"),
        ("models_file: /none/m.yaml", "general.models_file", "'/none/m.yaml'"),
    ])
    func aMissingFileIsToldWithItsKey(_ general: String, _ key: String, _ file: String) throws {
        try withArchive { folder in
            let fault = try #require(throws: Fault.self) { try SpectrumAnalysis(config(folder, general)).run() }
            #expect(fault.code == .fileNotFound)
            #expect(fault.origin.keyPath == key && fault.origin.file == "c.yaml" && fault.origin.line == 1)
            #expect(fault.message.contains(file))
        }
    }

    @Test func aRunThatIsNotThereIsToldWithItsKey() throws {
        try withArchive { folder in
            var config = try config(folder, "")
            config.observations.obsIDs = [1, 77]
            config.origins["observations.obs_ids"] = Origin(file: "c.yaml", line: 9)
            let fault = try #require(throws: Fault.self) { try SpectrumAnalysis(config).reduce() }
            #expect(fault.message.contains("no observation 77 in the archive '\(folder)/data'"))
            #expect(fault.origin.line == 9 && fault.hint == "there are 2, from 1 to 2")
        }
    }
}
