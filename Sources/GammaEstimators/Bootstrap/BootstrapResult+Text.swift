import GammaCore
import GammaFit
import GammaIO

extension BootstrapResult {
    /// One row a parameter: value, error by second derivatives and by simulation, bias, coverage.
    public var textTable: TextTable {
        var table = TextTable(
            [
                .init("parameter", alignment: .left), .init("value ± error", alignment: .plusMinus),
                .init("unit", alignment: .left), .init("error simulated"), .init("bias ± error", alignment: .plusMinus),
                .init("covered", unit: "%"),
            ], title: "\(toys.count) simulations from the fit")
        for parameter in parameters {
            table.append([
                parameter.name, ValueFormat.value(parameter.value, error: parameter.error), parameter.unit,
                ValueFormat.number(parameter.standardDeviation, digits: 3),
                ValueFormat.value(parameter.bias, error: parameter.biasError),
                ValueFormat.number(100 * parameter.coverage, digits: 2),
            ])
        }
        return table
    }

    /// How well the models describe the data, and what failed, a line each.
    public var remarks: [String] {
        let fitted = fitted
        let larger = fitted.count { $0.deviance >= deviance }
        var lines = [
            "deviance \(ValueFormat.number(deviance, digits: 6)) in \(bins) bins, as large or larger in \(larger) of "
                + "\(fitted.count) simulations: p-value \(ValueFormat.value(pValue, error: pValueError))"
        ]
        for (outcome, count) in failures {
            lines.append("\(count) of \(toys.count) simulations left out: \(outcome)")
        }
        return lines
    }

    /// Table and remarks.
    public var report: String { textTable.text() + remarks.joined(separator: "\n") + "\n" }

    /// Goodness of fit, failures and parameters.
    public var json: JSONValue {
        .object([
            ("simulations", .int(toys.count)), ("seed", .string("\(seed)")), ("deviance", .double(deviance)),
            ("bins", .int(bins)), ("p_value", .double(pValue)), ("p_value_error", .double(pValueError)),
            (
                "failed",
                .array(
                    failures.map {
                        .object([
                            ("outcome", .string($0.outcome.code)), ("message", .string($0.outcome.description)),
                            ("count", .int($0.count)),
                        ])
                    })
            ),
            ("parameters", .array(parameters.map(\.json))),
        ])
    }

    /// A row a simulation: number, outcome, deviance, then value and error of each parameter in its own unit.
    public var table: Table {
        var columns = [
            Column("toy", .int64(toys.map { Int64($0.index) })),
            Column("outcome", .string(toys.map(\.outcome.code))),
            Column("deviance", .double(toys.map(\.deviance))),
        ]
        for (position, parameter) in parameters.enumerated() {
            columns.append(
                Column(parameter.name, .double(toys.map { $0.values[position] }), unit: parameter.unit))
            columns.append(
                Column("\(parameter.name)_err", .double(toys.map { $0.errors[position] }), unit: parameter.unit))
        }
        return Table(name: "BOOTSTRAP", columns: columns)
    }
}

extension BootstrapParameter {
    fileprivate var json: JSONValue {
        .object([
            ("name", .string(name)), ("unit", .string(unit)), ("value", .double(value)), ("error", .double(error)),
            ("mean", .double(mean)), ("error_simulated", .double(standardDeviation)), ("lower", .double(lower)),
            ("upper", .double(upper)), ("bias", .double(bias)), ("bias_error", .double(biasError)),
            ("coverage", .double(coverage)),
        ])
    }
}
