import Foundation
import GammaCore
import GammaIO
import GammaProducts

extension FluxPointsDataset {
    /// Reads flux points, FITS or ECSV, with the columns `mask_safe` and `mask_fit` where they are present.
    /// - Parameter name: the dataset's name; by default the file's stem.
    /// - Throws: faults that name the file, HDU and column.
    public static func read(
        _ path: String, name: String? = nil, statistic: FluxPointsStatistic = .chiSquare
    ) throws -> FluxPointsDataset {
        let path = try DataPath.expand(path)
        let table = try table(path)
        let points = try table.optionalColumn("mask_safe") == nil ? FluxPoints.read(path) : FluxPoints(table: table)
        func mask(_ column: String) throws -> [Bool]? {
            try table.optionalColumn(column).map { _ in try table.doubles(column).map { $0 != 0 } }
        }
        let stem = path.split(separator: "/").last?.prefix { $0 != "." }
        return try FluxPointsDataset(
            name: name ?? stem.map(String.init) ?? path, points: points, maskSafe: mask("mask_safe"),
            maskFit: mask("mask_fit"), statistic: statistic)
    }

    private static func table(_ path: String) throws -> Table {
        guard let reader = try? FITSReader(path) else { return try Table.readECSV(path) }
        let tables = reader.hdus.filter { $0.kind == .table && $0.name != "GTI" }
        guard let first = tables.first(where: { $0.name == "FLUXPOINTS" }) ?? tables.first else {
            throw Fault(.missingHDU, "there is no table of flux points", at: Origin(file: path))
        }
        return try reader.table(first.index)
    }

    /// The points with their masks, as Gammapy's datasets have them.
    func table() -> Table {
        var table = points.table()
        table.name = "TABLE"
        // Gammapy needs both columns, with the shape of its arrays of fluxes.
        table.append(Column("mask_fit", .bool(maskFit ?? maskSafe), shape: [1, 1]))
        table.append(Column("mask_safe", .bool(maskSafe), shape: [1, 1]))
        return table
    }

    /// Writes the points and masks as FITS for a name ending in `.fits` or `.fits.gz`, else as ECSV.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws {
        let name = path.lowercased()
        if name.hasSuffix(".fits") || name.hasSuffix(".fits.gz") {
            try FITSWriter.write([.table(table())], to: path)
        } else {
            try table().writeECSV(to: path)
        }
    }
}
