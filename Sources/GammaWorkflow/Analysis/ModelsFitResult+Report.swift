import GammaCore
import GammaDatasets
import GammaFit
import GammaIO
import GammaModels

extension ModelsFitResult {
    /// Parameters with errors, how they are correlated, the statistic, and what to make of the outcome.
    public var report: String {
        table.text() + (correlationTable.map { "\n" + $0.text() } ?? "") + "\n" + remarks[0]
            + remarks.dropFirst().map { "\n  \($0)" }.joined() + "\n"
    }

    /// Correlation coefficients of the free parameters, the lower half of the matrix; of more than ten only the strong ones,
    /// pair by pair. Nil when there is none to show.
    var correlationTable: TextTable? {
        guard let correlation = fit.correlation, fit.parameters.count > 1 else { return nil }
        guard fit.parameters.count <= 10 else { return strongCorrelationTable }
        let numbers = fit.parameters.indices.map { "\($0 + 1)" }
        var table = TextTable(
            [.init("", alignment: .right), .init("parameter", alignment: .left)] + numbers.map { .init($0) },
            title: "Correlations")
        for (row, name) in fit.names.enumerated() {
            table.append([numbers[row], name] + (0...row).map { ValueFormat.number(correlation[row, $0], digits: 2) })
        }
        return table
    }

    private var strongCorrelationTable: TextTable? {
        let pairs = fit.correlations()
        guard !pairs.isEmpty else { return nil }
        var table = TextTable(
            [.init("parameter", alignment: .left), .init("with", alignment: .left), .init("correlation")],
            title: "Correlations of at least 0.8")
        for (first, second, coefficient) in pairs {
            table.append([first, second, ValueFormat.number(coefficient, digits: 3)])
        }
        return table
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

    /// The statistic and the outcome, what compares the fit with others, then advice, remarks and suggestions.
    var remarks: [String] {
        let stat = ValueFormat.number(fit.stat, digits: 7)
        var lines = ["stat \(stat) after \(fit.evaluations.total) evaluations: \(fit.outcome)", comparison]
        let suggestions = suggestions
        // Of parameters at limits these say more.
        if let advice = fit.outcome.advice, suggestions.isEmpty || !fit.outcome.isReliable { lines.append(advice) }
        return lines + fit.remarks + suggestions.map(\.description)
    }

    private var comparison: String {
        func text(_ value: Double) -> String { ValueFormat.number(value, digits: 7) }
        return "AIC \(text(aic)), BIC \(text(bic)) with \(fit.parameters.count) free parameters and \(bins) bins, "
            + "condition number \(ValueFormat.number(fit.conditionNumber, digits: 2))"
    }
}
