import GammaCore
import GammaDatasets
import GammaIO
import GammaModels

/// The fits of each instrument alone, and that of all.
public struct InstrumentFits: Sendable {
    /// The fit of one instrument.
    public struct Item: Sendable {
        /// Name of the instrument.
        public var name: String
        /// Number of its datasets.
        public var datasets: Int
        /// Its energies in the fit, TeV.
        public var energies: (low: Double, high: Double)?
        /// What came of it.
        public var fit: ModelsFitResult
    }

    /// Each instrument in order, then all together.
    public var fits: [Item]

    /// Full names of the parameters that any fit has free.
    private var parameters: [String] {
        var names: [String] = []
        for name in fits.flatMap({ $0.fit.models.freeParameters.names }) where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// A row a fit.
    var textTable: TextTable {
        let names = parameters
        let shown = names.map { name in
            let short = name.split(separator: ".").last.map(String.init) ?? name
            return names.count { $0.hasSuffix("." + short) } == 1 ? short : name
        }
        var table = TextTable(
            [
                .init("instrument", alignment: .left), .init("datasets"), .init("energies", unit: "TeV"),
                .init("statistic"),
            ] + shown.map { .init($0) } + [.init("", alignment: .left)],
            title: "Each instrument alone, and all together")
        for item in fits {
            let range = item.energies.map {
                "\(ValueFormat.number($0.low, digits: 3)) – \(ValueFormat.number($0.high, digits: 3))"
            }
            let values = names.map { name in
                (try? item.fit.models.parameter(name)).map {
                    $0.isFrozen ? ValueFormat.number($0.value) : ValueFormat.value($0.value, error: $0.error)
                } ?? ""
            }
            table.append(
                [item.name, "\(item.datasets)", range ?? "", ValueFormat.number(item.fit.fit.stat, digits: 6)] + values
                    + [item.fit.fit.outcome.isReliable ? "" : item.fit.fit.outcome.code])
        }
        return table
    }

    /// A row a parameter of a fit, numbers in its own unit.
    var table: Table {
        let rows = fits.flatMap { item in
            item.fit.models.components.flatMap { component in
                zip(component.parameterNames, component.parameters).map { (item, component.name + "." + $0, $1) }
            }
        }
        return Table(
            name: "INSTRUMENT_FITS",
            columns: [
                Column("instrument", .string(rows.map(\.0.name))), Column("parameter", .string(rows.map(\.1))),
                Column("value", .double(rows.map(\.2.value))), Column("error", .double(rows.map(\.2.error))),
                Column("unit", .string(rows.map(\.2.unit.description))),
                Column("frozen", .bool(rows.map(\.2.isFrozen))),
                Column("stat", .double(rows.map(\.0.fit.fit.stat))),
                Column("outcome", .string(rows.map(\.0.fit.fit.outcome.code))),
            ])
    }

    /// The fits by name of instrument.
    var json: JSONValue { .object(fits.map { ($0.name, $0.fit.json) }) }
}
