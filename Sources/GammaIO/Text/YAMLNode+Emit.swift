extension YAMLNode {
    /// The node as YAML text in block style, laid out as Gammapy does (PyYAML with an indentation of 4), ending with a line end.
    public func yamlText() -> String {
        var emitter = YAMLEmitter()
        emitter.document(self)
        return emitter.text
    }

    /// The node on one line in flow style: `{name: e_ref, unit: TeV}`.
    public func flowText() -> String {
        switch content {
        case .scalar(let text, let isQuoted): YAMLEmitter.scalar(text, isQuoted: isQuoted, inFlow: true)
        case .sequence(let items): "[" + items.map { $0.flowText() }.joined(separator: ", ") + "]"
        case .mapping(let pairs):
            "{" + pairs.map { "\($0.key.flowText()): \($0.value.flowText())" }.joined(separator: ", ") + "}"
        }
    }
}

/// Lays nodes out in block style.
struct YAMLEmitter {
    private static let step = 4
    var text = ""

    mutating func document(_ node: YAMLNode) {
        if let inline = Self.inline(node) {
            text += inline + "\n"
        } else {
            block(node, indent: 0, isInline: true)
        }
    }

    /// What fits behind a key: scalars and empty collections.
    private static func inline(_ node: YAMLNode) -> String? {
        switch node.content {
        case .scalar(let text, let isQuoted): scalar(text, isQuoted: isQuoted, inFlow: false)
        case .sequence(let items): items.isEmpty ? "[]" : nil
        case .mapping(let pairs): pairs.isEmpty ? "{}" : nil
        }
    }

    /// - Parameter isInline: the first line continues what is on the line already.
    private mutating func block(_ node: YAMLNode, indent: Int, isInline: Bool) {
        let margin = String(repeating: " ", count: indent)
        var isFirst = isInline
        switch node.content {
        case .scalar: break
        case .sequence(let items):
            for item in items {
                text += (isFirst ? "" : margin) + "-"
                isFirst = false
                if let inline = Self.inline(item) {
                    text += " " + inline + "\n"
                } else {
                    text += String(repeating: " ", count: Self.step - 1)
                    block(item, indent: indent + Self.step, isInline: true)
                }
            }
        case .mapping(let pairs):
            for (key, value) in pairs {
                text += (isFirst ? "" : margin) + key.flowText() + ":"
                isFirst = false
                if let inline = Self.inline(value) {
                    text += " " + inline + "\n"
                } else {
                    text += "\n"
                    // A list is not indented below its key.
                    block(value, indent: value.isSequence ? indent : indent + Self.step, isInline: false)
                }
            }
        }
    }

    /// A scalar with the quotes it needs.
    static func scalar(_ text: String, isQuoted: Bool, inFlow: Bool) -> String {
        if !isQuoted, YAMLScalar.isResolved(text) { return text.isEmpty ? "null" : text }
        if text.unicodeScalars.contains(where: {
            $0.value < 0x20 || $0.value == 0x7f || (0x80...0x9f).contains($0.value)
                || [0x2028, 0x2029, 0xfeff].contains($0.value)
        }) {
            return doubleQuoted(text)
        }
        let isPlain = !YAMLScalar.isResolved(text) && canBePlain(text, inFlow: inFlow) && !looksLikeTime(text)
        return isPlain ? text : "'" + text.replacing("'", with: "''") + "'"
    }

    /// YAML 1.1 reads `2020-01-01` as a date and `1:30` as a number: such text needs quotes.
    private static func looksLikeTime(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x30...0x39).contains(first) || first == 0x2b || first == 0x2d else {
            return false
        }
        return text.wholeMatch(of: #/\d{4}-\d\d?-\d\d?([Tt ].*)?/#) != nil
            || text.wholeMatch(of: #/[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?/#) != nil
    }

    private static func canBePlain(_ text: String, inFlow: Bool) -> Bool {
        guard let first = text.first, let last = text.last, first != " ", last != " ", last != ":" else { return false }
        if "#,[]{}&*!|>'\"%@`=<".contains(first) || text.hasPrefix("---") || text.hasPrefix("...") { return false }
        if "?:-".contains(first), text.count == 1 || text.dropFirst().first == " " { return false }
        if inFlow, text.contains(where: { ",?[]{}:".contains($0) }) { return false }
        return !text.contains(": ") && !text.contains(" #")
    }

    private static func doubleQuoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default:
                let isPlain =
                    scalar.value >= 0x20 && scalar.value != 0x7f && !(0x80...0x9f).contains(scalar.value)
                    && ![0x2028, 0x2029, 0xfeff].contains(scalar.value)
                let hex = String(scalar.value, radix: 16)
                quoted +=
                    isPlain
                    ? String(Character(scalar)) : "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
            }
        }
        return quoted + "\""
    }
}
