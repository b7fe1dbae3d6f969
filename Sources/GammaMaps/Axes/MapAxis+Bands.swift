import Foundation
import GammaCore
import GammaIO
import GammaNumerics

import struct GammaCore.Unit

extension MapAxis {
    /// The `AXCOLSn` and `INTERPn` cards of the axes of a map, first axis first.
    public static func cards(of axes: [MapAxis]) -> [FITSHeader.Card] {
        axes.enumerated().flatMap { index, axis in
            [
                FITSHeader.Card("AXCOLS\(index + 1)", .string(axis.bandColumns.joined(separator: ","))),
                FITSHeader.Card("INTERP\(index + 1)", .string(axis.interpolation.rawValue)),
            ]
        }
    }

    /// Names of the columns that define the axis: two for edges, one for nodes.
    private var bandColumns: [String] { isNodeType ? [name.uppercased()] : edgeColumns }

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
            let unit = axis.unit.description
            table.append(Column(axis.name.uppercased(), .double(bins.map { axis.centres[$0] }), unit: unit))
            let names = axis.edgeColumns
            table.append(Column(names[0], .double(bins.map { axis.edges[$0] }), unit: unit))
            table.append(Column(names[1], .double(bins.map { axis.edges[$0 + 1] }), unit: unit))
        }
        return table
    }

    /// The axes of a BANDS table, in internal units. Old files keep `AXCOLSn` in the header of the map: `header`.
    /// - Throws: faults for missing columns, units that cannot be read, values that make no axis, label axes.
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
        let values = try columns.map { column in
            guard let numbers = column.doubles else {
                throw Fault(
                    .unsupported, "the axis '\(name)' has labels, only numbers are understood",
                    at: Origin(column: column.name))
            }
            return Set(numbers).sorted()
        }
        let unit = try Unit(parsing: columns[0].unit)
        guard values.count == 2, let top = values[1].last else {
            return try MapAxis(nodes: values[0], name: name, unit: unit, interpolation: interpolation).inInternalUnit()
        }
        return try MapAxis(edges: values[0] + [top], name: name, unit: unit, interpolation: interpolation)
            .inInternalUnit()
    }
}
