import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@Suite struct PlainKeywordTests {
    /// Astropy refuses lower case in plain keywords, and then the checksum.
    @Test func keywordsAreUpperCaseInFiles() throws {
        var header = FITSHeader()
        header["n_sigma"] = .int(1)
        header["n_sigma_ul"] = .int(2)
        let bytes = try FITSWriter.bytes([.table(Table(name: "POINTS", header: header))])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("N_SIGMA =") && !text.contains("n_sigma ="))
        let copy = try FITSReader(bytes: bytes, path: "p.fits", verifyChecksums: true).table(named: "POINTS").header
        #expect(copy.int("n_sigma") == 1)
        #expect(copy.int("n_sigma_ul") == 2)
    }

    @Test func badTextIsLocated() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(Array("a: 1\nµ: ".utf8) + [0xff, 0x0a], to: folder + "/c.yaml")
            let fault = #expect(throws: Fault.self) { try YAMLNode.read(folder + "/c.yaml") }
            #expect(fault?.origin.line == 2 && fault?.origin.lineColumn == 4)
        }
        let fault = #expect(throws: Fault.self) { try YAMLNode.parse("a: 1\nb: \u{1}", file: "c.yaml") }
        #expect(fault?.origin.line == 2 && fault?.origin.lineColumn == 4)
    }
}
