import GammaCore
import Testing

@testable import GammaData

@Suite struct RunFailureTests {
    private func failures(_ messages: [String], _ code: Fault.Code = .malformed) -> [RunFailure] {
        messages.enumerated().map {
            RunFailure(run: "\($0 + 1)", fault: Fault(code, $1, at: Origin(file: "\($0 + 1).fits"), hint: "try again"))
        }
    }

    @Test func oneFaultForAllRuns() throws {
        #expect([RunFailure]().fault == nil)
        #expect(failures(["cut off"]).fault?.message == "cut off")
        let two = try #require(failures(["cut off", "no energies", "cut off"]).fault)
        #expect(two.message == "all 3 runs failed: cut off (1, 3); no energies (2)")
        #expect(two.code == .malformed && two.origin.file == "1.fits" && two.hint == "try again")
        let mixed = failures(["a"]) + failures(["b"], .missingHDU)
        #expect(mixed.fault?.code == .noData)
        let many = failures(Array(repeating: "cut off", count: 9) + ["b", "c", "d", "e"])
        #expect(
            many.fault?.message
                == "all 13 runs failed: cut off (1, 2, 3, 4, 5, 6 and 3 more); b (10); c (11); and 2 other faults")
    }
}
