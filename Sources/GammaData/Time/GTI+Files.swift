import GammaCore
import GammaIO

extension GTI {
    /// Reads a GTI table; columns without unit are in TIMEUNIT, or seconds. A table without rows is no fault.
    /// - Throws: faults for missing columns or keywords, and for intervals that are none, with their row.
    public init(table: Table) throws {
        do {
            let starts = try Self.seconds("START", of: table)
            let stops = try Self.seconds("STOP", of: table)
            // Old files without intervals have no time keywords either.
            let reference =
                starts.isEmpty
                ? (try? TimeReference(header: table.header)) ?? .year2000 : try TimeReference(header: table.header)
            try self.init(starts: starts, stops: stops, reference: reference)
        } catch let fault as Fault {
            throw fault.located(in: table.origin)
        }
    }

    private static func seconds(_ name: String, of table: Table) throws -> [Double] {
        let column = try table.column(name)
        let values = try table.doubles(name, in: .s)
        guard column.unit.trimmed.isEmpty, let text = table.header.string("TIMEUNIT"), !text.isEmpty else {
            return values
        }
        let factor = try Unit(parsing: text).factor(to: .s)
        return factor == 1 ? values : values.map { $0 * factor }
    }

    /// Reads the HDU of that name, or the first GTI table of a file.
    public static func read(_ path: String, hdu: String? = nil) throws -> GTI {
        let reader = try FITSReader(DataPath.expand(path))
        return try GTI(table: reader.table(hdu.map { try reader.position(of: $0) } ?? reader.position(of: .gti)))
    }

    /// The GADF table, read again as equal intervals.
    public func table() -> Table {
        var header = FITSHeader()
        header["HDUCLASS"] = .string("GADF")
        header["HDUDOC"] = .string("https://github.com/open-gamma-ray-astro/gamma-astro-data-formats")
        header["HDUVERS"] = .string("0.3")
        header["HDUCLAS1"] = .string("GTI")
        reference.write(to: &header)
        return Table(
            name: "GTI", header: header,
            columns: [Column("START", .double(starts), unit: "s"), Column("STOP", .double(stops), unit: "s")])
    }

    /// Writes a file with these intervals alone.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws { try FITSWriter.write([.table(table())], to: DataPath.expand(path)) }
}
