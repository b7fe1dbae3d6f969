import GammaCore
import GammaDatasets
import GammaIO
import GammaMakers
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// One-dimensional analyses of archives with runs that cannot be reduced.
@Suite struct FailingSpectraTests {
    private func config(_ folder: String, observations: String = "", datasets: String = "") throws -> AnalysisConfig {
        try AnalysisConfig.parse(
            """
            observations: {datastore: \(folder)/data, required_irf: [aeff, edisp]\(observations)}
            datasets:
              \(datasets)
              geom: {axes: {energy: {min: 0.3 TeV, max: 30 TeV, nbins: 8}, energy_true: {min: 0.1 TeV, max: 60 TeV, nbins: 16}}}
              on_region: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg, radius: 0.12 deg}
              background: {method: reflected}
            flux_points: {source: crab, energy: {min: 0.5 TeV, max: 20 TeV, nbins: 2}}
            """, file: "c.yaml")
    }

    private let start = Models(SkyModel("crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-11)))

    /// A folder with an archive of short runs in `data`, four at 0.5° and the others at 0.7°; the effective areas of some are damaged.
    private func withArchive(runs: Int = 4, damaged: [Int], _ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator(.crab)
            (simulator.runs, simulator.livetime, simulator.offsets) = (runs, 120, [0.5, 0.7])
            try simulator.write(to: folder + "/data")
            for run in damaged {
                try rewriteTable("EFFECTIVE AREA", of: "\(folder)/data/data/obs_00000\(run).fits.gz") {
                    $0.without("EFFAREA")
                }
            }
            try body(folder)
        }
    }

    @Test func theOthersAreAnalysedWithoutIt() throws {
        try withArchive(damaged: [3]) { folder in
            let execution = Execution(threads: 2)
            let result = try SpectrumAnalysis(config(folder), execution: execution).run(models: start)
            let others = try SpectrumAnalysis(config(folder, observations: ", obs_ids: [1, 2, 4]")).run(models: start)
            #expect(result.runs == others.runs && result.fit?.fit.stat == others.fit?.fit.stat)
            #expect(result.lightCurve?.count == 3 && others.selection.failures.isEmpty)

            let failure = try #require(result.selection.failures.first)
            #expect(failure.run == "3" && result.selection.failures.count == 1)
            #expect(failure.fault.code == .missingColumn)
            #expect(failure.fault.origin.file?.hasSuffix("obs_000003.fits.gz") == true)
            #expect(result.json["failed_runs"]?[0]?["run"]?.stringValue == "3")
            for text in [result.report, try result.htmlReport().html()] {
                #expect(text.contains("Runs that were left out") && text.contains("obs_000003.fits.gz"))
            }
            #expect(result.notices.contains { $0.notice.message.contains("observation 3 failed and is left out") })
        }
    }

    /// Parts of runs are made of those that are left.
    @Test func lightCurvesOfPartsGoOnToo() throws {
        try withArchive(damaged: [1]) { folder in
            var config = try config(folder)
            let bins = try #require(SpectrumAnalysis(config).run(models: start).lightCurve).bins
            let middle = bins[0].start.adding(seconds: 50)
            func times(_ moments: [Instant]) throws -> OneOrMany<ConfigTime> {
                OneOrMany(try moments.map { try ConfigTime(parsing: $0.iso(.utc, digits: 6)) })
            }
            config.lightCurve.timeIntervals = TimeIntervalsConfig(
                start: try times([bins[0].start, middle]), stop: try times([middle, bins[0].stop]))
            let curve = try #require(try SpectrumAnalysis(config).run(models: start).lightCurve)
            #expect(curve.metadata.datasetNames == ["2-1", "2-2"])
        }
    }

    @Test func aStackForEveryGroup() throws {
        try withArchive(runs: 6, damaged: [3]) { folder in
            let groups = "groups: {columns: {OFFSET: [0, 0.6, 1]}}"
            var config = try config(folder, datasets: groups)
            config.general.datasetsFile = ConfigPath("\(folder)/red/datasets.yaml")
            let result = try SpectrumAnalysis(config).run(models: start)
            #expect(result.datasets.map(\.name) == ["stacked-1", "stacked-2"])
            #expect(result.datasets.map(\.provenance.observationIDs) == [["1", "2", "4"], ["5", "6"]])
            #expect(result.report.contains("OFFSET 0.6 to 1"))
            // Read again they stay apart.
            config.general.steps = [.fit]
            let again = try SpectrumAnalysis(config).run(models: start)
            #expect(again.datasets.map(\.name) == ["stacked-1", "stacked-2"])
            expectClose(try #require(again.fit).fit.stat, try #require(result.fit).fit.stat, relative: 1e-9)
        }
    }

    @Test func withoutAnyRunTheFailuresAreNamed() throws {
        try withArchive(damaged: [1, 2, 3, 4]) { folder in
            let fault = try #require(throws: Fault.self) { try SpectrumAnalysis(config(folder)).run(models: start) }
            #expect(fault.code == .missingColumn && fault.origin.file?.hasSuffix("obs_000001.fits.gz") == true)
            #expect(fault.message.hasPrefix("all 4 runs failed: ") && fault.message.hasSuffix(" (1, 2, 3, 4)"))
            let only = try #require(throws: Fault.self) {
                try SpectrumAnalysis(config(folder, observations: ", obs_ids: [2]")).run(models: start)
            }
            #expect(only.message == String(fault.message.dropFirst(19).dropLast(13)))
        }
    }
}
