import Foundation
import GammaCore
import GammaTestSupport
import GammaWorkflow
import Testing

@Suite struct OutputFolderTests {
    @Test func foldersAreMadeWithThoseAbove() throws {
        try withTemporaryFolder { folder in
            try OutputFolder.check(folder + "/a/b/c")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            try OutputFolder.make(folder + "/a/b/c")
            try OutputFolder.make(folder + "/a/b/c")
            #expect(FileManager.default.fileExists(atPath: folder + "/a/b/c"))
        }
    }

    @Test func aFileInTheWayIsTold() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("", to: folder + "/file")
            for path in ["/file", "/file/x/y"] {
                let fault = try #require(throws: Fault.self) { try OutputFolder.check(folder + path) }
                #expect(fault.code == .fileUnwritable)
                #expect(fault.message.contains("is a file"))
                #expect(fault.hint != nil)
            }
        }
    }
}
