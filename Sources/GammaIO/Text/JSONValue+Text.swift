extension JSONValue {
    /// The value as JSON text: numbers with the fewest digits that read back as the same value, what is not finite as null.
    /// - Parameter pretty: one key a line, indented by two; lists of plain values stay on one line.
    public func text(pretty: Bool = false) -> String {
        var text = ""
        write(to: &text, pretty: pretty, indent: 0)
        return text
    }

    private func write(to text: inout String, pretty: Bool, indent: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .int(let value): text += String(value)
        case .double(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.quote(value, to: &text)
        case .array(let items):
            let isBlock = pretty && items.contains { $0.isCollection }
            Self.join(items, "[", "]", isBlock: isBlock, space: pretty, indent, to: &text) { item, text in
                item.write(to: &text, pretty: pretty, indent: indent + 2)
            }
        case .object(let pairs):
            Self.join(pairs, "{", "}", isBlock: pretty && !pairs.isEmpty, space: pretty, indent, to: &text) {
                pair, text in
                Self.quote(pair.0, to: &text)
                text += pretty ? ": " : ":"
                pair.1.write(to: &text, pretty: pretty, indent: indent + 2)
            }
        }
    }

    private var isCollection: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    private static func join<Item>(
        _ items: [Item], _ open: String, _ close: String, isBlock: Bool, space: Bool, _ indent: Int,
        to text: inout String,
        _ write: (Item, inout String) -> Void
    ) {
        text += open
        for (index, item) in items.enumerated() {
            if index > 0 { text += isBlock || !space ? "," : ", " }
            if isBlock { text += "\n" + String(repeating: " ", count: indent + 2) }
            write(item, &text)
        }
        if isBlock { text += "\n" + String(repeating: " ", count: indent) }
        text += close
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 {
                    let hex = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
