import Foundation

/// Numbers as they are shown to people: rounded by their uncertainty, with a common power of ten.
public enum ValueFormat {
    /// A number with at most `digits` significant digits: `0.0123`, `4.28e-11`, `389`; `nan` shows as a dash.
    public static func number(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return value.isNaN ? "–" : (value < 0 ? "-inf" : "inf") }
        guard value != 0 else { return "0" }
        let digits = min(max(digits, 1), 17)
        let exponent = exponent(of: value, digits: digits)
        if exponent < -4 || exponent > max(5, digits) {
            return trimmed(fixed(mantissa(value, exponent), digits - 1)) + "e" + String(exponent)
        }
        return trimmed(fixed(value, max(0, digits - 1 - exponent)))
    }

    /// All 17 digits that a number may need: the shortest text that reads back as the same value.
    public static func full(_ value: Double) -> String { "\(value)" }

    /// A value with its error, rounded by the rule of the Particle Data Group: when the three leading digits of the
    /// error are 100 to 354 two of them are kept, from 355 to 949 one, and from 950 on it is rounded up to 1000, with two kept.
    ///
    /// `2.60 ± 0.09`, `(4.28 ± 0.31)e-11`; an error that is zero or no number leaves the value alone.
    public static func value(_ value: Double, error: Double) -> String {
        guard value.isFinite, error.isFinite, error > 0 else { return number(value, digits: 6) }
        let layout = Layout(value: value, errors: [error])
        let text = "\(layout.text(value)) ± \(layout.text(error))"
        return layout.exponent == 0 ? text : "(\(text))e\(layout.exponent)"
    }

    /// A value with different errors below and above: `2.60 -0.08 +0.09`, `(5.9 -1.4 +1.6)e-13`.
    public static func value(_ value: Double, below: Double, above: Double) -> String {
        let errors = [below, above].filter { $0.isFinite && $0 > 0 }
        guard value.isFinite, !errors.isEmpty else { return number(value, digits: 6) }
        let layout = Layout(value: value, errors: errors)
        func side(_ sign: String, _ error: Double) -> String { sign + (error.isFinite ? layout.text(abs(error)) : "?") }
        let text = "\(layout.text(value)) \(side("-", below)) \(side("+", above))"
        return layout.exponent == 0 ? text : "(\(text))e\(layout.exponent)"
    }

    /// A value with its error and a unit: `(4.28 ± 0.31)e-11 cm-2 s-1 TeV-1`.
    public static func value(_ value: Double, error: Double, unit: Unit) -> String {
        let text = self.value(value, error: error)
        if unit == .none { return text }
        return (text.contains("±") && !text.hasPrefix("(") ? "(\(text))" : text) + " \(unit)"
    }

    /// How a value and its errors are rounded together.
    private struct Layout {
        /// Power of ten in front; 0 when numbers are written plainly.
        let exponent: Int
        /// Decimals behind the point, after division by the power of ten; negative rounds to tens, hundreds.
        let decimals: Int

        init(value: Double, errors: [Double]) {
            let smallest = errors.min() ?? 1
            let last = ValueFormat.lastDigit(of: smallest)
            let largest = max(abs(value), errors.max() ?? 0)
            let leading = Int(log10(largest).rounded(.down))
            let isPlain = leading >= -3 && leading <= 5 && last <= 0
            exponent = isPlain ? 0 : leading
            decimals = exponent - last
        }

        func text(_ value: Double) -> String { ValueFormat.fixed(ValueFormat.mantissa(value, exponent), decimals) }
    }

    /// The power of ten of the last digit that an error deserves.
    private static func lastDigit(of error: Double) -> Int {
        let exponent = Int(log10(error).rounded(.down))
        let leading = (mantissa(error, exponent - 2)).rounded()
        return leading < 355 ? exponent - 1 : exponent
    }

    /// value / 10^exponent without overflow for the smallest numbers.
    private static func mantissa(_ value: Double, _ exponent: Int) -> Double {
        if exponent == 0 { return value }
        return exponent < -300
            ? value * pow(10, 300) / pow(10, Double(exponent + 300)) : value / pow(10, Double(exponent))
    }

    /// The power of ten of a number after rounding it to that many digits.
    private static func exponent(of value: Double, digits: Int) -> Int {
        let exponent = Int(log10(abs(value)).rounded(.down))
        let rounded = abs(mantissa(value, exponent))
        let limit = 10 - 0.5 * pow(10, Double(1 - digits))
        return rounded >= limit ? exponent + 1 : exponent
    }

    /// Fixed-point text; negative decimals round to tens, hundreds.
    private static func fixed(_ value: Double, _ decimals: Int) -> String {
        let decimals = min(decimals, 17)
        guard decimals < 0 else { return String(format: "%.\(decimals)f", value) }
        let step = pow(10, Double(-decimals))
        return String(format: "%.0f", (value / step).rounded() * step)
    }

    /// Without zeros at the end of the decimals.
    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
