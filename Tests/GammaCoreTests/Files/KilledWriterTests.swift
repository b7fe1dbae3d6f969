import Foundation
import GammaCore
import GammaTestSupport
import Testing

@Suite struct KilledWriterTests {
    /// A process that keeps replacing one file by two contents in turn is killed at random moments; what is left is
    /// always one of them, whole.
    @Test func hundredKillsLeaveOldOrNew() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/result.bin"
            try AtomicFile.write(Self.content(0), to: path)
            var random = RandomStream(seed: 1, stream: "kill")
            var cut = 0
            for _ in 0..<100 {
                let delay = UInt32(20_000 * random.uniform())
                await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, delay = delay as UInt32] in
                    Thread.detachNewThread {
                        usleep(delay)
                        kill(getpid(), SIGKILL)
                    }
                    while true {
                        try AtomicFile.write(Self.content(1), to: path)
                        try AtomicFile.write(Self.content(0), to: path)
                    }
                }
                let left = try FileBytes.read(path)
                #expect(left == Self.content(0) || left == Self.content(1))
                cut += try FileManager.default.contentsOfDirectory(atPath: folder).count > 1 ? 1 : 0
            }
            // Otherwise the kills came at other times than during writes, and nothing was tested.
            #expect(cut > 0)
        }
    }

    private static func content(_ kind: UInt8) -> [UInt8] {
        Array(repeating: kind, count: kind == 0 ? 1_000_000 : 1_500_000)
    }
}
