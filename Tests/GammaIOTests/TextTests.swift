import GammaCore
import GammaIO
import Testing

@Suite("JSON and digests")
struct JSONTests {
    @Test("values survive, numbers keep every digit")
    func roundTrip() throws {
        let value: JSONValue = [
            "a": [1, 2.5, 4.28298e-11, 1e300, -0.0], "text": "quote \" back \\ line\nµ \u{1}", "none": nil,
            "flag": true,
            "nested": [["x": 1], [], [:]], "big": 9_007_199_254_740_993,
        ]
        #expect(try JSONValue.parse(value.text()) == value)
        #expect(try JSONValue.parse(value.text(pretty: true)) == value)
        #expect(JSONValue([.nan, .infinity, 0.1]).text() == "[null,null,0.1]")
        #expect(try JSONValue.parse(#" {"a" : "\u00b5\ud83d\ude00\/"} "#)["a"]?.stringValue == "µ😀/")
    }

    @Test(
        "mistakes are answered with line and column",
        arguments: [
            "", "{", "[1,", "[1 2]", "{\"a\" 1}", "nul", "\"abc", "[1] 2", "\"\\x\"", "\"\\ud800\"", "1.2.3", "+1",
        ])
    func faults(text: String) {
        let fault = #expect(throws: Fault.self) { try JSONValue.parse(text, file: "t.json") }
        #expect(fault?.origin.line == 1)
        #expect(fault?.origin.lineColumn != nil)
    }

    @Test("deep nesting ends with a fault")
    func depth() {
        #expect(throws: Fault.self) { try JSONValue.parse(String(repeating: "[", count: 100_000)) }
    }

    /// RFC 1321 and FIPS 180-4 test vectors.
    @Test("MD5 and SHA-256 of known texts")
    func digests() {
        #expect(Digest.md5("") == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(Digest.md5("abc") == "900150983cd24fb0d6963f7d28e17f72")
        let digits = String(repeating: "1234567890", count: 8)
        #expect(Digest.md5(digits) == "57edf4a22be3c955ac49da2e2107b67a")
        #expect(
            Digest.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(
            Digest.sha256(Array(long.utf8)) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }
}
