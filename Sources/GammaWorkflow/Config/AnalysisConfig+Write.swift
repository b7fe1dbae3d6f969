import GammaCore
import GammaIO

extension AnalysisConfig {
    /// The configuration as Gammapy 2.1 writes it: every key, details only where they are set.
    public func yamlText() -> String { node().yamlText() }

    /// Writes the configuration to a file.
    /// - Throws: a fault when the file cannot be written; an existing file is replaced whole or not at all.
    public func write(to path: String) throws { try AtomicFile.write(yamlText(), to: DataPath.expand(path)) }

    /// The configuration as a tree.
    func node() -> YAMLNode { node(of: "", in: ConfigSchema.standard) }

    private func node(of section: String, in schema: ConfigSchema) -> YAMLNode {
        var pairs: [(String, YAMLNode)] = []
        for name in schema.names(in: section) ?? [] {
            let path = section.isEmpty ? name : section + "." + name
            if let key = schema.key(path) {
                let value = key.node(self)
                if !key.isDetail || !value.isNull { pairs.append((name, value)) }
            } else {
                pairs.append((name, node(of: path, in: schema)))
            }
        }
        return YAMLNode(pairs)
    }

    /// A template with every key, its default and its meaning, ready to be filled in: `gammakit config init`.
    ///
    /// Keys without default and details are commented out with an example.
    public static func template() -> String {
        var text = """
            # Configuration of an analysis. Every key may be left out; what is written here without '#' is the default.
            # Angles need a unit ('0.5 deg', '5h34m'), energies too ('1 TeV'); $NAME stands for an environment variable.

            """
        append(section: "", indent: 0, schema: ConfigSchema.standard, to: &text)
        return text
    }

    private static func append(section: String, indent: Int, schema: ConfigSchema, to text: inout String) {
        let margin = String(repeating: " ", count: indent)
        for name in schema.names(in: section) ?? [] {
            let path = section.isEmpty ? name : section + "." + name
            if let key = schema.key(path) {
                let value = key.node(AnalysisConfig())
                let isOff = value.isNull
                let shown = isOff ? key.example ?? "" : value.flowText()
                let line = "\(isOff ? "# " : "")\(name):\(shown.isEmpty ? "" : " \(shown)")"
                text +=
                    margin + line + String(repeating: " ", count: max(1, 44 - indent - line.count)) + "# \(key.text)\n"
            } else {
                if indent == 0 { text += "\n" }
                let comment = ConfigSchema.sectionTexts[path].map { "  # \($0)" } ?? ""
                text += "\(margin)\(name):\(comment)\n"
                append(section: path, indent: indent + 4, schema: schema, to: &text)
            }
        }
    }
}
