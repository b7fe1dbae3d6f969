import GammaCore
import GammaDatasets
import GammaIO
import GammaModels

extension EnergyDependentMorphology {
    /// The bands with TS of the source and shape, a row each, then the common shape.
    public var textTable: TextTable {
        var table = TextTable(
            [.init("from", unit: "TeV"), .init("to", unit: "TeV"), .init("TS"), .init("significance", unit: "σ")]
                + parameters.map { .init($0.name, unit: $0.unit.description) } + [.init("", alignment: .left)],
            title: "Shape of \(source) in energy bands")
        for (index, band) in bands.enumerated() {
            let shape = parameters.map { ValueFormat.value($0.values[index], error: $0.errors[index]) }
            table.append(
                [ValueFormat.number(band.energyMin), ValueFormat.number(band.energyMax)]
                    + [band.source?.ts.value, band.source?.ts.significance].map {
                        $0.map { ValueFormat.number($0, digits: 3) } ?? "–"
                    } + shape + [band.outcome == .converged ? "" : band.outcome.reason])
        }
        let ends = [bands.first?.energyMin, bands.last?.energyMax].map { ValueFormat.number($0 ?? .nan) }
        table.append(
            ends + ["", ""] + parameters.map { ValueFormat.value($0.common.value, error: $0.common.error) }
                + ["all bands alike"])
        return table
    }

    /// The table, the χ² of each parameter, and the test, in words.
    public var report: String {
        var lines = [textTable.text()]
        for parameter in parameters {
            let chiSquare = parameter.chiSquare
            lines.append(
                "\(parameter.name): χ² = \(ValueFormat.number(chiSquare.value, digits: 3)) for "
                    + "\(chiSquare.degreesOfFreedom) degrees of freedom, "
                    + "\(ValueFormat.number(chiSquare.significance, digits: 3)) sigma")
        }
        lines.append("shape that depends on energy: \(ts)")
        if !common.fit.outcome.isReliable { lines.append("common shape: \(common.fit.outcome)") }
        return lines.joined(separator: "\n")
    }

    /// One document: the test, the bands, the parameters with their values in every band.
    public var json: JSONValue {
        func numbers(_ values: [Double]) -> JSONValue { .array(values.map(JSONValue.double)) }
        return .object([
            ("schema", .string("gammakit-morphology-1")), ("source", .string(source)), ("test", ts.json),
            ("common_stat", .double(common.fit.stat)), ("common_outcome", .string(common.fit.outcome.code)),
            (
                "bands",
                .array(
                    bands.map { band in
                        .object([
                            ("e_min_TeV", .double(band.energyMin)), ("e_max_TeV", .double(band.energyMax)),
                            ("success", .bool(band.outcome.success)), ("outcome", .string(band.outcome.reason)),
                            ("stat", .double(band.fit?.fit.stat ?? .nan)),
                            ("source_test", band.source?.ts.json ?? .null),
                        ])
                    })
            ),
            (
                "parameters",
                .object(
                    parameters.map { parameter in
                        (
                            parameter.name,
                            .object([
                                ("unit", .string(parameter.unit.description)),
                                ("common", .double(parameter.common.value)),
                                ("common_error", .double(parameter.common.error)),
                                ("values", numbers(parameter.values)), ("errors", numbers(parameter.errors)),
                                ("chi2", parameter.chiSquare.json),
                            ])
                        )
                    })
            ),
        ])
    }
}
