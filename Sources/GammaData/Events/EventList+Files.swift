import GammaCore
import GammaIO

extension EventList {
    /// Reads the HDU of that name, or the first event list of a file.
    /// - Throws: ``Fault/Code/missingHDU`` and all faults of reading.
    public static func read(_ path: String, hdu: String? = nil) throws -> EventList {
        let reader = try FITSReader(DataPath.expand(path))
        return try EventList(
            table: reader.table(hdu.map { try reader.position(of: $0) } ?? reader.position(of: .events)))
    }

    /// The EVENTS table to be written: all columns as they were read, the header with what GADF demands.
    public func fitsTable() -> Table {
        var table = table
        var header = FITSHeader.withoutFileCards(table.header)
        if header["HDUCLASS"] == nil { header["HDUCLASS"] = .string("GADF") }
        if header["HDUDOC"] == nil {
            header["HDUDOC"] = .string("https://github.com/open-gamma-ray-astro/gamma-astro-data-formats")
        }
        if header["HDUVERS"] == nil { header["HDUVERS"] = .string("0.3") }
        header["HDUCLAS1"] = .string("EVENTS")
        timeReference.write(to: &header)
        table.name = "EVENTS"
        table.header = header
        return table
    }

    /// Writes a file with these events alone.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws { try FITSWriter.write([.table(fitsTable())], to: DataPath.expand(path)) }
}
