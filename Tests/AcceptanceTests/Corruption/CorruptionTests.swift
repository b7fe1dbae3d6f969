import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Damaged files of all kinds through the public reading functions, and what is accepted through the whole analysis.
///
/// Each file has a process of its own, so that a crash is a failed test with the name of the damaged version.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"), .serialized)
struct CorruptionTests {
    /// Seconds of processor time that no damaged file may take.
    #if DEBUG
        static let limit = 20.0
    #else
        static let limit = 2.0
    #endif

    @Test("no crash, no hang, every refusal tells where", arguments: DamageTarget.all.map(\.name))
    func damaged(name: String) async throws {
        try await withTemporaryFolder { folder in
            await #expect(processExitsWith: .success) { [folder = folder as String, name = name as String] in
                let target = try #require(DamageTarget.all.first { $0.name == name })
                try DamageReport.make(target, in: folder)
            }
            guard let bytes = try? FileBytes.read(folder + "/report.json") else {
                let current = try? FileBytes.read(folder + "/current")
                Issue.record("\(name) ended at: \(String(decoding: current ?? [], as: UTF8.self))")
                return
            }
            let report = try JSONDecoder().decode(DamageReport.self, from: Data(bytes))
            for entry in report.cases {
                if let complaint = entry.complaint { Issue.record("\(name), \(entry.name): \(complaint)") }
                #expect(entry.time < Self.limit, "\(name), \(entry.name)")
            }
            let refused = report.cases.count { $0.refusal != nil }
            let slowest = report.cases.map(\.time).max() ?? 0
            let total = report.cases.reduce(0) { $0 + $1.time }
            print(
                String(
                    format: "damaged %@: %d versions, %d refused, slowest %.3f s, all %.1f s", name,
                    report.cases.count, refused, slowest, total))
        }
    }

    @Test func thousandVersions() {
        let versions = DamageTarget.all.reduce(0) { $0 + $1.versions(of: []).count }
        #expect(versions >= 1000)
    }
}
