/// What plain scalars mean in YAML 1.1 as PyYAML reads it. Numbers with base 60 (`1:30`) are left as text: they are times.
enum YAMLScalar {
    static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

    static func bool(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": true
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": false
        default: nil
        }
    }

    /// Decimal, `0x…`, `0b…` and octal with a leading zero; underscores between digits.
    static func int(_ text: String) -> Int? {
        guard let first = text.utf8.first, isDigit(first) || first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
        else {
            return nil
        }
        let isNegative = first == UInt8(ascii: "-")
        var digits = String(isDigit(first) ? text[...] : text.dropFirst())
        guard let leading = digits.utf8.first, isDigit(leading) else { return nil }
        digits.removeAll { $0 == "_" }
        let sign = isNegative ? "-" : ""
        if digits.hasPrefix("0x") { return Int(sign + digits.dropFirst(2), radix: 16) }
        if digits.hasPrefix("0b") { return Int(sign + digits.dropFirst(2), radix: 2) }
        if digits.hasPrefix("0"), digits.count > 1 { return Int(sign + digits, radix: 8) }
        return digits.utf8.allSatisfy(isDigit) ? Int(sign + digits) : nil
    }

    /// Any number, with `.inf` and `.nan`.
    static func double(_ text: String) -> Double? {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
        case "-.inf", "-.Inf", "-.INF": return -.infinity
        case ".nan", ".NaN", ".NAN": return .nan
        default: break
        }
        if let integer = int(text) { return Double(integer) }
        // `089` is neither decimal nor octal: text.
        if text.utf8.allSatisfy(isDigit), text.utf8.first == UInt8(ascii: "0") { return nil }
        guard let first = text.utf8.first, isDigit(first) || "+-.".utf8.contains(first),
            text.utf8.contains(where: isDigit),
            text.utf8.allSatisfy({ isDigit($0) || "+-._eE".utf8.contains($0) })
        else { return nil }
        return Double(text.filter { $0 != "_" })
    }

    /// True when a plain scalar is not text.
    static func isResolved(_ text: String) -> Bool { isNull(text) || bool(text) != nil || double(text) != nil }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
