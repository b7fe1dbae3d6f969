import GammaCore
import GammaDatasets
import GammaFit
import GammaIO
import GammaModels

extension ModelsFitResult {
    /// Parameters with errors, the statistic, and what to make of the outcome.
    public var report: String {
        table.text() + "\n" + remarks[0] + remarks.dropFirst().map { "\n  \($0)" }.joined() + "\n"
    }

    /// All parameters with their errors.
    public var table: TextTable {
        var table = TextTable(
            [
                .init("model", alignment: .left), .init("parameter", alignment: .left), .init("value"),
                .init("unit", alignment: .left), .init("", alignment: .left),
            ], title: "Fit")
        for component in models.components {
            for (path, parameter) in zip(component.parameterNames, component.parameters) {
                let isAtLimit = fit.atLimit.contains("\(component.name).\(path)")
                table.append([
                    component.name, parameter.name,
                    parameter.isFrozen
                        ? ValueFormat.number(parameter.value, digits: 6)
                        : ValueFormat.value(parameter.value, error: parameter.error),
                    parameter.unit.description, parameter.isFrozen ? "frozen" : isAtLimit ? "at limit" : "",
                ])
            }
        }
        return table
    }

    /// The same for files: one row a parameter, numbers in its own unit.
    var parameterTable: Table {
        let all = models.components.flatMap { component in component.parameters.map { (component.name, $0) } }
        func column(_ name: String, _ value: (Parameter) -> Double) -> Column {
            Column(name, .double(all.map { value($0.1) }))
        }
        return Table(
            name: "PARAMETERS",
            columns: [
                Column("model", .string(all.map(\.0))), Column("name", .string(all.map(\.1.name))),
                column("value") { $0.value }, column("error") { $0.error },
                Column("unit", .string(all.map(\.1.unit.description))), column("min") { $0.minimum ?? .nan },
                column("max") { $0.maximum ?? .nan }, Column("frozen", .bool(all.map(\.1.isFrozen))),
            ])
    }

    /// The statistic and the outcome, then advice and remarks.
    var remarks: [String] {
        let stat = ValueFormat.number(fit.stat, digits: 7)
        return ["stat \(stat) after \(fit.evaluations.total) evaluations: \(fit.outcome)"]
            + (fit.outcome.advice.map { [$0] } ?? []) + fit.remarks
    }
}
