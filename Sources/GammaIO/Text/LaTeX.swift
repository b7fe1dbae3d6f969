/// Text, numbers and units as LaTeX writes them.
enum LaTeX {
    /// Text with what LaTeX takes for its own written out.
    static func text(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "√" {
                let name = rest.prefix(while: \.isLetter)
                rest = rest.dropFirst(name.count)
                result += "$\\sqrt{\\mathrm{\(name)}}$"
            } else {
                result += characters[character] ?? String(character)
            }
        }
        return result
    }

    /// A number as ``ValueFormat`` writes it, with errors and power of ten; other text as ``text(_:)``.
    static func number(_ cell: String) -> String {
        guard cell.contains(where: \.isNumber) else { return text(cell) }
        var body = cell[...]
        var prefix = ""
        if body.hasPrefix("< ") {
            prefix = "<"
            body = body.dropFirst(2)
        }
        var power = ""
        if let mark = body.lastIndex(of: "e"), let exponent = Int(body[body.index(after: mark)...]) {
            power = " \\times 10^{\(exponent)}"
            body = body[..<mark]
        }
        let isEnclosed = body.hasPrefix("(") && body.hasSuffix(")")
        if isEnclosed { body = body.dropFirst().dropLast() }
        let parts = body.split(separator: " ").map(String.init)
        if parts.count == 1, isNumber(parts[0]) { return "$\(prefix)\(parts[0])\(power)$" }
        guard parts.count == 3, isNumber(parts[0]) else { return text(cell) }
        if parts[1] == "±", isNumber(parts[2]) {
            let value = "\(parts[0]) \\pm \(parts[2])"
            return "$\(prefix)\(power.isEmpty ? value : "(\(value))")\(power)$"
        }
        if parts[1].hasPrefix("-"), parts[2].hasPrefix("+") {
            return "$\(prefix)\(parts[0])_{\(parts[1])}^{\(parts[2])}\(power)$"
        }
        return text(cell)
    }

    /// A unit such as `cm-2 s-1 TeV-1`, upright, with exponents.
    static func unit(_ unit: String) -> String {
        let parts = unit.split(separator: " ").map { part -> String? in
            let name = part.prefix { $0.isASCII && $0.isLetter }
            let exponent = part.dropFirst(name.count)
            guard !name.isEmpty else { return nil }
            if exponent.isEmpty { return String(name) }
            return Int(exponent).map { "\(name)^{\($0)}" }
        }
        let known = parts.compactMap { $0 }
        return known.count == parts.count ? "$\\mathrm{\(known.joined(separator: "\\,"))}$" : text(unit)
    }

    private static func isNumber(_ text: String) -> Bool { Double(text) != nil }

    private static let characters: [Character: String] = [
        "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
        "^": "\\^{}", "~": "\\~{}", "<": "$<$", ">": "$>$", "|": "$|$", "±": "$\\pm$", "−": "$-$", "–": "--",
        "²": "$^2$",
        "³": "$^3$", "°": "$^\\circ$", "σ": "$\\sigma$", "χ": "$\\chi$", "Δ": "$\\Delta$", "λ": "$\\lambda$",
        "α": "$\\alpha$", "β": "$\\beta$", "Γ": "$\\Gamma$", "μ": "$\\mu$", "·": "$\\cdot$", "×": "$\\times$",
        "≥": "$\\ge$", "≤": "$\\le$", "∞": "$\\infty$", "θ": "$\\theta$", "√": "$\\surd$", "⁻": "$^-$", "¹": "$^1$",
    ]
}
