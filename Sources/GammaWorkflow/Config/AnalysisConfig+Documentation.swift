import GammaIO

/// One row of the documentation of the configuration.
public struct ConfigDocumentation: Sendable, Hashable {
    /// Dotted path: `datasets.geom.axes.energy.min`.
    public let path: String
    /// What it holds: `energy`, `list of integer`; empty for a section.
    public let kind: String
    /// The default as it is written; empty for a section, `null` where there is none.
    public let defaultText: String
    /// What it means, as one sentence.
    public let text: String
    /// Whether this is a section and not a key.
    public let isSection: Bool
}

extension AnalysisConfig {
    /// Every section and key in the order in which they are written.
    public static var documentation: [ConfigDocumentation] {
        var rows: [ConfigDocumentation] = []
        let schema = ConfigSchema.standard
        let defaults = AnalysisConfig()
        func visit(_ section: String) {
            for name in schema.names(in: section) ?? [] {
                let path = section.isEmpty ? name : section + "." + name
                if let key = schema.key(path) {
                    rows.append(
                        ConfigDocumentation(
                            path: path, kind: key.kind, defaultText: key.node(defaults).flowText(), text: key.text,
                            isSection: false))
                } else {
                    rows.append(
                        ConfigDocumentation(
                            path: path, kind: "", defaultText: "", text: ConfigSchema.sectionTexts[path] ?? "",
                            isSection: true))
                    visit(path)
                }
            }
        }
        visit("")
        return rows
    }

    /// The documentation as a Markdown table, for the page of the configuration.
    public static var documentationMarkdown: String {
        var text = "| key | kind | default | meaning |\n|---|---|---|---|\n"
        for row in documentation {
            text +=
                row.isSection
                ? "| **`\(row.path)`** | | | \(row.text) |\n"
                : "| `\(row.path)` | \(row.kind) | `\(row.defaultText)` | \(row.text) |\n"
        }
        return text
    }
}
