import Foundation
import GammaKit
import GammaTestSupport
import Synchronization
import Testing

/// The analysis of a field in the Galactic plane from one file, as `Examples/GalacticPlane` has it, in small: simulated runs in
/// four groups of zenith angle and offset, exclusion found in the data, backgrounds scaled above 2 TeV, a joint fit, a report.
@Suite(.serialized) struct GalacticPlaneTests {
    private static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/GalacticPlane").path

    /// Simulates long runs in place of many short ones, four a night: two bands of zenith angle and, by the night, of offset.
    private static func simulate(_ folder: String, runs: Int, hours: Double) throws {
        let truth = try Models.read(example + "/field.yaml")
        let target = try #require(truth.skyModels.first?.spatial?.position)
        var simulator = ArchiveSimulator(SimulationTarget("HESS J1702-420", at: target), models: truth)
        (simulator.runs, simulator.livetime, simulator.offsets) = (runs, hours * 3600, [0.5, 1])
        (simulator.runsPerNight, simulator.followsZenith) = (4, true)
        try simulator.write(to: folder + "/data", execution: Execution(threads: 2))
    }

    /// The example with larger pixels, for these runs.
    private static func config(_ folder: String, pixel: String, width: String) throws -> AnalysisConfig {
        let text = try String(contentsOfFile: example + "/plane.yaml", encoding: .utf8)
        let changes = [
            ("$GAMMAKIT_PLANE", folder + "/data"), ("binsize: 0.02 deg", "binsize: \(pixel) deg"),
            ("width: {width: 6 deg, height: 4 deg}", "width: \(width)"),
        ]
        var changed = text
        for (old, new) in changes {
            #expect(changed.contains(old), "\(old) is not in the example")
            changed = changed.replacing(old, with: new)
        }
        return try AnalysisConfig.parse(changed, file: "plane.yaml")
    }

    @Test func fromRunsToAJointFit() throws {
        try withTemporaryFolder { folder in
            try Self.simulate(folder, runs: 80, hours: 2)
            let config = try Self.config(folder, pixel: "0.04", width: "{width: 5 deg, height: 4 deg}")
            let execution = Execution(threads: 2)
            let result = try MapAnalysis(config, execution: execution).run(
                models: Models.read(Self.example + "/start.yaml"))
            #expect(result.groups.count == 4 && result.groups.reduce(0) { $0 + $1.ids.count } == 80)
            #expect(result.maps.map(\.name) == ["stacked-1", "stacked-2", "stacked-3", "stacked-4"])
            let exclusion = try #require(result.exclusion)
            #expect(exclusion.outcome == .stable)
            #expect(result.backgrounds.count == 80 && result.backgrounds.allSatisfy { $0.outcome == .adjusted })
            let fit = try #require(result.fit)
            #expect(fit.fit.outcome.isReliable, "\(fit.fit.outcome)")
            // Every parameter within three errors of what was simulated. With a third of the data the sources are not told apart.
            let truth = try Models.read(Self.example + "/field.yaml")
            for source in truth.skyModels {
                let found = try fit.models.source(source.name)
                for (a, b) in zip(found.parameters, source.parameters) where !a.isFrozen {
                    #expect(a.error > 0, "\(source.name) \(a.name)")
                    #expect(
                        abs(a.value - b.value) < 3 * a.error,
                        "\(source.name) \(a.name): \(a.value) ± \(a.error), \(b.value)")
                }
            }
        }
    }

    /// Reports what was done to a file, line after line, for a process that will be killed.
    private struct Diary: ProgressObserver {
        let path: String

        func update(step: String, done: Int, total: Int) throws {
            let line = "\(step) \(done) \(total)\n"
            let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o666)
            _ = line.withCString { write(file, $0, strlen($0)) }
            close(file)
        }

        /// The last report of the reduction, and how many runs were left when it began.
        static func reduction(_ path: String) -> (done: Int, total: Int)? {
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            let lines = text.split(separator: "\n").filter { $0.hasPrefix("reduction ") }
            guard let numbers = lines.last?.split(separator: " ").compactMap({ Int($0) }), numbers.count == 2 else {
                return nil
            }
            return (numbers[0], numbers[1])
        }
    }

    private static func analyse(_ folder: String, to output: String, resumes: Bool, diary: String) throws {
        let config = try config(folder, pixel: "0.1", width: "{width: 3 deg, height: 3 deg}")
        let execution = Execution(threads: 2, progress: Diary(path: diary))
        var run = AnalysisRun(config, modelsFile: example + "/field.yaml", execution: execution)
        run.resumes = resumes
        _ = try run.run(to: output)
    }

    /// All files of the results but the one with times of the day.
    private func files(_ folder: String) throws -> [String: [UInt8]] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
            $0.contains(".") && $0 != "provenance.json"
        }
        return Dictionary(uniqueKeysWithValues: try paths.map { ($0, try FileBytes.read(folder + "/" + $0)) })
    }

    /// Killed at 10 random moments and resumed, the analysis ends with the same bits; no run that was done is done again.
    @Test func killedAnalysesEndTheSame() async throws {
        try await withTemporaryFolder { folder in try await kill(in: folder) }
    }

    private func kill(in folder: String) async throws {
        try Self.simulate(folder, runs: 8, hours: 1)
        let start = ContinuousClock.now
        try Self.analyse(folder, to: folder + "/whole", resumes: false, diary: folder + "/diary")
        let duration = (ContinuousClock.now - start) / .seconds(1)
        let whole = try files(folder + "/whole")
        #expect(whole.keys.contains("report.html") && whole.keys.contains("fit.json"))
        var kills = 0
        for number in 0..<10 {
            var random = RandomStream(seed: 17, stream: "kill", index: UInt64(number))
            let delay = UInt32(1e6 * duration * random.uniform())
            let (output, diary) = ("\(folder)/\(number)", "\(folder)/diary-\(number)")
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, output = output as String, diary = diary as String, delay = delay as UInt32]
                in
                Thread.detachNewThread {
                    usleep(delay)
                    Foundation.kill(getpid(), SIGKILL)
                }
                try GalacticPlaneTests.analyse(folder, to: output, resumes: false, diary: diary)
                // The process may have been faster this time.
                while true { sleep(1) }
            }
            let before = Diary.reduction(diary)
            if before != nil { kills += 1 }
            let wasFinished = FileManager.default.fileExists(atPath: output + "/provenance.json")
            try Self.analyse(folder, to: output, resumes: true, diary: diary + "-again")
            if !wasFinished, let before, let after = Diary.reduction(diary + "-again") {
                #expect(8 - after.total >= before.done, "kill \(number): \(before.done) done, \(after.total) again")
            }
            let resumed = try files(output)
            #expect(resumed.keys.sorted() == whole.keys.sorted(), "kill \(number)")
            for (name, bytes) in whole where resumed[name] != bytes { Issue.record("kill \(number): \(name) differs") }
        }
        // Not all of them before the work began.
        #expect(kills > 2)
    }
}
