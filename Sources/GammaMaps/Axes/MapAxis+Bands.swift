import Foundation
import GammaCore
import GammaIO
import GammaNumerics

import struct GammaCore.Unit

extension MapAxis {
    /// The `AXCOLSn` and `INTERPn` cards of the axes of a map, first axis first.
    public static func cards(of axes: [MapAxis]) -> [FITSHeader.Card] {
        axes.enumerated().flatMap { index, axis in
            let columns = FITSHeader.Card("AXCOLS\(index + 1)", .string(axis.bandColumns.joined(separator: ",")))
            if axis.labels != nil { return [columns] }
            return [columns, FITSHeader.Card("INTERP\(index + 1)", .string(axis.interpolation.rawValue))]
                + axis.timeCards
        }
    }

    /// Names of the columns that define the axis: two for edges, one for nodes.
    private var bandColumns: [String] { isNodeType ? [name.uppercased()] : edgeColumns }

    /// The cards that give the zero point of a time axis.
    private var timeCards: [FITSHeader.Card] {
        guard let axis = times else { return [] }
        let date = axis.reference.mjd(axis.scale)
        let day = date.rounded(.down)
        return [
            FITSHeader.Card("MJDREFI", Int(exactly: day).map { .int($0) } ?? .double(day)),
            FITSHeader.Card("MJDREFF", .double(date - day)),
            FITSHeader.Card("TIMESYS", .string(axis.scale.rawValue)),
        ]
    }

    private var edgeColumns: [String] {
        let prefix = name == "energy" ? "E" : name.uppercased()
        return ["\(prefix)_MIN", "\(prefix)_MAX"]
    }

    /// The BANDS table of a map: one row for each plane, the first axis fastest.
    public static func bandsTable(of axes: [MapAxis], name: String) -> Table {
        let rows = axes.reduce(1) { $0 * $1.binCount }
        var table = Table(name: name, header: FITSHeader(cards(of: axes)))
        table.append(Column("CHANNEL", .int64((0..<Int64(rows)).map { $0 })))
        var stride = 1
        for axis in axes {
            let bins = (0..<rows).map { ($0 / stride) % axis.binCount }
            stride *= axis.binCount
            if let labels = axis.labels {
                table.append(Column(axis.name.uppercased(), .string(bins.map { labels[$0] })))
                continue
            }
            let unit = axis.unit.description
            let upper = axis.times?.stops ?? Array(axis.edges.dropFirst())
            table.append(Column(axis.name.uppercased(), .double(bins.map { axis.centres[$0] }), unit: unit))
            let names = axis.edgeColumns
            table.append(Column(names[0], .double(bins.map { axis.edges[$0] }), unit: unit))
            table.append(Column(names[1], .double(bins.map { upper[$0] }), unit: unit))
        }
        return table
    }

    /// The axes of a BANDS table, in internal units. Old files keep `AXCOLSn` in the header of the map: `header`.
    ///
    /// A column of text makes an axis of labels, in the order of their first rows; two columns of times in a table with a
    /// zero point (`MJDREFI`) an axis of times.
    /// - Throws: faults for missing columns, units that cannot be read, values that make no axis.
    public static func axes(fromBands table: Table, header: FITSHeader = FITSHeader()) throws -> [MapAxis] {
        var axes: [MapAxis] = []
        while axes.count < 9 {
            let number = axes.count + 1
            let source = table.header.string("AXCOLS\(number)") != nil ? table.header : header
            guard let text = source.string("AXCOLS\(number)") else { break }
            let scale = source.string("INTERP\(number)") ?? "lin"
            do {
                axes.append(try axis(columns: text, scale: scale, in: table))
            } catch let fault as Fault {
                throw fault.located(in: Origin(keyword: "AXCOLS\(number)").completed(by: table.origin))
            }
        }
        return axes
    }

    private static func axis(columns text: String, scale: String, in table: Table) throws -> MapAxis {
        let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let first = names.first, names.count <= 2 else {
            throw Fault(.badKeyword, "'\(text)' does not name one or two columns")
        }
        guard let interpolation = AxisScale(rawValue: scale) else {
            throw Fault(
                .badKeyword, "'\(scale)' is not an axis scale",
                hint: "known are \(AxisScale.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var name =
            first.hasSuffix("_MIN") && names.count == 2 ? String(first.dropLast(4)).lowercased() : first.lowercased()
        if name == "e" { name = "energy" }
        if name == "theta" { name = "rad" }
        let columns = try names.map { try table.column($0) }
        if columns.count == 1, let texts = columns[0].strings { return try labels(texts, name) }
        let unit = try Unit(parsing: columns[0].unit)
        if columns.count == 2, unit.isConvertible(to: .s), let reference = try timeReference(table.header) {
            return try times(columns, unit.factor(to: .s), reference, name)
        }
        let values = try columns.map { column in
            guard let numbers = column.doubles else {
                throw Fault(
                    .badColumn, "the axis '\(name)' has edges that are not numbers", at: Origin(column: column.name))
            }
            return Set(numbers).sorted()
        }
        guard values.count == 2, let top = values[1].last else {
            return try MapAxis(nodes: values[0], name: name, unit: unit, interpolation: interpolation).inInternalUnit()
        }
        return try MapAxis(edges: values[0] + [top], name: name, unit: unit, interpolation: interpolation)
            .inInternalUnit()
    }

    private static func labels(_ texts: [String], _ name: String) throws -> MapAxis {
        var seen: Set<String> = []
        return MapAxis(try LabelMapAxis(texts.filter { seen.insert($0).inserted }, name: name))
    }

    private static func timeReference(_ header: FITSHeader) throws -> (moment: Instant, scale: TimeScale)? {
        guard let day = header.double("MJDREFI") ?? header.double("MJDREF") else { return nil }
        let scale = try TimeScale(parsing: header.string("TIMESYS") ?? "tt")
        return (Instant(mjd: day, fraction: header.double("MJDREFF") ?? 0, scale: scale), scale)
    }

    private static func times(
        _ columns: [Column], _ factor: Double, _ reference: (moment: Instant, scale: TimeScale), _ name: String
    ) throws -> MapAxis {
        let bounds = try columns.map { column in
            guard let numbers = column.doubles else {
                throw Fault(
                    .badColumn, "the axis '\(name)' has times that are not numbers", at: Origin(column: column.name))
            }
            return Set(numbers).sorted().map { $0 * factor }
        }
        return MapAxis(
            try TimeMapAxis(
                starts: bounds[0], stops: bounds[1], reference: reference.moment, scale: reference.scale, name: name))
    }
}
