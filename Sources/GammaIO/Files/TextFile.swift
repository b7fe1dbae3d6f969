import GammaCore

/// Text files in UTF-8.
public enum TextFile {
    /// The text of a file; line ends of any kind become `\n`.
    /// - Throws: ``Fault/Code/malformed`` with the line and the column where it is not UTF-8.
    public static func read(_ path: String) throws -> String {
        let bytes = try FileBytes.read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault(
                .malformed, "the text is not UTF-8", at: firstBadPlace(bytes, path),
                hint: "save the file in UTF-8 encoding")
        }
        return text.utf8.contains(13)
            ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
    }

    /// Columns are counted in characters, as editors do.
    private static func firstBadPlace(_ bytes: [UInt8], _ path: String) -> Origin {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        let repaired = String(decoding: lines[line], as: UTF8.self)
        let column = repaired.unicodeScalars.firstIndex(of: "\u{FFFD}").map {
            repaired.unicodeScalars.distance(from: repaired.unicodeScalars.startIndex, to: $0)
        }
        return Origin(file: path, line: line + 1, lineColumn: (column ?? 0) + 1)
    }
}
