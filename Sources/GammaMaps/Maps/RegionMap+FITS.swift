import Foundation
import GammaCore
import GammaIO

extension RegionMap {
    /// Reads a map from a file.
    /// - Parameter name: name of the table; `SKYMAP` is what Gammapy writes by default.
    /// - Throws: faults that name the file, HDU, column and row.
    public static func read(_ path: String, name: String = "SKYMAP") throws -> RegionMap {
        try RegionMap(reader: FITSReader(path), name: name)
    }

    /// Reads a map from an open file: the tables `name`, `name_BANDS` and, when there is a region, `name_REGION`.
    /// - Throws: faults that name the file, HDU, column and row.
    public init(reader: FITSReader, name: String = "SKYMAP") throws {
        let data = try reader.table(named: name)
        let bands = try reader.table(named: "\(name)_BANDS")
        let region = try reader.optionalIndex(of: "\(name)_REGION").map { try reader.table($0) }
        try self.init(data: data, bands: bands, region: region)
    }

    /// Makes a map of the tables of its file.
    /// - Throws: faults that name the HDU, column and row.
    public init(data: Table, bands: Table, region: Table?) throws {
        let axes = try MapAxis.axes(fromBands: bands, header: data.header)
        var geometry = try RegionGeometry(region: nil, axes: axes)
        if let region, region.rowCount > 0 {
            do {
                let (shape, wcs) = try RegionTable.read(region)
                geometry = try RegionGeometry(region: shape, axes: axes, wcs: wcs)
            } catch let fault as Fault {
                throw fault.located(in: region.origin)
            }
        }
        let column = try data.column("DATA")
        let place = Origin(column: column.name).completed(by: data.origin)
        guard let values = column.doubles else {
            throw Fault(.badColumn, "the values of the map are not numbers", at: place)
        }
        guard values.count == geometry.valueCount else {
            throw Fault(
                .malformed, "\(values.count) values do not fill axes of \(axes.map(\.binCount)) bins", at: place)
        }
        let storage: MapStorage
        switch column.values {
        case .bool: storage = .mask
        case .float: storage = .float
        default: storage = .double
        }
        do {
            try self.init(
                geometry, values: values, unit: .init(parsing: column.unit), storage: storage,
                meta: MapMeta.parse(data.header.string("META") ?? ""))
        } catch let fault as Fault {
            throw fault.located(in: place)
        }
    }

    /// The map as tables `name`, `name_BANDS` and, when there is a region, `name_REGION`, in Gammapy's layout.
    /// - Throws: ``Fault/Code/unsupported`` for compound regions other than unions, ``Fault/Code/incompatible`` for a
    ///   map without axes.
    public func fitsHDUs(name: String = "SKYMAP") throws -> [FITSHDU] {
        guard let rows = geometry.axes.last?.binCount else {
            throw Fault(.incompatible, "a map of a region needs at least one axis to be written")
        }
        var data = Table(name: name, header: FITSHeader(MapAxis.cards(of: geometry.axes)))
        if !meta.isEmpty { data.header["META"] = .string(MapMeta.text(meta)) }
        data.append(
            Column(
                "CHANNEL", rows <= 32767 ? .int16((0..<rows).map { Int16($0) }) : .int64((0..<rows).map { Int64($0) })))
        let column: Column.Values
        switch storage {
        case .float: column = .float(values.map { Float($0) })
        case .double: column = .double(values)
        case .mask: column = .bool(flags)
        }
        let shape = [1, 1] + geometry.axes.dropLast().map(\.binCount)
        data.append(Column("DATA", column, unit: unit.description, shape: shape))
        var tables = [data, MapAxis.bandsTable(of: geometry.axes, name: "\(name)_BANDS")]
        if let region = geometry.region, let wcs = geometry.wcs {
            tables.append(try RegionTable.write(region, wcs, name: "\(name)_REGION"))
        }
        return tables.map(FITSHDU.table)
    }

    /// Writes the map to a file that holds nothing else.
    /// - Throws: faults as ``fitsHDUs(name:)``, or ``Fault/Code/fileUnwritable``.
    public func write(to path: String, name: String = "SKYMAP") throws {
        try FITSWriter.write(fitsHDUs(name: name), to: path)
    }
}
