import Foundation
import GammaCore
import GammaIO

/// Builds index tables from the headers of event files, for archives without index.
struct ArchiveScan: Sendable {
    let files: [String]
    /// One for all event files, one an event file, or none.
    var responseFiles: [String] = []
    /// Folder that is searched for a calibration database.
    var root: String?
    let notices: Notices

    init(files: [String], responseFiles: [String] = [], root: String? = nil, notices: Notices) {
        self.files = files
        self.responseFiles = responseFiles
        self.root = root
        self.notices = notices
    }

    /// All FITS files below a folder, in order.
    static func fitsFiles(in folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            let lower = name.lowercased()
            return [".fits", ".fits.gz", ".fit", ".fit.gz"].contains { lower.hasSuffix($0) }
        }.sorted().map { joined(folder, $0) }
    }

    func run(_ execution: Execution) throws -> (HDUIndex, ObservationTable?) {
        let contents = try parallelMap(Array(files.indices), execution) { position in
            self.contents(of: files[position], position)
        }.compactMap { $0 }
        let index = HDUIndex(contents.flatMap(\.locations), notices: notices)
        let table =
            contents.isEmpty
            ? nil : try ObservationTable(table: observationTable(contents.map(\.header)), notices: notices)
        return (index, table)
    }

    private struct Contents: Sendable {
        var header: FITSHeader
        var locations: [HDULocation]
    }

    /// What a file holds; nil when it holds no events, or cannot be read.
    private func contents(of path: String, _ position: Int) -> Contents? {
        do {
            let reader = try FITSReader(path)
            let found = try reader.classifiedHDUs()
            guard let events = found.first(where: { $0.hduClass == .events }) else { return nil }
            var header = try reader.header(events.index)
            let id = header.string("OBS_ID") ?? String(position + 1)
            header["OBS_ID"] = .string(id)
            let own = locations(found, reader, id)
            var responses = own.filter { location in IRFKind.allCases.contains { $0.hduType == location.type } }
            if responses.isEmpty, let file = try responseFile(position, header) {
                let reader = try FITSReader(file)
                responses = locations(try reader.classifiedHDUs(), reader, id)
                    .filter { location in IRFKind.allCases.contains { $0.hduType == location.type } }
            }
            let data = own.filter { [.events, .gti, .pointing].contains($0.type) }
            return Contents(header: header, locations: data + responses)
        } catch {
            let fault = error as? Fault
            notices.add(
                "the file is left out: \(fault?.message ?? "\(error)")", at: fault?.origin ?? Origin(file: path))
            return nil
        }
    }

    private func locations(
        _ found: [(index: Int, hduClass: HDUClass)], _ reader: FITSReader, _ id: String
    ) -> [HDULocation] {
        var types: Set<HDUType> = []
        return found.compactMap { index, hduClass in
            guard types.insert(hduClass.type).inserted else {
                notices.add(
                    "more than one HDU of type \(hduClass.type.rawValue): the first is used",
                    at: Origin(file: reader.path))
                return nil
            }
            let name = reader.hdus[index].name
            let isUnique = reader.hdus.filter { $0.name == name }.count == 1
            return HDULocation(
                observationID: id, type: hduClass.type, hduClass: hduClass, path: reader.path,
                hdu: isUnique && !name.isEmpty ? name : String(index))
        }
    }

    /// The file that was given, or the one that CALDB and IRF name in a calibration database: below `$CALDB`, or below a
    /// folder `caldb` of the archive.
    private func responseFile(_ position: Int, _ header: FITSHeader) throws -> String? {
        if responseFiles.count == 1 { return responseFiles[0] }
        if responseFiles.indices.contains(position) { return responseFiles[position] }
        guard let caldb = header.string("CALDB"), let irf = header.string("IRF"),
            let telescope = header.string("TELESCOP")
        else { return nil }
        let tail = "data/\(telescope.lowercased())/\(caldb)/bcf/\(irf)/irf_file.fits"
        let roots = [ProcessInfo.processInfo.environment["CALDB"], root.map { joined($0, "caldb") }].compactMap { $0 }
        let candidates = roots.flatMap { [joined($0, tail), joined($0, tail + ".gz")] }
        let file = candidates.first { FileManager.default.fileExists(atPath: $0) }
        if file == nil {
            notices.add("the responses '\(irf)' of '\(caldb)' were not found; CALDB may not be set", at: header.origin)
        }
        return file
    }

    /// An observation index made from the headers of the event lists.
    private func observationTable(_ headers: [FITSHeader]) -> Table {
        let numbers = ["RA_PNT", "DEC_PNT", "RA_OBJ", "DEC_OBJ", "TSTART", "TSTOP", "ONTIME", "LIVETIME", "DEADC"]
        let units = ["RA_PNT": "deg", "DEC_PNT": "deg", "RA_OBJ": "deg", "DEC_OBJ": "deg"]
        let times: Set = ["TSTART", "TSTOP", "ONTIME", "LIVETIME"]
        var columns = [Column("OBS_ID", .string(headers.map { $0.string("OBS_ID") ?? "" }))]
        for name in numbers {
            let values = headers.map { $0.double(name) ?? .nan }
            columns.append(Column(name, .double(values), unit: times.contains(name) ? "s" : units[name] ?? ""))
        }
        for name in ["OBJECT", "TELESCOP", "INSTRUME", "OBS_MODE"] {
            columns.append(Column(name, .string(headers.map { $0.string(name) ?? "" })))
        }
        var header = FITSHeader()
        let references = Set(headers.map { try? TimeReference(header: $0) })
        if references.count == 1, let reference = references.first.flatMap({ $0 }) {
            reference.write(to: &header)
        } else {
            notices.add("the event files have different time references: observations cannot be chosen by time")
        }
        return Table(name: "OBS_INDEX", header: header, columns: columns)
    }
}
