/// Lays nodes out in block style, to the letter as PyYAML's `dump(…, sort_keys=False, indent=4, width=80)` does: Gammapy compares the
/// checksum in its files with that of the text that it would write itself.
struct YAMLEmitter {
    private static let step = 4
    private static let width = 80
    private(set) var text = ""
    /// Characters in the current line.
    private var column = 0

    /// Appends a whole document.
    mutating func document(_ node: YAMLNode) {
        switch node.content {
        case .scalar: value(node, indent: Self.step)
        case .sequence(let items): items.isEmpty ? put("[]\n") : block(node, indent: 0)
        case .mapping(let pairs): pairs.isEmpty ? put("{}\n") : block(node, indent: 0)
        }
    }

    private mutating func put(_ part: String) {
        text += part
        if let end = part.lastIndex(of: "\n") {
            column = part.distance(from: end, to: part.endIndex) - 1
        } else {
            column += part.count
        }
    }

    private mutating func newline(indent: Int) { put("\n" + String(repeating: " ", count: indent)) }

    /// A list or mapping; its first line continues the line that was begun.
    private mutating func block(_ node: YAMLNode, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        var lead = ""
        switch node.content {
        case .scalar: break
        case .sequence(let items):
            for item in items {
                put(lead + "-")
                lead = margin
                if item.isBlock {
                    put(String(repeating: " ", count: Self.step - 1))
                    block(item, indent: indent + Self.step)
                } else {
                    value(item, indent: indent + Self.step)
                }
            }
        case .mapping(let pairs):
            for (key, value) in pairs {
                put(lead)
                lead = margin
                if case .scalar(let text, let isQuoted) = key.content { scalar(text, isQuoted: isQuoted, indent: nil) }
                put(":")
                if value.isBlock {
                    // A list is not indented below its key.
                    let inner = value.isSequence ? indent : indent + Self.step
                    newline(indent: inner)
                    block(value, indent: inner)
                } else {
                    self.value(value, indent: indent + Self.step)
                }
            }
        }
    }

    /// What fits behind a key or a dash: a scalar or an empty collection, and the end of the line.
    private mutating func value(_ node: YAMLNode, indent: Int) {
        if column > 0 { put(" ") }
        switch node.content {
        case .scalar(let text, let isQuoted): scalar(text, isQuoted: isQuoted, indent: indent)
        case .sequence: put("[]")
        case .mapping: put("{}")
        }
        put("\n")
    }

    /// - Parameter indent: of continuation lines; nil for a key, which stays on one line.
    private mutating func scalar(_ text: String, isQuoted: Bool, indent: Int?) {
        if !isQuoted, YAMLScalar.isResolved(text) { return put(text.isEmpty ? "null" : text) }
        switch YAMLScalarStyle(text, inFlow: false, isKey: indent == nil) {
        case .plain: folded(text, indent: indent, keepsEnds: false)
        case .single:
            put("'")
            folded(text.replacing("'", with: "''"), indent: indent, keepsEnds: true)
            put("'")
        case .double: doubleQuoted(text, indent: indent)
        }
    }

    /// Breaks lines at single blanks once they are too long; a line end within the text is doubled.
    private mutating func folded(_ text: String, indent: Int?, keepsEnds: Bool) {
        let characters = Array(text)
        var index = 0
        while index < characters.count {
            let character = characters[index]
            guard character == " " || character == "\n" else {
                let end = characters[index...].firstIndex { $0 == " " || $0 == "\n" } ?? characters.count
                put(String(characters[index..<end]))
                index = end
                continue
            }
            let end = characters[index...].firstIndex { $0 != character } ?? characters.count
            let run = end - index
            if character == "\n" {
                put(String(repeating: "\n", count: run + 1) + String(repeating: " ", count: indent ?? 0))
            } else if run == 1, column > Self.width, let indent, !keepsEnds || (index > 0 && end < characters.count) {
                newline(indent: indent)
            } else {
                put(String(repeating: " ", count: run))
            }
            index = end
        }
    }

    /// Lines are broken before blanks and behind escapes, with a backslash at the end.
    private mutating func doubleQuoted(_ text: String, indent: Int?) {
        let scalars = Array(text.unicodeScalars)
        put("\"")
        var pending = ""
        for (index, scalar) in scalars.enumerated() {
            let isEscape = !(0x20...0x7e).contains(scalar.value) || scalar == "\"" || scalar == "\\"
            if isEscape {
                put(pending + YAMLScalarStyle.escaped(scalar))
                pending = ""
            }
            let length = column + (isEscape ? -1 : pending.unicodeScalars.count)
            if let indent, index > 0, index < scalars.count - 1, scalar == " " || pending.isEmpty, length > Self.width {
                put(pending + "\\")
                pending = ""
                newline(indent: indent)
                if (isEscape ? scalars[index + 1] : scalar) == " " { put("\\") }
            }
            if !isEscape { pending.unicodeScalars.append(scalar) }
        }
        put(pending + "\"")
    }
}

extension YAMLNode {
    /// True for what needs lines of its own.
    fileprivate var isBlock: Bool {
        switch content {
        case .scalar: false
        case .sequence(let items): !items.isEmpty
        case .mapping(let pairs): !pairs.isEmpty
        }
    }
}
