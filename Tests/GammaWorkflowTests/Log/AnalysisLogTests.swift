import Foundation
import GammaCore
import GammaTestSupport
import Testing

@testable import GammaWorkflow

@Suite struct AnalysisLogTests {
    private func log(_ folder: String, _ more: String) throws -> AnalysisLog {
        try AnalysisLog(.parse("general: {log: {filename: \(folder)/a.log, \(more)}}"))
    }

    private func lines(_ folder: String) throws -> [String] {
        try String(contentsOfFile: folder + "/a.log", encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test func onlyWhatIsUrgentEnoughIsWritten() throws {
        try withTemporaryFolder { folder in
            let log = try log(folder, "level: WARNING")
            for level in GeneralConfig.LogLevel.allCases { log.add(level, "a line") }
            #expect(
                try lines(folder) == [
                    "WARNING:gammakit:a line", "ERROR:gammakit:a line", "CRITICAL:gammakit:a line",
                ])
        }
    }

    @Test func modesAreThoseOfPython() throws {
        try withTemporaryFolder { folder in
            try log(folder, "level: info").add(.info, "1")
            try log(folder, "filemode: a").add(.info, "2")
            #expect(try lines(folder).count == 2)
            try log(folder, "filemode: w").add(.info, "3")
            #expect(try lines(folder) == ["INFO:gammakit:3"])
            #expect(throws: Fault.self) { try log(folder, "filemode: x") }
        }
    }

    /// Each warning once, however often and from wherever it comes, and the fault that ended the work on one line.
    @Test func warningsAndFaultsAreWritten() throws {
        try withTemporaryFolder { folder in
            let log = try log(folder, "level: info")
            let notices = Notices()
            notices.add("odd", at: Origin(file: "run.fits"))
            #expect(try log.recording(notices) { 7 } == 7)
            let fault = Fault(.noData, "nothing left", at: Origin(file: "c.yaml", line: 3), hint: "give more")
            #expect(throws: fault) {
                try log.recording(notices) {
                    notices.add("odd", at: Origin(file: "run.fits"))
                    throw fault
                }
            }
            #expect(
                try lines(folder) == [
                    "WARNING:gammakit:odd (run.fits)",
                    "ERROR:gammakit:error[data.none]: nothing left --> c.yaml:3 hint: give more",
                ])
        }
    }

    @Test func aLogThatCannotBeWrittenIsTold() throws {
        let config = try AnalysisConfig.parse("general:\n  log: {filename: /no/such/folder/a.log}", file: "c.yaml")
        let fault = try #require(throws: Fault.self) { try SpectrumAnalysis(config) }
        #expect(fault.code == .fileUnwritable)
        #expect(fault.message.contains("/no/such/folder/a.log"))
        #expect(fault.origin.description == "c.yaml:2:19  general.log.filename")
        #expect(fault.hint == "make the folder first")
    }
}
