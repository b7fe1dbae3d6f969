import GammaCore

extension Models: CustomStringConvertible {
    /// The parameters of all models, frozen ones included, one row each: model, parameter, value with error, unit, limits,
    /// frozen, link and prior. Values are rounded to what their errors allow.
    public var parameterTable: TextTable {
        var rows: [[String]] = []
        for component in components {
            for (path, parameter) in zip(component.parameterNames, component.parameters) {
                let limits = parameter.effectiveLimits
                rows.append([
                    component.name, path, ValueFormat.value(parameter.value, error: parameter.error),
                    parameter.unit.description, limits.minimum.map { ValueFormat.number($0) } ?? "",
                    limits.maximum.map { ValueFormat.number($0) } ?? "", parameter.isFrozen ? "frozen" : "",
                    parameter.link ?? "", parameter.prior.map { type(of: $0).tags[0] } ?? "",
                ])
            }
        }
        let columns: [TextTable.Column] = [
            .init("model", alignment: .left), .init("parameter", alignment: .left),
            .init("value", alignment: .plusMinus),
            .init("unit", alignment: .left), .init("min"), .init("max"), .init("frozen", alignment: .left),
            .init("link", alignment: .left), .init("prior", alignment: .left),
        ]
        // Links and priors are rare: their columns only show when something is in them.
        let shown = columns.indices.filter { column in column < 7 || rows.contains { !$0[column].isEmpty } }
        var table = TextTable(shown.map { columns[$0] })
        for row in rows { table.append(shown.map { row[$0] }) }
        return table
    }

    /// Each model with the types of its parts, then the table of all parameters.
    public var description: String {
        let heads = components.map { component in
            let parts: [String?] = [
                type(of: component.spectral).tags.first, component.spatial.flatMap { type(of: $0).tags.first },
                component.temporal.flatMap { type(of: $0).tags.first },
            ]
            return "\(component.name): " + parts.compactMap { $0 }.joined(separator: ", ")
        }
        return heads.joined(separator: "\n") + "\n" + parameterTable.text(isPlain: true)
    }
}
