import Foundation
import GammaCore
import GammaIO

import struct GammaCore.Unit

extension HEALPixMap {
    /// The map as HDUs: a table of pixels and, if there are axes, the table of their bins.
    /// - Parameters:
    ///   - name: name of the table; by default that of the convention.
    ///   - convention: names of columns and tables.
    ///   - isSparse: writes only values other than 0 and NaN, one a row; `gadf` only.
    /// - Throws: ``Fault/Code/unsupported`` for axes that a convention cannot hold, or a sparse map in another one than
    ///   `gadf`.
    public func fitsHDUs(
        name: String? = nil, convention: HEALPixConvention = .gadf, isSparse: Bool = false
    ) throws -> [FITSHDU] {
        try check(convention, isSparse)
        let hdu = name ?? convention.hdu
        let bands = convention.bands ?? "\(hdu)_BANDS"
        let scheme = isSparse ? "SPARSE" : geometry.isAllSky ? "IMPLICIT" : "EXPLICIT"
        var header = FITSHeader(geometry.cards(convention, scheme: scheme))
        if convention == .gadf { header.cards += MapAxis.cards(of: geometry.axes) }
        if !geometry.axes.isEmpty { header["BANDSHDU"] = .string(bands) }
        header["META"] = .string(MapMeta.text(meta))
        header["BUNIT"] = .string(unit.description)
        var table = Table(name: hdu, header: header)
        if isSparse { appendSparse(to: &table) } else { appendDense(to: &table, convention) }
        var hdus = [FITSHDU.table(table)]
        if !geometry.axes.isEmpty { hdus.append(.table(try bandsTable(convention, bands))) }
        return hdus
    }

    /// Writes the map to a file that holds nothing else.
    /// - Throws: faults as ``fitsHDUs(name:convention:isSparse:)``, or ``Fault/Code/fileUnwritable``.
    public func write(
        to path: String, name: String? = nil, convention: HEALPixConvention = .gadf, isSparse: Bool = false
    ) throws {
        try FITSWriter.write(fitsHDUs(name: name, convention: convention, isSparse: isSparse), to: path)
    }

    private func check(_ convention: HEALPixConvention, _ isSparse: Bool) throws {
        guard !isSparse || convention == .gadf else {
            throw Fault(.unsupported, "a sparse map is written in the convention 'gadf' only")
        }
        let axes = geometry.axes
        let needed: String?
        switch convention {
        case .gadf: needed = nil
        case .healpy: needed = axes.isEmpty ? nil : "no axis"
        case .fermiCounts, .fermiSourceMap, .fermiExposure, .fermiTemplate, .galprop:
            needed = axes.count == 1 && axes[0].isEnergy ? nil : "one energy axis"
        }
        if let needed {
            throw Fault(
                .unsupported, "a map in the convention '\(convention.rawValue)' has \(needed), not \(axes.map(\.name))",
                hint: "the convention 'gadf' holds any axes")
        }
    }

    private func appendDense(to table: inout Table, _ convention: HEALPixConvention) {
        if let pixels = geometry.pixels {
            let fits = geometry.grid.pixelCount <= Int(Int32.max)
            table.append(
                Column("PIX", fits ? .int32(pixels.map { Int32($0) }) : .int64(pixels.map { Int64($0) })))
        }
        let count = geometry.pixelCount
        for plane in 0..<geometry.planeCount {
            let part = values[plane * count..<(plane + 1) * count]
            let column: Column.Values
            switch storage {
            case .float: column = .float(part.map { Float($0) })
            case .double: column = .double(Array(part))
            case .mask: column = .bool(part.map { $0 != 0 })
            }
            let name = convention.column.map { "\($0)\(plane + (convention == .galprop ? 0 : 1))" } ?? "SIGNAL"
            table.append(Column(name, column))
        }
    }

    private func appendSparse(to table: inout Table) {
        let filled = values.indices.filter { values[$0] != 0 && !values[$0].isNaN }
        let count = geometry.pixelCount
        table.append(
            Column("PIX", .int64(filled.map { Int64(geometry.pixels?[$0 % count] ?? $0 % count) })))
        if !geometry.axes.isEmpty { table.append(Column("CHANNEL", .int32(filled.map { Int32($0 / count) }))) }
        let found = filled.map { values[$0] }
        table.append(Column("VALUE", storage == .double ? .double(found) : .float(found.map { Float($0) })))
    }

    private func bandsTable(_ convention: HEALPixConvention, _ name: String) throws -> Table {
        guard convention != .gadf, let axis = geometry.axes.first else {
            return MapAxis.bandsTable(of: geometry.axes, name: name)
        }
        let unit: Unit = convention.bands == "EBOUNDS" ? .keV : .MeV
        let factor = try axis.unit.factor(to: unit)
        var table = Table(name: name)
        if convention.bands == "EBOUNDS" {
            table.append(Column("CHANNEL", .int32((0..<axis.binCount).map { Int32($0 + 1) })))
            table.append(Column("E_MIN", .double(axis.edges.dropLast().map { $0 * factor }), unit: unit.description))
            table.append(Column("E_MAX", .double(axis.edges.dropFirst().map { $0 * factor }), unit: unit.description))
        } else {
            table.append(Column("Energy", .double(axis.centres.map { $0 * factor }), unit: unit.description))
        }
        return table
    }
}
