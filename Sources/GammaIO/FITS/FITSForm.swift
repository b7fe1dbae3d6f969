/// A binary table column form: `1D`, `5A`, `1PE(30)`, `32X`, `30A10`.
struct FITSForm: Equatable {
    /// The type letter; for variable-length columns `P` or `Q`.
    var code: Character
    /// Elements a row (bits for `X`, characters for `A`).
    var count: Int
    /// Type letter of the elements of a variable-length column.
    var element: Character?
    /// Length of the strings that share one `A` field.
    var substring: Int?

    init?(_ text: String) {
        let text = text.uppercased()
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = digits.isEmpty ? 1 : Int(digits), let code = text.dropFirst(digits.count).first else {
            return nil
        }
        let rest = text.dropFirst(digits.count + 1)
        self.code = code
        self.count = count
        switch code {
        case "P", "Q":
            guard count <= 1, let element = rest.first, Self.elementSize(element) != nil || element == "X" else {
                return nil
            }
            self.element = element
        case "A":
            let width = rest.drop { !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
            if let width = Int(width), width > 0, width <= count { substring = width }
        case "X": break
        default: guard Self.elementSize(code) != nil else { return nil }
        }
    }

    /// Bytes of one element of that type; nil for unknown letters and bits.
    static func elementSize(_ code: Character) -> Int? {
        switch code {
        case "L", "B", "A": 1
        case "I": 2
        case "J", "E": 4
        case "K", "D", "C": 8
        case "M": 16
        default: nil
        }
    }

    /// Bytes of one row's field; nil when absurdly large.
    var byteCount: Int? {
        if code == "X" { return count / 8 + (count % 8 == 0 ? 0 : 1) }
        let size = code == "P" ? 8 : code == "Q" ? 16 : Self.elementSize(code) ?? 0
        let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
        return overflow ? nil : bytes
    }
}
