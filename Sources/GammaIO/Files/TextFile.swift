import GammaCore

/// Text files in UTF-8.
enum TextFile {
    /// The text of a file; line ends of any kind become `\n`.
    /// - Throws: ``Fault/Code/malformed`` with the line that is not UTF-8.
    static func read(_ path: String) throws -> String {
        let bytes = try FileBytes.read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault(
                .malformed, "the text is not UTF-8", at: Origin(file: path, line: firstBadLine(bytes)),
                hint: "save the file in UTF-8 encoding")
        }
        return text.utf8.contains(13)
            ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
    }

    private static func firstBadLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }
}
