import GammaCore
import GammaIO

extension ImageProfile {
    /// Gammapy's columns x_min, x_max, x_ref (deg), profile and profile_err, the coordinate as PROFILE_TYPE, and the number of
    /// pixels.
    public var table: Table {
        func column(_ name: String, _ unit: String, _ value: (Bin) -> Double) -> Column {
            Column(name, .double(bins.map(value)), unit: unit)
        }
        var columns = [
            column("x_min", "deg") { $0.low }, column("x_max", "deg") { $0.high }, column("x_ref", "deg") { $0.middle },
            column("profile", unit.description) { $0.value },
        ]
        if bins.contains(where: { $0.error != nil }) {
            columns.append(column("profile_err", unit.description) { $0.error ?? .nan })
        }
        if bins.contains(where: { $0.pixels != nil }) {
            columns.append(Column("pixels", .int64(bins.map { Int64($0.pixels ?? 0) })))
        }
        return Table(
            name: Self.tableName,
            header: FITSHeader([.init("PROFILE_TYPE", .string(axis.rawValue), comment: "coordinate")]),
            columns: columns)
    }

    /// Makes a profile of a table as ``table`` makes it, or Gammapy; bins in descending order are turned round.
    /// - Throws: faults that name file and column.
    public init(table: Table) throws {
        let ends = try ["x_min", "x_max"].map { try table.doubles($0, in: .deg) }
        let column = try table.column("profile")
        let values = try table.doubles("profile")
        let errors = try table.optionalColumn("profile_err").map { try table.doubles($0.name) }
        let pixels = table.optionalColumn("pixels")?.integers
        let name = table.header.text(named: "PROFILE_TYPE") ?? ""
        guard let axis = Axis(rawValue: name) else {
            throw Fault(
                .badKeyword, "PROFILE_TYPE = '\(name)' is no coordinate of a profile",
                at: Origin(keyword: "PROFILE_TYPE").completed(by: table.origin),
                hint: "known: \(Axis.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard (ends + [values] + [errors ?? values]).allSatisfy({ $0.count == table.rowCount }) else {
            throw Fault(.badColumn, "the columns of a profile hold one value a row", at: table.origin)
        }
        let bins = values.indices.map { row in
            Bin(
                low: min(ends[0][row], ends[1][row]), high: max(ends[0][row], ends[1][row]), value: values[row],
                error: errors?[row], pixels: pixels?[row])
        }
        let descends = bins.count > 1 && bins[0].low > bins[1].low
        self.init(descends ? bins.reversed() : bins, axis: axis, unit: try Unit(parsing: column.unit))
    }

    /// Reads a FITS or ECSV file.
    /// - Throws: faults that name file and column.
    public static func read(_ path: String) throws -> ImageProfile {
        try ImageProfile(table: ProductFile.read(path, named: tableName).table)
    }

    /// Writes FITS (names ending in .fits, .fit, .fits.gz) or ECSV.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws { try ProductFile.write(table, named: Self.tableName, to: path) }

    private static let tableName = "PROFILE"

    /// The bins as a table for the terminal.
    public func textTable(title: String = "Profile") -> TextTable {
        let hasRemarks = bins.contains { $0.reason != nil }
        var text = TextTable(
            [
                .init("from", unit: "deg"), .init("to", unit: "deg"),
                .init("value", unit: unit.description, alignment: .plusMinus), .init("pixels"),
            ] + (hasRemarks ? [.init("remark", alignment: .left)] : []), title: title)
        for bin in bins {
            text.append(
                [
                    ValueFormat.number(bin.low), ValueFormat.number(bin.high),
                    bin.error.map { ValueFormat.value(bin.value, error: $0) } ?? ValueFormat.number(bin.value),
                    bin.pixels.map { "\($0)" } ?? "–",
                ] + (hasRemarks ? [bin.reason ?? ""] : []))
        }
        return text
    }
}
