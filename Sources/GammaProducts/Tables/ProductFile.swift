import GammaCore
import GammaIO

/// The two kinds of file in which tables of products are kept: FITS tables and ECSV text.
enum ProductFile {
    /// The table of a file and the good time intervals beside it.
    static func read(_ path: String, named name: String = "FLUXPOINTS") throws -> (table: Table, gti: Table?) {
        let path = try DataPath.expand(path)
        let bytes = try FileBytes.read(path)
        let isFITS =
            bytes.starts(with: Array("SIMPLE".utf8)) || bytes.starts(with: [0x1f, 0x8b]) || hasFITSName(path)
        guard isFITS else { return (try Table.readECSV(path), nil) }
        let reader = try FITSReader(bytes: bytes, path: path)
        let gti = reader.optionalIndex(of: "GTI")
        let named = reader.optionalIndex(of: name)
        let tables = reader.hdus.indices.filter { reader.hdus[$0].kind == .table && $0 != gti }
        // Older files have one table without a name.
        guard let index = named ?? tables.first(where: { reader.hdus[$0].name.isEmpty }) ?? tables.first else {
            throw Fault(.missingHDU, "there is no table", at: Origin(file: path, hdu: name))
        }
        return (try reader.table(index), try gti.map { try reader.table($0) })
    }

    /// Writes a table as FITS (names ending in .fits, .fit, .fits.gz) with its good time intervals, or as ECSV text.
    static func write(
        _ table: Table, named name: String = "FLUXPOINTS", gti: Table? = nil, to path: String, ecsvText: String? = nil
    ) throws {
        let path = try DataPath.expand(path)
        guard hasFITSName(path) else {
            try AtomicFile.write(ecsvText ?? table.ecsvText, to: path)
            return
        }
        var fits = table
        fits.name = name
        var hdus = [FITSHDU.table(fits)]
        if var gti {
            gti.name = "GTI"
            hdus.append(.table(gti))
        }
        try FITSWriter.write(hdus, to: path)
    }

    private static func hasFITSName(_ path: String) -> Bool {
        [".fits", ".fit", ".fits.gz", ".fit.gz"].contains(where: path.lowercased().hasSuffix)
    }
}

extension Table {
    /// Every column as an array by its name, as `--json` prints them.
    func jsonColumns() -> JSONValue {
        .object(
            columns.map { column in
                let items: [JSONValue]
                if let texts = column.strings {
                    items = texts.map { .string($0) }
                } else if case .bool(let flags) = column.values {
                    items = flags.map { .bool($0) }
                } else {
                    items = (column.doubles ?? []).map { .double($0) }
                }
                return (column.name, Self.nested(items, shape: column.shape))
            })
    }

    /// The flat values of a column as arrays of arrays; `shape` in FITS order.
    private static func nested(_ items: [JSONValue], shape: [Int]) -> JSONValue {
        var items = items
        for length in shape where length > 0 {
            items = stride(from: 0, to: items.count, by: length).map { .array(Array(items[$0..<$0 + length])) }
        }
        return .array(items)
    }
}
