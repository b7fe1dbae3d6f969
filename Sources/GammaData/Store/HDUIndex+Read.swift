import GammaCore
import GammaIO

extension HDUIndex {
    /// Reads an index table of a file.
    /// - Parameter hdu: name of the table, or its number from 0 (the primary HDU), as Gammapy counts; it must be given where
    ///   a file holds several tables, as HAWC's with one for each class of events.
    /// - Throws: ``Fault/Code/missingHDU`` when there is no such table, ``Fault/Code/badValue`` when one of several must be
    ///   chosen, and faults of reading.
    public static func read(_ path: String, hdu: String? = nil, notices: Notices = Notices()) throws -> HDUIndex {
        let path = try DataPath.expand(path)
        let reader = try FITSReader(path)
        let tables = IndexFiles.hduIndexPositions(in: reader)
        let numbers = tables.map(String.init).joined(separator: ", ")
        let position: Int
        if let hdu {
            position = try reader.position(of: hdu)
            guard tables.contains(position) else {
                throw Fault(
                    .missingHDU, "HDU '\(hdu)' is not an HDU index table", at: Origin(file: path, hdu: hdu),
                    hint: tables.isEmpty ? nil : "index tables here: \(numbers), counted from 0")
            }
        } else {
            guard let first = tables.first else {
                throw Fault(.missingHDU, "there is no HDU index table", at: Origin(file: path))
            }
            guard tables.count == 1 else {
                throw Fault(
                    .badValue, "the file holds \(tables.count) HDU index tables", at: Origin(file: path),
                    hint: "choose one by its number, counted from 0: \(numbers)")
            }
            position = first
        }
        return try HDUIndex(table: reader.table(position), folder: IndexFiles.folder(of: path), notices: notices)
    }
}

extension HDULocation {
    /// Opens the file: the reader, and the HDU's number from 1 as text, as ``FITSReader`` takes it.
    /// - Throws: ``Fault/Code/missingHDU``, faults of reading.
    public func open() throws -> (reader: FITSReader, hdu: String) {
        let reader = try FITSReader(path)
        return (reader, String(try reader.position(of: hdu) + 1))
    }
}
