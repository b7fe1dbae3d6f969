import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// An analysis that is killed and resumed ends as if nothing had happened.
@Suite(.serialized) struct KilledAnalysisTests {
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

    /// How often it is killed: at 10 random moments, or as often as the environment says.
    private static let count = ProcessInfo.processInfo.environment["GAMMAKIT_KILLS"].flatMap { Int($0) } ?? 10

    /// Coarse pixels and bins, and two sources only: so that most of the time goes into what is kept run by run.
    private static func analyse(_ folder: String, to output: String, resumes: Bool, diary: String) throws {
        let config = try SmallPlane.config(
            folder, pixel: "0.1", width: "{width: 3 deg, height: 3 deg}", bins: 5, binsTrue: 10)
        let execution = Execution(threads: 2, progress: Diary(path: diary))
        var run = AnalysisRun(config, modelsFile: folder + "/two.yaml", execution: execution)
        run.resumes = resumes
        _ = try run.run(to: output)
    }

    /// Two sources of the field.
    private static func writeModels(_ folder: String) throws {
        var models = try Models.read(SmallPlane.example + "/field.yaml")
        models.components.removeAll { !["HESS J1702-420B", "HESS J1708-410"].contains($0.name) }
        try models.write(to: folder + "/two.yaml")
    }

    /// All files of the results but the one with times of the day.
    private func files(_ folder: String) throws -> [String: [UInt8]] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
            $0.contains(".") && $0 != "provenance.json"
        }
        return Dictionary(uniqueKeysWithValues: try paths.map { ($0, try FileBytes.read(folder + "/" + $0)) })
    }

    /// Killed at random moments and resumed, the analysis ends with the same bits; no run that was done is done again.
    @Test func killedAnalysesEndTheSame() async throws {
        try await withTemporaryFolder { folder in try await kill(in: folder) }
    }

    private func kill(in folder: String) async throws {
        try SmallPlane.simulate(folder, runs: 8, hours: 1)
        try Self.writeModels(folder)
        let start = ContinuousClock.now
        try Self.analyse(folder, to: folder + "/whole", resumes: false, diary: folder + "/diary")
        let duration = (ContinuousClock.now - start) / .seconds(1)
        let whole = try files(folder + "/whole")
        #expect(whole.keys.contains("report.html") && whole.keys.contains("fit.json"))
        var kills = 0
        for number in 0..<Self.count {
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
                try KilledAnalysisTests.analyse(folder, to: output, resumes: false, diary: diary)
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
        #expect(kills > Self.count / 4)
    }
}
