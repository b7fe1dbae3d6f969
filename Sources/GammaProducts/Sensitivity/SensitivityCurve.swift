import GammaCore
import GammaIO

/// The smallest detectable flux as a function of energy.
public struct SensitivityCurve: Sendable {
    /// The points, in order of energy.
    public var points: [SensitivityPoint]

    private static let tableName = "SENSITIVITY"

    /// Makes a curve.
    public init(_ points: [SensitivityPoint]) { self.points = points }

    /// The columns of Gammapy's sensitivity table: e_ref, e_min, e_max, e2dnde (erg cm⁻² s⁻¹), excess, background, criterion;
    /// and why bins have no value.
    public var table: Table {
        func column(_ name: String, unit: String = "", _ value: (SensitivityPoint) -> Double) -> Column {
            Column(name, .double(points.map(value)), unit: unit)
        }
        return Table(
            name: Self.tableName,
            columns: [
                column("e_ref", unit: "TeV", \.eRef), column("e_min", unit: "TeV", \.eMin),
                column("e_max", unit: "TeV", \.eMax),
                column("e2dnde", unit: SEDType.e2dnde.tableUnit, \.e2dndeInErg),
                column("excess", \.excess), column("background", \.background),
                Column("criterion", .string(points.map(\.criterion.rawValue))),
            ] + reasonColumn)
    }

    /// Why bins have no value, which Gammapy does not know; only when one has none.
    private var reasonColumn: [Column] {
        guard points.contains(where: { $0.reason != nil }) else { return [] }
        return [Column("outcome", .string(points.map { $0.reason ?? "" }), description: "Why there is no value")]
    }

    /// Reads a table as ``table`` makes it, from FITS or ECSV.
    /// - Throws: faults that name file and column.
    public init(table: Table) throws {
        let values = try ["e_min", "e_max", "e_ref", "excess", "background"].map { try table.doubles($0) }
        let fluxes = try table.doubles("e2dnde", in: .energyFlux)
        let criteria = try table.column("criterion").strings ?? []
        let reasons = table.optionalColumn("outcome")?.strings
        points = try fluxes.indices.map { row in
            let name = criteria.indices.contains(row) ? criteria[row] : ""
            guard let criterion = SensitivityPoint.Criterion(rawValue: name) else {
                let known = SensitivityPoint.Criterion.allCases.map(\.rawValue).joined(separator: ", ")
                throw Fault(
                    .badValue, "'\(name)' is no criterion of a sensitivity",
                    at: Origin(column: "criterion", row: row + 1).completed(by: table.origin), hint: "known: \(known)")
            }
            return SensitivityPoint(
                eMin: values[0][row], eMax: values[1][row], eRef: values[2][row], e2dnde: fluxes[row],
                excess: values[3][row], background: values[4][row], criterion: criterion,
                reason: reasons.flatMap { $0[row].isEmpty ? nil : $0[row] })
        }
    }

    /// Reads a FITS or ECSV file.
    public static func read(_ path: String) throws -> SensitivityCurve {
        try SensitivityCurve(table: ProductFile.read(path, named: tableName).table)
    }

    /// Writes FITS (names ending in .fits, .fit, .fits.gz) or ECSV.
    public func write(to path: String) throws { try ProductFile.write(table, named: Self.tableName, to: path) }

    /// Column name → array, with Gammapy's column names.
    public var json: JSONValue { table.jsonColumns() }

    /// The points as a table for the terminal.
    public func textTable(title: String = "Sensitivity") -> TextTable {
        var text = TextTable(
            [
                .init("energy (TeV)", alignment: .left), .init("E² dN/dE (erg cm⁻² s⁻¹)"), .init("excess"),
                .init("background"), .init("decided by", alignment: .left),
            ],
            title: title)
        for point in points {
            text.append([
                "\(ValueFormat.number(point.eMin, digits: 3)) – \(ValueFormat.number(point.eMax, digits: 3))",
                point.e2dnde.isFinite ? ValueFormat.number(point.e2dndeInErg, digits: 3) : "–",
                ValueFormat.number(point.excess, digits: 3), ValueFormat.number(point.background, digits: 3),
                point.reason ?? point.criterion.rawValue,
            ])
        }
        return text
    }
}
