import Foundation

/// The pages of the documentation and the sources of the examples.
enum Documents {
    /// The folder of the package.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// README and all pages, by path relative to the package.
    static func pages() throws -> [(path: String, text: String)] {
        try files(below: ["README.md", "Docs", "Sources/GammaKit/GammaKit.docc"], suffix: ".md")
    }

    /// Sources of the examples.
    static func examples() throws -> [(path: String, text: String)] { try files(below: ["Examples"], suffix: ".swift") }

    /// The fenced blocks of a page in one language.
    static func blocks(_ language: String, in text: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isFence = line.trimmingCharacters(in: .whitespaces).hasPrefix("```")
            if let lines = block {
                if isFence {
                    blocks.append(lines.joined(separator: "\n"))
                    block = nil
                } else {
                    block = lines + [line]
                }
            } else if isFence, line.trimmingCharacters(in: .whitespaces) == "```\(language)" {
                block = []
            }
        }
        return blocks
    }

    private static func files(below paths: [String], suffix: String) throws -> [(path: String, text: String)] {
        var found: [String] = []
        for path in paths {
            if path.hasSuffix(suffix) { found.append(path) }
            let names = FileManager.default.enumerator(atPath: root.appending(path: path).path)
            for case let name as String in names ?? .init() where name.hasSuffix(suffix) {
                found.append("\(path)/\(name)")
            }
        }
        return try found.sorted().map {
            ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8))
        }
    }
}
