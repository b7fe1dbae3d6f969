import GammaFit
import GammaIO

extension StatProfile {
    /// One row a point: all free parameters, the statistic and its rise above the best fit, how the fit of the others ended.
    public var table: Table { Table(name: "STAT_PROFILE", columns: scanColumns(names, points, bestStat)) }

    /// The columns of ``table`` by name.
    public var json: JSONValue { table.jsonArrays }
}

extension StatSurface {
    /// One row a point of the grid: all free parameters, the statistic and its rise above the best fit, how the fit of the others
    /// ended.
    public var table: Table { Table(name: "STAT_SURFACE", columns: scanColumns(names, points, bestStat)) }

    /// The columns of ``table`` by name.
    public var json: JSONValue { table.jsonArrays }
}

extension StatContour {
    /// One row a point: all free parameters, and how it was found.
    public var table: Table {
        Table(
            name: "STAT_CONTOUR",
            columns: names.map { Column($0, .double(values(of: $0) ?? [])) } + [Column("outcome", .string(outcomes))])
    }

    /// The columns of ``table`` by name.
    public var json: JSONValue { table.jsonArrays }
}

/// The columns that tables of scans share.
private func scanColumns(_ names: [String], _ points: [ScanPoint], _ bestStat: Double) -> [Column] {
    names.indices.map { index in Column(names[index], .double(points.map { $0.values[index] })) } + [
        Column("stat", .double(points.map(\.stat))), Column("rise", .double(points.map { $0.stat - bestStat })),
        Column("outcome", .string(points.map(\.outcome.code))),
    ]
}

extension Table {
    fileprivate var jsonArrays: JSONValue {
        .object(
            columns.map { column in
                (column.name, column.strings.map { .init($0) } ?? JSONValue(column.doubles ?? []))
            })
    }
}
