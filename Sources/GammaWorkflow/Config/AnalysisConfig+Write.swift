import GammaCore
import GammaIO

extension AnalysisConfig {
    /// The configuration as Gammapy 2.1 writes it: every key, details and sections of GammaKit only where they are set.
    public func yamlText() -> String { node().yamlText() }

    /// The same without what does not change results: where files and the log go, and the number of threads.
    var settingsText: String {
        var config = self
        config.general = GeneralConfig()
        (config.general.steps, config.general.overwrite) = (general.steps, general.overwrite)
        return config.yamlText()
    }

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
                let inner = node(of: path, in: schema)
                // Gammapy refuses sections that it does not know, even empty ones.
                if ConfigSchema.ownSections.contains(path), case .mapping(let keys) = inner.content, keys.isEmpty {
                    continue
                }
                pairs.append((name, inner))
            }
        }
        return YAMLNode(pairs)
    }

    /// A template with every key, its default and its meaning, ready to be filled in: `gammakit config init`.
    ///
    /// Keys without default, details, and sections of nothing else are commented out with an example, so that the template
    /// as it stands is a configuration with the defaults, for Gammapy, too.
    public static func template() -> String {
        var text = """
            # Configuration of an analysis. Every key may be left out; what is written here without '#' is the default.
            # Angles need a unit ('0.5 deg', '5h34m'), energies too ('1 TeV'); $NAME stands for an environment variable.

            """
        append(section: "", indent: 0, commentColumn: nil, to: &text)
        return text
    }

    /// - Parameter commentColumn: where the comment sign of a section stands that is switched off as a whole.
    private static func append(section: String, indent: Int, commentColumn: Int?, to text: inout String) {
        let schema = ConfigSchema.standard
        func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
        func margin(_ column: Int?) -> String {
            column.map { blanks($0) + "# " + blanks(indent - $0) } ?? blanks(indent)
        }
        for name in schema.names(in: section) ?? [] {
            let path = section.isEmpty ? name : section + "." + name
            if let key = schema.key(path) {
                let value = key.node(AnalysisConfig())
                let shown = value.isNull ? key.example ?? "" : value.flowText()
                let line =
                    margin(value.isNull || key.isOff ? commentColumn ?? indent : nil) + name + ":"
                    + (shown.isEmpty ? "" : " " + shown)
                text += line + blanks(max(1, 44 - line.count)) + "# \(key.text)\n"
            } else {
                if indent == 0 { text += "\n" }
                let column = commentColumn ?? (isOff(path) ? indent : nil)
                text += margin(column) + name + ":" + (ConfigSchema.sectionTexts[path].map { "  # \($0)" } ?? "") + "\n"
                append(section: path, indent: indent + 4, commentColumn: column, to: &text)
            }
        }
    }

    /// Whether no key of a section has a default.
    private static func isOff(_ section: String) -> Bool {
        ConfigSchema.standard.keys.allSatisfy {
            !$0.path.hasPrefix(section + ".") || $0.node(AnalysisConfig()).isNull
        }
    }
}
