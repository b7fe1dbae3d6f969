import GammaCore
import Testing

@testable import GammaWorkflow

@Suite struct DatasetManifestTests {
    private let source = DatasetSource(
        name: "ebl", description: "", manifestURL: "", baseURL: "https://raw.example/HEAD/")

    private func parse(
        _ text: String, at location: String = "https://example.org/data/list.json"
    ) throws -> DatasetManifest {
        try DatasetManifest.parse(text, location: location, source: source)
    }

    @Test func gammapysIndexIsRead() throws {
        let text = """
            [{"name": "cta-1dc", "description": "tbd", "files": []},
             {"name": "ebl", "files": [{"path": "ebl/a b.fits", "url": "https://github.com/x/a%20b.fits", "filesize": 12,
              "hashmd5": "B1946AC92492D2347C6235B4D2611184"}]}]
            """
        let manifest = try parse(text)
        #expect(
            manifest.files == [
                .init(
                    path: "ebl/a b.fits", url: "https://github.com/x/a%20b.fits", size: 12,
                    checksum: .md5("b1946ac92492d2347c6235b4d2611184"))
            ])
        #expect(manifest.size == 12)
    }

    @Test func aZenodoRecordIsRead() throws {
        let text = """
            {"id": 1, "files": [{"key": "x.tar.gz", "size": 5, "checksum": "md5:b1946ac92492d2347c6235b4d2611184",
              "links": {"self": "https://zenodo.org/api/records/1/files/x.tar.gz/content"}}]}
            """
        let file = try #require(try parse(text).files.first)
        #expect(file.path == "x.tar.gz" && file.url.hasSuffix("/content"))
        #expect(file.checksum == .md5("b1946ac92492d2347c6235b4d2611184"))
    }

    @Test func aRepositoryIsRead() throws {
        let sha = String(repeating: "a", count: 40)
        let text = """
            {"sha": "x", "tree": [{"path": "ebl", "type": "tree", "sha": "\(sha)"},
             {"path": "ebl/ü 1.fits", "type": "blob", "size": 3, "sha": "\(sha)"},
             {"path": "ebl2/n.fits", "type": "blob", "size": 3, "sha": "\(sha)"}]}
            """
        #expect(
            try parse(text).files == [
                .init(
                    path: "ebl/ü 1.fits", url: "https://raw.example/HEAD/ebl/%C3%BC%201.fits", size: 3,
                    checksum: .gitBlob(sha))
            ])
    }

    @Test func yamlAndRelativeAddressesWork() throws {
        let manifest = try parse("name: ebl\nfiles:\n- {path: ebl/x.fits}\n")
        #expect(manifest.files == [.init(path: "ebl/x.fits", url: "https://example.org/data/ebl/x.fits")])
    }

    @Test(arguments: [
        (#"{"files": [{"path": "../x"}]}"#, Fault.Code.badValue), (#"{"files": [{"path": "/etc/x"}]}"#, .badValue),
        (#"{"files": [{"path": "a/./x"}]}"#, .badValue), (#"{"files": [{"path": "a//x"}]}"#, .badValue),
        (#"{"files": [{"path": "x", "url": "file:///etc/passwd"}]}"#, .badValue),
        (#"{"files": [{"path": "x", "size": -1}]}"#, .badValue),
        (#"{"files": [{"path": "x", "sha256": "12"}]}"#, .badValue),
        (#"{"files": [{"path": "x", "checksum": "crc:12"}]}"#, .badValue), (#"{"files": []}"#, .noData),
        (#"{"files": [{"path": "x"}, {"path": "x"}]}"#, .badValue), (#"{"files": 3}"#, .badValue), ("{", .yamlSyntax),
        (#"[{"name": "elb", "files": []}]"#, .noData), (#"{"x": 1}"#, .missingKey),
    ])
    func badListsAreRefused(_ text: String, _ code: Fault.Code) {
        let fault = #expect(throws: Fault.self) { try parse(text) }
        #expect(fault?.code == code)
        #expect(fault?.origin.file == "https://example.org/data/list.json")
    }

    /// `git hash-object` of the same contents.
    @Test func gitsChecksumIsThatOfGit() {
        #expect(GitBlob.sha1([]) == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
        #expect(GitBlob.sha1(Array("hello\n".utf8)) == "ce013625030ba8dba906f756967f9e9ca394464a")
        #expect(GitBlob.sha1([UInt8](repeating: 97, count: 1000)) == "a50be72b20f0e3f078d252e8e56b11b4bec67509")
    }

    @Test func setsAreKnownByName() throws {
        #expect(try DatasetRegistry.source(named: "hess-dl3-dr1").credit.contains("1421099"))
        let fault = #expect(throws: Fault.self) { try DatasetRegistry.source(named: "hess-dl3-dr") }
        #expect(fault?.hint == "did you mean 'hess-dl3-dr1'?")
        #expect(Set(DatasetRegistry.sources.map(\.name)).count == DatasetRegistry.sources.count)
        #expect(DatasetRegistry.textTable.text().contains("joint-crab"))
        // The folder of the examples is called otherwise in its repository.
        let crab = try DatasetRegistry.source(named: "joint-crab-dl3")
        #expect(crab.folder == "data" && crab.manifestURL.contains("/joint-crab/git/trees/"))
    }

    @Test func aMissingCurlIsToldInWords() {
        let fault = #expect(throws: Fault.self) { try DatasetDownloader(folder: "/tmp", searchPath: "/nonexistent") }
        #expect(fault?.code == .unsupported && fault?.hint?.contains("install") == true)
    }

    @Test func foldersWithBlanksAreQuotedForTheShell() {
        var report = DownloadReport(name: "x", folder: "/a b/it's", files: [], credit: "")
        #expect(report.environmentCommand == #"export GAMMAPY_DATA='/a b/it'\''s'"#)
        report.files = [.init(path: "a", outcome: .downloaded, size: 1_500_000)]
        #expect(report.description.contains("1.5 MB"))
    }
}
