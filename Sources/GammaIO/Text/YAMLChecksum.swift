/// The checksum line that Gammapy appends to its YAML files: the MD5 sum of all text before it.
public enum YAMLChecksum {
    /// The text with its checksum line.
    public static func appended(to text: String) -> String { text + "checksum: \(Digest.md5(text))\n" }

    /// Whether the last line is a checksum of the text before it; nil when there is no such line.
    public static func isValid(_ text: String) -> Bool? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard let last = lines.last, last.hasPrefix("checksum:") else { return nil }
        let stored = last.dropFirst("checksum:".count).filter { !" '\"\r".contains($0) }
        return Digest.md5(String(text[..<last.startIndex])) == stored
    }
}
