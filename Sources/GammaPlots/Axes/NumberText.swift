import Foundation

/// Numbers as they are written beside an axis or in a legend.
enum NumberText {
    /// With a fixed number of decimals and a real minus sign; never `−0`.
    static func fixed(_ value: Double, decimals: Int) -> String {
        let places = min(max(decimals, 0), 15)
        let scaled = (abs(value) * Foundation.pow(10, Double(places))).rounded()
        guard let whole = Int(exactly: scaled) else { return value.isFinite ? scientificPlain(value) : "\(value)" }
        var digits = String(whole)
        if places > 0 {
            if digits.count <= places { digits = String(repeating: "0", count: places + 1 - digits.count) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
        }
        return value < 0 && whole != 0 ? "−" + digits : digits
    }

    private static func scientificPlain(_ value: Double) -> String {
        "\(value)".replacingOccurrences(of: "-", with: "−")
    }

    /// `digits` significant digits, as a decimal number or as `1.2×10^{−11}` markup.
    static func significant(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite else { return value.isNaN ? "n/a" : (value > 0 ? "∞" : "−∞") }
        guard value != 0, abs(value) >= 1e-300 else { return "0" }
        let exponent = exponent(of: value, digits: digits)
        if (-3..<5).contains(exponent) { return fixed(value, decimals: max(0, digits - 1 - exponent)) }
        let mantissa = value / Foundation.pow(10, Double(exponent))
        return fixed(mantissa, decimals: max(0, digits - 1)) + "×10^{" + integer(exponent) + "}"
    }

    /// An integer with a real minus sign.
    static func integer(_ value: Int) -> String { value < 0 ? "−\(value.magnitude)" : String(value) }

    /// As few digits as tell `value` from its neighbours in a list of offsets, energies and the like.
    static func short(_ value: Double) -> String {
        let text = significant(value, digits: 4)
        guard text.contains("."), !text.contains("×") else { return text }
        var trimmed = Substring(text)
        while trimmed.hasSuffix("0") { trimmed = trimmed.dropLast() }
        if trimmed.hasSuffix(".") { trimmed = trimmed.dropLast() }
        return String(trimmed)
    }

    /// The power of ten of the leading digit after rounding to `digits` digits.
    static func exponent(of value: Double, digits: Int = 3) -> Int {
        let size = abs(value)
        guard size > 0, size.isFinite else { return 0 }
        let first = Int(Foundation.floor(Foundation.log10(size)))
        let mantissa = size / Foundation.pow(10, Double(first))
        let limit = 10 - 0.5 * Foundation.pow(10, Double(1 - digits))
        return mantissa >= limit ? first + 1 : (mantissa < 1 ? first - 1 : first)
    }
}
