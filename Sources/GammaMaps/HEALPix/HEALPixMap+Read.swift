import Foundation
import GammaCore
import GammaIO

import struct GammaCore.Unit

extension HEALPixMap {
    /// Reads a map from a file.
    /// - Parameter hdu: name or number of the table; by default the first with HEALPix pixels.
    /// - Throws: faults that name the file, HDU and keyword or column.
    public static func read(_ path: String, hdu: String? = nil) throws -> HEALPixMap {
        try HEALPixMap(reader: FITSReader(path), hdu: hdu)
    }

    /// Reads a map from an open file: a table of pixels in any of the ``HEALPixConvention``s, and its axes from the table
    /// that BANDSHDU names, `<name>_BANDS`, EBOUNDS or ENERGIES.
    /// - Throws: faults that name the file, HDU and keyword or column.
    public init(reader: FITSReader, hdu: String? = nil) throws {
        let index = try hdu.map(reader.index(of:)) ?? Self.firstTable(in: reader)
        let table = try reader.table(index)
        do {
            let convention = try HEALPixConvention(of: table)
            let scheme = table.header.string("INDXSCHM")?.uppercased() ?? "IMPLICIT"
            let (axes, bands) = try Self.axes(of: table, convention, in: reader)
            if bands?.optionalColumn("NSIDE") != nil {
                throw Fault(
                    .unsupported, "the map has pixels of another size in every plane", at: bands?.origin ?? Origin(),
                    hint: "only one NSIDE for all is understood")
            }
            if scheme == "SPARSE" {
                try self.init(sparse: table, convention, axes)
            } else {
                try self.init(dense: table, convention, scheme, axes)
            }
        } catch let fault as Fault {
            throw fault.located(in: table.origin)
        }
    }

    private static func firstTable(in reader: FITSReader) throws -> Int {
        for index in reader.hdus.indices where reader.hdus[index].rowCount != nil {
            let header = try reader.header(index)
            if header["PIXTYPE"] != nil || header["ORDERING"] != nil && header["NSIDE"] != nil { return index }
        }
        throw Fault(
            .missingHDU, "there is no table of HEALPix pixels in the file", at: Origin(file: reader.path),
            hint: "such tables have the keyword PIXTYPE = 'HEALPIX'")
    }

    private static func axes(
        of table: Table, _ convention: HEALPixConvention, in reader: FITSReader
    ) throws -> ([MapAxis], Table?) {
        let named = [table.header.string("BANDSHDU"), "\(table.name)_BANDS"].compactMap(\.self)
        let names = named + ["EBOUNDS", "ENERGIES"]
        guard convention != .healpy, let index = names.lazy.compactMap({ reader.optionalIndex(of: $0) }).first else {
            return ([], nil)
        }
        let bands = try reader.table(index)
        if [bands, table].contains(where: { $0.header["AXCOLS1"] != nil }) {
            return (try MapAxis.axes(fromBands: bands, header: table.header), bands)
        }
        // A file may hold plain images next to cubes: tables of other maps are not theirs.
        let isOwn = try named.contains(bands.name) || convention.valueColumns(table).count > 1
        return isOwn || table.optionalColumn("VALUE") != nil ? ([try .fermi(bands)], bands) : ([], nil)
    }

    private init(dense table: Table, _ convention: HEALPixConvention, _ scheme: String, _ axes: [MapAxis]) throws {
        let listed = try scheme == "EXPLICIT" ? Self.numbers(table, "PIX") : nil
        let columns = try convention.valueColumns(table)
        let geometry = try HEALPixGeometry(
            header: table.header, convention: convention, listed: listed,
            axes: axes)
        guard columns.count == geometry.planeCount else {
            throw Fault(
                .malformed, "\(columns.count) columns of values do not fill axes of \(axes.map(\.binCount)) bins",
                at: Origin(column: columns[0].name))
        }
        let places = listed.map { $0.map(geometry.localIndex(ofPixel:)) }
        var values: [Double] = []
        values.reserveCapacity(geometry.valueCount)
        for column in columns {
            guard let plane = column.doubles else {
                throw Fault(.badColumn, "the values of the map are not numbers", at: Origin(column: column.name))
            }
            guard plane.count == (listed?.count ?? geometry.pixelCount), plane.count == geometry.pixelCount else {
                throw Fault(
                    .malformed,
                    "\(plane.count) values do not fill the \(geometry.pixelCount) pixels that NSIDE "
                        + "\(geometry.grid.nside) and the region make", at: Origin(column: column.name))
            }
            if let places {
                var sorted = plane
                for (place, value) in zip(places, plane) { sorted[place] = value }
                values += sorted
            } else {
                values += plane
            }
        }
        try self.init(geometry, values, table, convention, columns[0])
    }

    private init(sparse table: Table, _ convention: HEALPixConvention, _ axes: [MapAxis]) throws {
        let pixels = try Self.numbers(table, "PIX")
        let planes = try table.optionalColumn("CHANNEL").map { _ in try Self.numbers(table, "CHANNEL") }
        let column = try table.column("VALUE")
        guard let found = column.doubles else {
            throw Fault(.badColumn, "the values of the map are not numbers", at: Origin(column: column.name))
        }
        guard found.count == pixels.count, planes == nil || planes?.count == found.count else {
            throw Fault(.malformed, "the table does not have one value a row", at: Origin(column: column.name))
        }
        let geometry = try HEALPixGeometry(
            header: table.header, convention: convention,
            listed: table.header.string("HPX_REG") == HEALPixRegion.explicit.text ? pixels : nil, axes: axes)
        var values = [Double](repeating: 0, count: geometry.valueCount)
        for row in found.indices {
            let place = geometry.localIndex(ofPixel: pixels[row])
            let plane = planes?[row] ?? 0
            guard place >= 0, plane >= 0, plane < geometry.planeCount else {
                throw Fault(
                    .malformed, "the map has no pixel \(pixels[row]) in channel \(plane)",
                    at: Origin(column: place < 0 ? "PIX" : "CHANNEL", row: row + 1))
            }
            values[plane * geometry.pixelCount + place] = found[row]
        }
        try self.init(geometry, values, table, convention, column)
    }

    private static func numbers(_ table: Table, _ name: String) throws -> [Int] {
        let column = try table.column(name)
        guard let numbers = column.integers else {
            throw Fault(.badColumn, "column '\(name)' does not hold integers", at: Origin(column: column.name))
        }
        return numbers
    }

    private init(
        _ geometry: HEALPixGeometry, _ values: [Double], _ table: Table, _ convention: HEALPixConvention,
        _ column: Column
    ) throws {
        var unit = try table.header.unit("BUNIT")
        if table.header.string("BUNIT") == nil {
            do {
                unit = try convention == .fermiExposure && column.unit.isEmpty ? .cm2s : Unit(parsing: column.unit)
            } catch let fault as Fault {
                throw fault.located(in: Origin(column: column.name))
            }
        }
        let storage: MapStorage
        switch column.values {
        case .bool: storage = .mask
        case .double: storage = .double
        default: storage = .float
        }
        try self.init(
            geometry, values: values, unit: unit, storage: storage,
            meta: MapMeta.parse(table.header.string("META") ?? ""))
    }
}
