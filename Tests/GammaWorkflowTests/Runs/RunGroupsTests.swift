import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaIO
import GammaMakers
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Groups of runs, runs that fail, and analyses that go on after an interruption: through the same code path as `gammakit run`.
@Suite struct RunGroupsTests {
    private func config(_ folder: String, observations: String = "", datasets: String = "") throws -> AnalysisConfig {
        try AnalysisConfig.parse(
            """
            observations: {datastore: \(folder)/data\(observations)}
            datasets:
              type: 3d
              stack: true
              \(datasets)
              geom:
                wcs: {skydir: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg}, binsize: 0.1 deg, width: {width: 3 deg, height: 2 deg}, binsize_irf: 0.5 deg}
                selection: {offset_max: 1.5 deg}
                axes: {energy: {min: 0.5 TeV, max: 10 TeV, nbins: 2}, energy_true: {min: 0.3 TeV, max: 20 TeV, nbins: 5}}
              background: {method: fov_background, exclusion: auto, parameters: {method: scale, energy_min: 0.5 TeV}}
              safe_mask: {methods: [offset-max], parameters: {offset_max: 1.5 deg}}
            """, file: "c.yaml")
    }

    /// A folder with an archive of six short runs in `data`, four at 0.3° and two at 0.7°.
    private func withArchive(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator(.crab, models: models(amplitude: 8e-10))
            (simulator.runs, simulator.livetime, simulator.offsets) = (6, 40, [0.3, 0.7])
            (simulator.runsPerNight, simulator.followsZenith) = (3, true)
            try simulator.write(to: folder + "/data")
            try body(folder)
        }
    }

    private func models(amplitude: Double) -> Models {
        Models(
            SkyModel(
                "crab", spectral: PowerLaw(index: 2.5, amplitude: amplitude),
                spatial: PointSpatialModel(at: SkyDirection(ra: 83.615, dec: 22.03))))
    }

    private let groups = "groups: {columns: {OFFSET: [0, 0.5, 1]}}"

    @Test func aStackForEveryGroup() throws {
        try withArchive { folder in
            let result = try MapAnalysis(config(folder, datasets: groups)).run(models: models(amplitude: 5e-10))
            #expect(result.selection.groups.map(\.ids) == [["1", "2", "3", "4"], ["5", "6"]])
            #expect(result.datasets.map(\.name) == ["stacked-1", "stacked-2"])
            #expect(result.maps.map(\.provenance.observationIDs) == result.selection.groups.map(\.ids))
            #expect(result.backgrounds.map(\.dataset) == ["1", "2", "3", "4", "5", "6"])
            let fit = try #require(result.fit)
            #expect(fit.models.names == ["crab", "stacked-1-bkg", "stacked-2-bkg"] && fit.fit.outcome.isReliable)
            for text in [result.report, result.json.text(), try result.htmlReport().html()] {
                #expect(text.contains("OFFSET 0.5 to 1"))
            }
        }
    }

    @Test func runsAreSelectedByColumns() throws {
        try withArchive { folder in
            func ids(_ conditions: String) throws -> [String] {
                try MapAnalysis(config(folder, observations: ", select: \(conditions)")).selectedRuns().ids
            }
            #expect(try ids("{OFFSET: [0.5, null]}") == ["5", "6"])
            #expect(try ids("{OBS_ID: [2, 3], OBJECT: [Crab, Crab Nebula]}") == ["2", "3"])
            // The first night ends before the second.
            let second = try DataStore(folder + "/data").observation("4", loadingEvents: false)
            let night = try #require(second.start).adding(seconds: -3600).iso(.utc)
            #expect(try ids("{DATE: ['\(night)', null]}") == ["4", "5", "6"])
            for (conditions, code) in [
                ("{OFSET: [0, 1]}", Fault.Code.missingColumn), ("{OBJECT: [0, 1]}", .badColumn),
                ("{OFFSET: [2, 3]}", .noData),
            ] {
                let fault = #expect(throws: Fault.self) { try ids(conditions) }
                #expect(fault?.code == code && fault?.origin.keyPath == "observations.select")
                #expect(fault?.origin.line == 1, "\(conditions)")
            }
        }
    }

    /// A run with a damaged file is named, and the others are reduced.
    @Test func aFailingRunStopsNothing() throws {
        try withArchive { folder in
            let file = folder + "/data/data/obs_000003.fits.gz"
            var bytes = try FileBytes.read(file)
            bytes.removeLast(bytes.count / 2)
            try AtomicFile.write(bytes, to: file)
            let result = try MapAnalysis(config(folder, datasets: groups)).run(models: models(amplitude: 5e-10))
            #expect(result.selection.failures.map(\.run) == ["3"])
            #expect(result.selection.failures.first?.fault.origin.file?.hasSuffix("obs_000003.fits.gz") == true)
            #expect(result.maps.map(\.provenance.observationIDs) == [["1", "2", "4"], ["5", "6"]])
            #expect(result.report.contains("Runs that were left out") && result.json.text().contains("failed_runs"))
            for id in [1, 2, 4, 5, 6] {
                try FileManager.default.copyItem(atPath: file, toPath: folder + "/new")
                try FileManager.default.removeItem(atPath: folder + "/data/data/obs_00000\(id).fits.gz")
                try FileManager.default.moveItem(
                    atPath: folder + "/new", toPath: folder + "/data/data/obs_00000\(id).fits.gz")
            }
            // When all fail, the answer names them, at the place of the first.
            let fault = #expect(throws: Fault.self) { try MapAnalysis(config(folder)).run() }
            #expect(fault?.origin.file?.hasSuffix("obs_000001.fits.gz") == true)
            #expect(fault?.message.hasPrefix("all 6 runs failed: ") == true)
            #expect(fault?.message.hasSuffix(" (1, 2, 3, 4, 5, 6)") == true)
        }
    }

    /// Stops at a step, as when the program is killed there.
    private struct Killer: ProgressObserver {
        let step: String
        let done: Int

        func update(step: String, done: Int, total: Int) throws {
            if step == self.step, done >= self.done { throw Fault(.cancelled, "killed") }
        }
    }

    /// All files of the results, without the folder's name.
    private func files(_ folder: String) throws -> [String: [UInt8]] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.contains(".") }
        return Dictionary(uniqueKeysWithValues: try paths.map { ($0, try FileBytes.read(folder + "/" + $0)) })
    }

    @Test func goesOnAfterAnInterruptionWithTheSameBits() throws {
        try withArchive { folder in
            let config = try config(folder, datasets: groups)
            func run(_ output: String, resumes: Bool = false, _ progress: any ProgressObserver = SilentProgress())
                throws
            {
                let execution = Execution(threads: 2, progress: progress)
                var analysis = try MapAnalysis(config, execution: execution)
                let journal = try AnalysisJournal(output, resumes: resumes)
                analysis.journal = journal
                try analysis.run(models: models(amplitude: 5e-10)).write(to: output, execution: execution)
                journal.remove()
            }
            try run(folder + "/whole")
            let whole = try files(folder + "/whole")
            #expect(whole.keys.contains("report.html") && !whole.keys.contains { $0.hasPrefix("journal") })
            for (step, done) in [("exclusion", 2), ("reduction", 1), ("reduction", 5), ("figures", 1)] {
                let output = folder + "/\(step)-\(done)"
                let fault = #expect(throws: Fault.self) { try run(output, Killer(step: step, done: done)) }
                guard fault?.code == .cancelled else { continue }
                #expect(try FileManager.default.contentsOfDirectory(atPath: output + "/journal").count >= min(done, 1))
                // What a killed program was writing.
                let unfinished = output + "/.fit.json.\(Int32.max)-123456789.tmp"
                try AtomicFile.write("half", to: unfinished)
                // And what another one, that is alive, is writing.
                let alive = output + "/.fit.json.\(getpid())-123456789.tmp"
                try AtomicFile.write("half", to: alive)
                try run(output, resumes: true)
                #expect(!FileManager.default.fileExists(atPath: unfinished))
                #expect(FileManager.default.fileExists(atPath: alive))
                try FileManager.default.removeItem(atPath: alive)
                let resumed = try files(output)
                #expect(resumed.keys.sorted() == whole.keys.sorted(), "\(step) \(done)")
                for (name, bytes) in whole where resumed[name] != bytes {
                    Issue.record("\(name) differs: \(step) \(done)")
                }
            }
        }
    }

    @Test func anotherAnalysisIsNotResumed() throws {
        try withArchive { folder in
            func analysis(_ groups: String, resumes: Bool) throws -> MapAnalysis {
                var analysis = try MapAnalysis(
                    config(folder, datasets: groups),
                    execution: Execution(progress: resumes ? SilentProgress() : Killer(step: "reduction", done: 3)))
                analysis.journal = try AnalysisJournal(
                    folder + "/out", resumes: resumes)
                return analysis
            }
            #expect(throws: Fault.self) { try analysis(groups, resumes: false).reduce() }
            let other = try analysis("groups: {columns: {OFFSET: [0, 1]}}", resumes: true)
            let fault = #expect(throws: Fault.self) { try other.reduce() }
            #expect(fault?.code == .incompatible && fault?.hint?.contains("--resume") == true)
            // A run that has changed since.
            let file = folder + "/data/data/obs_000006.fits.gz"
            try AtomicFile.write(FileBytes.read(file), to: file)
            #expect(throws: Fault.self) { try analysis(groups, resumes: true).reduce() }
            // A damaged file is no trap, and says what to do.
            try AtomicFile.write("damage", to: folder + "/out/journal/exclusion-1.state")
            let damaged = #expect(throws: Fault.self) { try analysis(groups, resumes: true).reduce() }
            #expect(damaged?.code == .malformed && damaged?.hint?.contains("--resume") == true)
            // Nothing to resume is no fault.
            let fresh = try analysis(groups, resumes: true)
            fresh.journal?.remove()
            #expect(try fresh.reduce().maps.count == 2)
        }
    }
}
