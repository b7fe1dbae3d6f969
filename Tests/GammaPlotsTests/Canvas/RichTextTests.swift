import Testing

@testable import GammaPlots

@Suite struct RichTextTests {
    /// The unit of an axis goes to a line of its own, with its scripts.
    @Test func broken() {
        let title = RichText(plain: "amplitude") + RichText(" [") + RichText("cm^{-2}") + RichText("]")
        let lines = title.broken(before: " [")
        #expect(lines.map(\.plain) == ["amplitude", "[cm−2]"])
        #expect(lines.last?.runs.map(\.level) == [.line, .line, .superscript, .line])
        #expect(RichText(plain: "index").broken(before: " [") == [RichText(plain: "index")])
    }
}
