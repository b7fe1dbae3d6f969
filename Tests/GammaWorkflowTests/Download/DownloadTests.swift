import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaWorkflow

@Suite(
    .enabled(if: RangeServer.isAvailable, "python3, which plays the server, is not there"), .serialized,
    .timeLimit(.minutes(2)))
struct DownloadTests {
    static let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) }

    /// A server with `set/a.bin` and `set/deep/b c.txt`, and a folder to download to.
    private func withServer(_ body: (RangeServer, DatasetDownloader, String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let (source, target) = (folder + "/server", folder + "/data")
            try FileManager.default.createDirectory(atPath: source + "/set/deep", withIntermediateDirectories: true)
            try AtomicFile.write(Self.content, to: source + "/set/a.bin")
            try AtomicFile.write("hello\n", to: source + "/set/deep/b c.txt")
            try AtomicFile.write([UInt8](), to: source + "/set/empty")
            let server = try RangeServer(folder: source)
            defer { server.stop() }
            try body(server, DatasetDownloader(folder: target), target)
        }
    }

    private func manifest(_ server: RangeServer, mode: String = "get", sha256: String? = nil) throws -> DatasetManifest
    {
        let sum = sha256 ?? Digest.sha256(Self.content)
        let text = """
            {"name": "set", "files": [
              {"path": "set/a.bin", "url": "\(server.address)/\(mode)/set/a.bin", "size": \(Self.content.count),
               "sha256": "\(sum)"},
              {"path": "set/deep/b c.txt", "hashmd5": "b1946ac92492d2347c6235b4d2611184", "filesize": 6},
              {"path": "set/empty", "size": 0}
            ]}
            """
        let source = DatasetSource(name: "set", description: "", manifestURL: "")
        return try DatasetManifest.parse(text, location: server.address + "/get/list.json", source: source)
    }

    private func log(_ server: RangeServer) throws -> String {
        try withTemporaryFolder { folder in
            #expect(try Curl().fetch(server.address + "/log", into: folder + "/log") { _ in } == .complete)
            return String(decoding: try FileBytes.read(folder + "/log"), as: UTF8.self)
        }
    }

    @Test func filesArriveAndAreKept() throws {
        try withServer { server, downloader, target in
            let manifest = try manifest(server)
            let progress = LastProgress()
            let report = try downloader.download(
                manifest, credit: "somebody", Execution(threads: 2, progress: progress))
            #expect(try FileBytes.read(target + "/set/a.bin") == Self.content)
            #expect(try FileBytes.read(target + "/set/deep/b c.txt") == Array("hello\n".utf8))
            #expect(try FileBytes.read(target + "/set/empty").isEmpty)
            #expect(report.files.map(\.outcome) == [.downloaded, .downloaded, .downloaded])
            #expect(report.environmentCommand == "export GAMMAPY_DATA=" + target)
            #expect(report.description.contains("3 files, 200 kB"))
            #expect(report.description.contains("Please quote: somebody"))
            #expect(progress.values.total == Self.content.count + 6)
            let again = try downloader.download(manifest)
            #expect(again.files.map(\.outcome) == [.present, .present, .present])
            // A damaged file is fetched again.
            try AtomicFile.write([1, 2, 3], to: target + "/set/a.bin")
            let repaired = try downloader.download(manifest)
            #expect(repaired.files.map(\.outcome) == [.downloaded, .present, .present])
        }
    }

    @Test func anInterruptedDownloadIsContinued() throws {
        try withServer { server, downloader, target in
            let cut = try manifest(server, mode: "cut")
            let fault = #expect(throws: Fault.self) { try downloader.download(cut) }
            #expect(fault?.code == .fileUnreadable && fault?.hint?.contains("continued") == true)
            let part = target + "/set/a.bin.part"
            #expect(Curl.size(of: part) == Self.content.count / 2)
            #expect(!FileManager.default.fileExists(atPath: target + "/set/a.bin"))
            let report = try downloader.download(manifest(server))
            #expect(report.files[0].outcome == .resumed)
            #expect(try FileBytes.read(target + "/set/a.bin") == Self.content)
            #expect(!FileManager.default.fileExists(atPath: part))
            let requests = try log(server)
            #expect(requests.contains("get set/a.bin bytes=100000-"))
        }
    }

    @Test func aServerWithoutRangesStartsAgain() throws {
        try withServer { server, downloader, target in
            try FileManager.default.createDirectory(atPath: target + "/set", withIntermediateDirectories: true)
            try AtomicFile.write(Array(Self.content[..<5000]), to: target + "/set/a.bin.part")
            let report = try downloader.download(manifest(server, mode: "plain"))
            #expect(report.files[0].outcome == .downloaded)
            #expect(try FileBytes.read(target + "/set/a.bin") == Self.content)
        }
    }

    @Test func aForeignBeginningIsReplaced() throws {
        try withServer { server, downloader, target in
            try FileManager.default.createDirectory(atPath: target + "/set", withIntermediateDirectories: true)
            for size in [5000, Self.content.count, Self.content.count + 7] {
                try AtomicFile.write([UInt8](repeating: 0, count: size), to: target + "/set/a.bin.part")
                let report = try downloader.download(manifest(server))
                #expect(report.files[0].outcome == .downloaded)
                #expect(try FileBytes.read(target + "/set/a.bin") == Self.content)
                try FileManager.default.removeItem(atPath: target + "/set/a.bin")
            }
        }
    }

    @Test func aWrongChecksumIsRefusedAndRemoved() throws {
        try withServer { server, downloader, target in
            let wrong = try manifest(server, sha256: String(repeating: "0", count: 64))
            let fault = #expect(throws: Fault.self) { try downloader.download(wrong) }
            #expect(fault?.code == .malformed && fault?.message.contains("checksum") == true)
            let left = try FileManager.default.contentsOfDirectory(atPath: target + "/set")
            #expect(!left.contains { $0.hasPrefix("a.bin") })
        }
    }

    @Test func faultsOfTheServerAreTold() throws {
        try withServer { server, downloader, target in
            var manifest = try manifest(server)
            manifest.files[0].url = server.address + "/get/set/none.bin"
            let fault = #expect(throws: Fault.self) { try downloader.download(manifest) }
            #expect(fault?.message.contains("404") == true && fault?.origin.file == manifest.files[0].url)
            manifest.files[0].url = "http://127.0.0.1:1/x"
            #expect(throws: Fault.self) { try downloader.download(manifest) }
            #expect(!FileManager.default.fileExists(atPath: target + "/set/a.bin"))
            let source = DatasetSource(name: "set", description: "", manifestURL: server.address + "/get/list.json")
            #expect(throws: Fault.self) { try downloader.manifest(source) }
        }
    }

    @Test func stoppingKeepsTheDataFolderWhole() throws {
        try withServer { server, downloader, target in
            let manifest = try manifest(server)
            let fault = #expect(throws: Fault.self) {
                try downloader.download(manifest, Execution(progress: StopsAtOnce()))
            }
            #expect(fault?.code == .cancelled)
            #expect(!FileManager.default.fileExists(atPath: target + "/set/a.bin"))
            let report = try downloader.download(manifest)
            #expect(report.files.count == 3)
        }
    }

    @Test func theListIsFetchedFromTheServer() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/server/ebl", withIntermediateDirectories: true)
            try AtomicFile.write("hello\n", to: folder + "/server/ebl/x.txt")
            let tree = """
                {"tree": [{"path": "ebl/x.txt", "type": "blob", "size": 6,
                  "sha": "ce013625030ba8dba906f756967f9e9ca394464a"},
                 {"path": "ebl", "type": "tree"}, {"path": "other/y", "type": "blob"}]}
                """
            try AtomicFile.write(tree, to: folder + "/server/tree.json")
            let server = try RangeServer(folder: folder + "/server")
            defer { server.stop() }
            let source = DatasetSource(
                name: "ebl", description: "", manifestURL: server.address + "/get/tree.json",
                baseURL: server.address + "/get/")
            let report = try DatasetDownloader(folder: folder + "/data").download(source)
            #expect(report.files.map(\.path) == ["ebl/x.txt"])
            #expect(try FileBytes.read(folder + "/data/ebl/x.txt") == Array("hello\n".utf8))
        }
    }
}
