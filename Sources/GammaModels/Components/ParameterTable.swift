import Foundation
import GammaCore

/// The parameters of models as rows of text, rounded to what their errors allow.
public struct ParameterTable: Sendable, Equatable, CustomStringConvertible {
    /// Titles of the columns.
    public let columns = ["model", "parameter", "value", "error", "unit", "min", "max", "frozen", "link"]
    /// One row a parameter, one text a column.
    public let rows: [[String]]

    /// Makes the table of all parameters, frozen ones included.
    public init(_ models: Models) {
        rows = models.components.flatMap { component in
            zip(component.parameterNames, component.parameters).map { path, parameter in
                let limits = parameter.effectiveLimits
                return [
                    component.name, path, Self.value(parameter), Self.error(parameter), parameter.unit.description,
                    limits.minimum.map(Self.short) ?? "", limits.maximum.map(Self.short) ?? "",
                    parameter.isFrozen ? "frozen" : "", parameter.link ?? "",
                ]
            }
        }
    }

    /// Aligned columns with a title line; columns without any text are left out.
    public var description: String {
        let shown = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        let widths = shown.map { column in
            max(columns[column].count, rows.map { $0[column].count }.max() ?? 0)
        }
        func line(_ cells: [String]) -> String {
            var text = ""
            for (column, width) in zip(shown, widths) {
                let padding = String(repeating: " ", count: width - cells[column].count)
                let isNumber = ["value", "error", "min", "max"].contains(columns[column])
                text += (text.isEmpty ? "" : "  ") + (isNumber ? padding + cells[column] : cells[column] + padding)
            }
            while text.last == " " { text.removeLast() }
            return text
        }
        return ([line(columns)] + rows.map(line)).joined(separator: "\n")
    }

    /// As many digits as two digits of the error leave; five digits without error.
    private static func value(_ parameter: Parameter) -> String {
        let value = parameter.value
        guard parameter.error > 0, value.isFinite, value != 0 else { return short(value) }
        let digits = Int(max(-20, min(20, floor(log10(abs(value))) - floor(log10(parameter.error))))) + 1
        return number(value, significant: max(1, min(17, digits + 1)))
    }

    private static func error(_ parameter: Parameter) -> String {
        parameter.error > 0 ? number(parameter.error, significant: 2) : ""
    }

    private static func short(_ value: Double) -> String { number(value, significant: 5, isTrimmed: true) }

    /// Fixed notation between 10⁻³ and 10⁵, else with an exponent.
    private static func number(_ value: Double, significant: Int, isTrimmed: Bool = false) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let exponent = Int(floor(log10(abs(value))))
        let isFixed = (-3..<5).contains(exponent)
        var text =
            isFixed
            ? String(format: "%.\(max(0, significant - 1 - exponent))f", value)
            : String(format: "%.\(significant - 1)e", value)
        if isTrimmed, isFixed, text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text
    }
}

extension Models: CustomStringConvertible {
    /// The table of all parameters.
    public var parameterTable: ParameterTable { ParameterTable(self) }

    /// Each model with the types of its parts, then the table of all parameters.
    public var description: String {
        let heads = components.map { component in
            let parts: [String?] = [
                type(of: component.spectral).tags.first, component.spatial.flatMap { type(of: $0).tags.first },
                component.temporal.flatMap { type(of: $0).tags.first },
            ]
            return "\(component.name): " + parts.compactMap { $0 }.joined(separator: ", ")
        }
        return (heads + ["", parameterTable.description]).joined(separator: "\n")
    }
}
