import GammaCore
import GammaDatasets
import GammaIO
import GammaModels

/// Fitted parameters beside values from elsewhere.
public struct FitComparison: Sendable {
    /// One parameter of one fit.
    public struct Row: Sendable {
        /// Name of the instrument, or `joint`.
        public var instrument: String
        /// Name of the model.
        public var model: String
        /// What is compared: the name of a parameter, or of a formula.
        public var quantity: String
        /// The formula, such as `beta * ln(10)`; empty for a parameter as it is.
        public var formula: String
        /// Of all numbers.
        public var unit: String
        /// As fitted here, with error.
        public var value, error: Double
        /// As stated elsewhere, with error; NaN where none is known.
        public var otherValue, otherError: Double
        /// Where that is from.
        public var source: String

        /// The difference in units of the other error, or without one of the error of the fit.
        public var sigma: Double { (value - otherValue) / (otherError > 0 ? otherError : error) }
    }

    /// A row a number.
    public var rows: [Row]
    /// What must be known to compare them.
    public var remarks: [String] = []

    /// For the terminal and the page.
    var textTable: TextTable {
        let sources = Set(rows.map(\.source))
        let only = sources.count == 1 ? rows[0].source : ""
        var table = TextTable(
            [
                .init("instrument", alignment: .left), .init("parameter", alignment: .left), .init("this fit"),
                .init(only.isEmpty ? "comparison" : "published"), .init("difference", unit: "σ"),
                .init("unit", alignment: .left),
            ] + (sources.count > 1 ? [.init("source", alignment: .left)] : []),
            title: "Comparison" + (only.isEmpty ? "" : " with \(only)"))
        for row in rows {
            func text(_ value: Double, _ error: Double) -> String {
                error > 0 ? ValueFormat.value(value, error: error) : ValueFormat.number(value)
            }
            table.append(
                [
                    row.instrument, row.quantity + (row.formula.isEmpty ? "" : " = \(row.formula)"),
                    text(row.value, row.error), text(row.otherValue, row.otherError),
                    ValueFormat.number(row.sigma, digits: 2), row.unit,
                ] + (sources.count > 1 ? [row.source] : []))
        }
        return table
    }

    /// The table with what must be known.
    var report: String { textTable.text() + remarks.map { "\n  \($0)" }.joined() + (remarks.isEmpty ? "" : "\n") }

    /// The same for files.
    var table: Table {
        func texts(_ name: String, _ value: (Row) -> String) -> Column { Column(name, .string(rows.map(value))) }
        func numbers(_ name: String, _ value: (Row) -> Double) -> Column { Column(name, .double(rows.map(value))) }
        return Table(
            name: "COMPARISON",
            columns: [
                texts("instrument", \.instrument), texts("model", \.model), texts("parameter", \.quantity),
                texts("formula", \.formula), texts("unit", \.unit), numbers("value", \.value),
                numbers("error", \.error),
                numbers("comparison", \.otherValue), numbers("comparison_err", \.otherError),
                numbers("difference_sigma", \.sigma), texts("source", \.source),
            ])
    }

    /// An object a row.
    var json: JSONValue {
        .array(
            rows.map { row in
                .object([
                    ("instrument", .string(row.instrument)), ("model", .string(row.model)),
                    ("parameter", .string(row.quantity)), ("formula", .string(row.formula)),
                    ("unit", .string(row.unit)), ("value", .double(row.value)), ("error", .double(row.error)),
                    ("comparison", .double(row.otherValue)), ("comparison_err", .double(row.otherError)),
                    ("difference_sigma", .double(row.sigma)), ("source", .string(row.source)),
                ])
            })
    }
}
