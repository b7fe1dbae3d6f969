/// The quotes that a text needs so that YAML 1.1 reads it back as the same text.
enum YAMLScalarStyle {
    case plain, single, double

    init(_ text: String, inFlow: Bool, isKey: Bool) {
        let scalars = Array(text.unicodeScalars)
        let isPrintable = scalars.allSatisfy { (0x20...0x7e).contains($0.value) || $0 == "\n" }
        let hasLineEnd = scalars.contains("\n")
        // A blank before a line end would be lost when lines are folded.
        let hasBlankAtLineEnd = zip(scalars, scalars.dropFirst()).contains {
            $0 == " " && $1 == "\n" || $0 == "\n" && $1 == " "
        }
        if !isPrintable || hasBlankAtLineEnd || (hasLineEnd && (isKey || inFlow)) {
            self = .double
        } else {
            let isPlain = !hasLineEnd && Self.canBePlain(scalars, inFlow: inFlow) && !Self.isOtherKind(text)
            self = isPlain ? .plain : .single
        }
    }

    private static func canBePlain(_ text: [Unicode.Scalar], inFlow: Bool) -> Bool {
        guard let first = text.first, let last = text.last, first != " ", last != " " else { return false }
        if "#,[]{}&*!|>'\"%@`".unicodeScalars.contains(first) { return false }
        if text.starts(with: "---".unicodeScalars) || text.starts(with: "...".unicodeScalars) { return false }
        for (index, scalar) in text.enumerated() {
            let endsWord = index + 1 == text.count || text[index + 1] == " "
            switch scalar {
            case ":" where inFlow || endsWord: return false
            case "?" where inFlow || (index == 0 && endsWord): return false
            case "-" where index == 0 && endsWord: return false
            case "#" where index > 0 && text[index - 1] == " ": return false
            case ",", "[", "]", "{", "}": if inFlow { return false }
            default: break
            }
        }
        return true
    }

    /// Text that would be read as something else: numbers, logical values, dates, base-60 numbers, merge and value marks.
    private static func isOtherKind(_ text: String) -> Bool {
        if YAMLScalar.isResolved(text) || text == "<<" || text == "=" { return true }
        guard let first = text.utf8.first,
            (0x30...0x39).contains(first) || first == 0x2b || first == 0x2d || first == 0x2e
        else {
            return false
        }
        let stamp = #/\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?/#
        return text.wholeMatch(of: #/\d{4}-\d\d-\d\d/#) != nil || text.wholeMatch(of: stamp) != nil
            || text.wholeMatch(of: #/[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?/#) != nil
            || text.wholeMatch(of: #/[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?0[0-7_]+|[-+]?[1-9][0-9_]*/#) != nil
            || text.wholeMatch(of: #/[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?/#)
                != nil
    }

    /// A character as it is written between double quotes.
    static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x00: "\\0"
        case 0x07: "\\a"
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0a: "\\n"
        case 0x0b: "\\v"
        case 0x0c: "\\f"
        case 0x0d: "\\r"
        case 0x1b: "\\e"
        case 0x22: "\\\""
        case 0x5c: "\\\\"
        case 0x85: "\\N"
        case 0xa0: "\\_"
        case 0x2028: "\\L"
        case 0x2029: "\\P"
        case 0x20...0x7e: String(Character(scalar))
        case ...0xff: "\\x" + hex(scalar.value, 2)
        case ...0xffff: "\\u" + hex(scalar.value, 4)
        default: "\\U" + hex(scalar.value, 8)
        }
    }

    private static func hex(_ value: UInt32, _ length: Int) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: length - digits.count) + digits
    }
}
