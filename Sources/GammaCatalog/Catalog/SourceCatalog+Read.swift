import Foundation
import GammaCore
import GammaIO

extension SourceCatalog {
    /// Reads a catalogue; which one it is follows from its tables and columns.
    ///
    /// FITS (HGPS, 3FGL, 3FHL, 4FGL, 1LHAASO, gamma-cat), also compressed; ECSV and YAML (2HWC, 3HWC).
    /// - Parameter notices: told what was odd and left out.
    /// - Throws: faults that name file, HDU, column and row.
    public static func read(_ path: String, notices: Notices = Notices()) throws -> SourceCatalog {
        let path = try DataPath.expand(path)
        return try parse(FileBytes.read(path), path: path, notices: notices)
    }

    /// Reads a known catalogue from `$GAMMAPY_DATA/catalogs`.
    /// - Throws: ``Fault/Code/fileNotFound``, and as ``read(_:notices:)-(String,_)``.
    public static func read(_ family: CatalogFamily, notices: Notices = Notices()) throws -> SourceCatalog {
        try read(path(of: family), notices: notices)
    }

    /// Reads the file, or the known catalogue, of that name.
    /// - Throws: as ``read(_:notices:)-(String,_)``.
    public static func read(named name: String, notices: Notices = Notices()) throws -> SourceCatalog {
        try read(path(named: name), notices: notices)
    }

    /// The path of the file, or of the known catalogue, of that name. Whether a file is there is not asked.
    /// - Throws: ``Fault/Code/badValue`` for a name that is neither.
    public static func path(named name: String) throws -> String {
        let path = try DataPath.expand(name)
        if FileManager.default.fileExists(atPath: path) { return path }
        // A path that is not there is a wrong path, not an unknown catalogue.
        return name.contains("/") || name.contains(".") ? path : try self.path(of: CatalogFamily(parsing: name))
    }

    private static func path(of family: CatalogFamily) throws -> String {
        if let path = try family.file() { return path }
        let folder = try DataPath.expand("$GAMMAPY_DATA/catalogs")
        throw Fault(
            .fileNotFound, "there is no file of the \(family.title)", at: Origin(file: folder),
            hint: "put \(family.fileNames[0]) there, or name the file")
    }

    /// Reads a catalogue that is in memory.
    static func parse(_ bytes: [UInt8], path: String, notices: Notices = Notices()) throws -> SourceCatalog {
        if Gzip.isCompressed(bytes) || bytes.starts(with: Array("SIMPLE".utf8)) {
            return try read(FITSReader(bytes: bytes, path: path), notices)
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw Fault(.malformed, "this is neither FITS nor text", at: Origin(file: path))
        }
        if text.hasPrefix("# %ECSV") { return try HAWCTableReader(Table.parseECSV(text, file: path)).catalog() }
        return try HAWCTextReader(YAMLNode.parse(text, file: path)).catalog()
    }

    private static func read(_ reader: FITSReader, _ notices: Notices) throws -> SourceCatalog {
        if reader.optionalIndex(of: "HGPS_SOURCES") != nil { return try HGPSReader(reader).catalog() }
        if reader.optionalIndex(of: "LAT_Point_Source_Catalog") != nil {
            return try FermiReader(reader, notices).catalog()
        }
        let tables = try reader.hdus.filter { $0.kind == .table }.map { try reader.table($0.index) }
        for table in tables {
            if table.optionalColumn("N0") != nil, table.optionalColumn("Model_a") != nil {
                return try LHAASOReader(table).catalog()
            }
            if table.optionalColumn("common_name") != nil, table.optionalColumn("spec_type") != nil {
                return try GammaCatReader(table).catalog()
            }
        }
        let names = reader.hdus.map(\.name).filter { !$0.isEmpty }
        throw Fault(
            .unsupported, "this is no catalogue that is known here", at: Origin(file: reader.path),
            hint: "known: \(CatalogFamily.allCases.map(\.rawValue).joined(separator: ", ")); the file has the HDUs "
                + (names.isEmpty ? "without names" : names.joined(separator: ", ")))
    }
}
