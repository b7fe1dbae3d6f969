import Foundation
import GammaCore
import Testing

@testable import GammaWorkflow

@Suite struct LogFormatTests {
    let date = Date(timeIntervalSince1970: 1_700_000_000.25)

    /// The line that Python's `logging.Formatter` makes of the same record.
    @Test func sameLineAsPython() throws {
        let format = try LogFormat(
            "%(levelname)-8s|%(name)10s|%(message).5s|%(levelno)d|%(msecs)03d|%(created)f|%%|%(processName)s")
        #expect(
            format.line("a message", level: .warning, at: date)
                == "WARNING |  gammakit|a mes|30|250|1700000000.250000|%|MainProcess")
    }

    @Test func timesAreLocalWithMillisecondsUnlessAFormatIsGiven() throws {
        let standard = try LogFormat("%(asctime)s").line("", level: .info, at: date)
        // 2023-11-14 22:13:20 UTC; time zones differ by quarters of an hour.
        #expect(standard.hasPrefix("2023-11-1") && standard.hasSuffix(":20,250"))
        #expect(
            try LogFormat("%(asctime)s", dateFormat: "%S s of %Y").line("", level: .info, at: date) == "20 s of 2023")
        let early = Date(timeIntervalSince1970: 0.0075)
        #expect(try LogFormat("%(asctime)s").line("", level: .info, at: early).hasSuffix(":00,007"))
    }

    @Test(arguments: [
        ("%(levelnam)s", "did you mean 'levelname'"), ("%(zzzzzzzzzz)s", "fields: asctime"), ("100 %", "percent sign"),
        ("%(message)", "percent sign"), ("%(message)q", "percent sign"), ("%s", "percent sign"),
    ])
    func mistakesAreTold(_ text: String, _ hint: String) throws {
        let fault = try #require(throws: Fault.self) { try LogFormat(text) }
        #expect(fault.hint?.contains(hint) == true, "\(fault)")
        let inFile = try #require(throws: Fault.self) {
            try AnalysisConfig.parse("general:\n  log: {format: '\(text)'}\n", file: "c.yaml")
        }
        #expect(inFile.origin.description == "c.yaml:2:17  general.log.format")
    }
}
