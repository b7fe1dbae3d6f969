import Foundation
import GammaCore
import GammaTestSupport
import Testing

@Suite struct AtomicFileTests {
    @Test func writesAndReadsBack() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/a.bin"
            for size in [0, 1, 70_000] {
                let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
                try AtomicFile.write(bytes, to: path)
                #expect(try FileBytes.read(path) == bytes)
            }
            try AtomicFile.write("größe", to: path)
            #expect(try FileBytes.read(path) == Array("größe".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.bin"])
        }
    }

    @Test func relativePathIsWritten() throws {
        let name = "gammakit-relative-\(UUID().uuidString)"
        defer { unlink(name) }
        try AtomicFile.write("x", to: name)
        #expect(try FileBytes.read(name) == Array("x".utf8))
    }

    @Test func keepsLinkAndPermissions() throws {
        try withTemporaryFolder { folder in
            let target = folder + "/target"
            let link = folder + "/link"
            try AtomicFile.write("old", to: target)
            chmod(target, 0o640)
            symlink("target", link)
            try AtomicFile.write("new", to: link)
            #expect(try FileBytes.read(target) == Array("new".utf8))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target")
            let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int
            #expect(mode == 0o640)
        }
    }

    @Test func failuresAreFaultsAndLeaveNothing() throws {
        try withTemporaryFolder { folder in
            let missing = #expect(throws: Fault.self) { try AtomicFile.write("x", to: folder + "/no/a") }
            #expect(missing?.code == .fileUnwritable)
            #expect(missing?.origin.file == folder + "/no/a")
            #expect(missing?.hint != nil)
            // A folder cannot be replaced by a file.
            #expect(throws: Fault.self) { try AtomicFile.write("x", to: folder) }
            try FileManager.default.createDirectory(atPath: folder + "/d", withIntermediateDirectories: false)
            #expect(throws: Fault.self) { try AtomicFile.write("x", to: folder + "/d") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["d"])
        }
    }

    @Test func unreadableThingsAreFaults() throws {
        try withTemporaryFolder { folder in
            #expect(#expect(throws: Fault.self) { try FileBytes.read(folder + "/no") }?.code == .fileNotFound)
            #expect(#expect(throws: Fault.self) { try FileBytes.read(folder) }?.code == .fileUnreadable)
            #expect(#expect(throws: Fault.self) { try FileBytes.read("/dev/zero") }?.code == .fileUnreadable)
            mkfifo(folder + "/pipe", 0o600)
            #expect(#expect(throws: Fault.self) { try FileBytes.read(folder + "/pipe") }?.code == .fileUnreadable)
        }
    }
}
