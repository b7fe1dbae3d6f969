import GammaCore

extension FitResult: CustomStringConvertible {
    /// The table of parameters, the statistic, and the outcome with its advice.
    public var description: String {
        var text = table.text()
        text += "stat \(ValueFormat.number(stat, digits: 9)) after \(evaluations.total) evaluations"
        if conditionNumber > 1e4 { text += ", condition number \(ValueFormat.number(conditionNumber, digits: 2))" }
        text += "\n\(outcome)"
        if let advice = outcome.advice { text += ":\n\(advice)" }
        for remark in remarks { text += "\n\(remark)" }
        return text
    }

    /// Name, value ± error, unit, limits and remarks of each parameter.
    public var table: TextTable {
        var table = TextTable([
            .init("parameter", alignment: .left), .init("value ± error", alignment: .plusMinus),
            .init("unit", alignment: .left), .init("minimum"), .init("maximum"), .init("", alignment: .left),
        ])
        for parameter in parameters {
            let remark =
                atLimit.contains(parameter.name)
                ? "at limit" : outcome.parameterNames.contains(parameter.name) ? outcome.code : ""
            table.append([
                parameter.name, ValueFormat.value(parameter.value, error: parameter.error), parameter.unit,
                parameter.minimum.map { ValueFormat.number($0, digits: 6) } ?? "",
                parameter.maximum.map { ValueFormat.number($0, digits: 6) } ?? "", remark,
            ])
        }
        return table
    }
}
