import Foundation
import GammaCore
import GammaIO

/// Finds and opens the index files of an archive.
enum IndexFiles {
    /// Path of the HDU index in a folder, plain or compressed.
    static func hduIndex(in folder: String) -> String? {
        ["hdu-index.fits.gz", "hdu-index.fits"].map { joined(folder, $0) }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// The path itself when it names an index file, or the HDU index beside it when it names an observation index.
    static func hduIndex(at path: String) -> String? {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if name.hasPrefix("obs-index") { return hduIndex(in: folder(of: path)) }
        if name.hasPrefix("hdu-index") { return path }
        guard let reader = try? FITSReader(path), hduIndexPosition(in: reader) != nil else { return nil }
        return path
    }

    /// Reads the HDU index, and the observation index from the same file or the file beside it.
    static func open(_ path: String, notices: Notices) throws -> (HDUIndex, ObservationTable?) {
        let reader = try FITSReader(path)
        guard let position = hduIndexPosition(in: reader) else {
            throw Fault(.missingHDU, "there is no HDU index table", at: Origin(file: path))
        }
        let folder = folder(of: path)
        let index = try HDUIndex(table: reader.table(position), folder: folder, notices: notices)
        if let position = reader.optionalIndex(of: "OBS_INDEX"), reader.hdus[position].kind == .table,
            position != hduIndexPosition(in: reader)
        {
            return (index, try ObservationTable(table: reader.table(position), notices: notices))
        }
        let beside = ["obs-index.fits.gz", "obs-index.fits"].map { joined(folder, $0) }
            .first { FileManager.default.fileExists(atPath: $0) }
        guard let beside else {
            notices.add(
                "there is no observation index: observations can only be chosen by number", at: Origin(file: folder))
            return (index, nil)
        }
        let observations = try FITSReader(beside)
        guard let table = observations.hdus.firstIndex(where: { $0.kind == .table }) else {
            throw Fault(.missingHDU, "there is no observation index table", at: Origin(file: beside))
        }
        return (index, try ObservationTable(table: observations.table(table), notices: notices))
    }

    /// The table with the columns of an HDU index. Names and classes in headers cannot be relied on: real files call it
    /// OBS_INDEX, or nothing.
    private static func hduIndexPosition(in reader: FITSReader) -> Int? { hduIndexPositions(in: reader).first }

    /// All tables with the columns of an HDU index.
    static func hduIndexPositions(in reader: FITSReader) -> [Int] {
        reader.hdus.indices.filter { index in
            guard reader.hdus[index].kind == .table, let header = try? reader.header(index) else { return false }
            let names = header.cards.compactMap { card -> String? in
                guard card.keyword.hasPrefix("TTYPE"), case .string(let name) = card.value else { return nil }
                return name.trimmed.uppercased()
            }
            return Set(names).isSuperset(of: ["HDU_TYPE", "HDU_CLASS", "FILE_NAME"])
        }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
