import Foundation
import GammaCore

/// Names for multiples of parameters, such as `beta_log10: beta * ln(10)`.
public struct ParameterFormulas: Sendable, Hashable {
    /// One name with what it stands for.
    public struct Item: Sendable, Hashable {
        /// The name.
        public var name: String
        /// What it stands for.
        public var formula: ParameterFormula
    }

    /// All of them in order.
    public var items: [Item]

    /// The formula of that name.
    public subscript(name: String) -> ParameterFormula? { items.first { $0.name == name }?.formula }
}

/// A parameter times or over constants: `beta * ln(10)`, `amplitude / 1e-11`.
public struct ParameterFormula: Sendable, Hashable {
    /// As it was written.
    public let text: String
    /// Name of the parameter.
    public let parameter: String
    /// What it is multiplied with.
    public let factor: Double

    /// Reads a formula: one parameter, numbers, and `ln(number)` or `log10(number)`, joined by `*` and `/`.
    /// - Throws: ``Fault/Code/badValue`` for anything else.
    public init(parsing text: String) throws {
        var (factor, parameter): (Double, String?) = (1, nil)
        var divides = false
        var rest = Substring(text)
        while true {
            let end = rest.firstIndex { "*/".contains($0) } ?? rest.endIndex
            let term = rest[..<end].trimmingCharacters(in: .whitespaces)
            if let constant = Self.constant(term) {
                factor = divides ? factor / constant : factor * constant
            } else if parameter == nil, !divides, Self.isName(term) {
                parameter = term
            } else {
                throw Self.fault(text)
            }
            guard end < rest.endIndex else { break }
            divides = rest[end] == "/"
            rest = rest[rest.index(after: end)...]
        }
        guard let parameter, factor.isFinite, factor != 0 else { throw Self.fault(text) }
        (self.text, self.parameter, self.factor) = (text, parameter, factor)
    }

    private static func constant(_ term: String) -> Double? {
        for (name, function) in [("ln(", log), ("log10(", log10)] as [(String, (Double) -> Double)]
        where term.hasPrefix(name) && term.hasSuffix(")") {
            return Double(term.dropFirst(name.count).dropLast()).map(function)
        }
        return Double(term)
    }

    private static func isName(_ term: String) -> Bool {
        term.first?.isLetter == true && term.allSatisfy { $0.isLetter || $0.isNumber || "_.".contains($0) }
    }

    private static func fault(_ text: String) -> Fault {
        Fault(
            .badValue, "'\(text)' is not a parameter times or over constants",
            hint: "write for example 'beta * ln(10)'")
    }
}
