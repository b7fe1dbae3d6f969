extension YAMLNode {
    /// The node as YAML text in block style, to the letter as Gammapy writes it, ending with a line end.
    public func yamlText() -> String {
        var emitter = YAMLEmitter()
        emitter.document(self)
        return emitter.text
    }

    /// The node on one line in flow style: `{name: e_ref, unit: TeV}`.
    public func flowText() -> String {
        switch content {
        case .scalar(let text, let isQuoted):
            if !isQuoted, YAMLScalar.isResolved(text) { return text.isEmpty ? "null" : text }
            return switch YAMLScalarStyle(text, inFlow: true, isKey: false) {
            case .plain: text
            case .single: "'" + text.replacing("'", with: "''") + "'"
            case .double: "\"" + text.unicodeScalars.map(YAMLScalarStyle.escaped).joined() + "\""
            }
        case .sequence(let items): return "[" + items.map { $0.flowText() }.joined(separator: ", ") + "]"
        case .mapping(let pairs):
            return "{" + pairs.map { "\($0.key.flowText()): \($0.value.flowText())" }.joined(separator: ", ") + "}"
        }
    }
}
