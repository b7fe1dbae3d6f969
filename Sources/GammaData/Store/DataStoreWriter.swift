import Foundation
import GammaCore
import GammaIO
import GammaMaps

/// Writes archives: one file an observation in the folder `data`, and the index files that make a ``DataStore`` of it.
public struct DataStoreWriter: Sendable {
    /// Folder of the archive.
    public let folder: String
    /// Whether files are compressed.
    public let isCompressed: Bool

    /// What the index tables say about one observation.
    public struct Entry: Sendable {
        fileprivate let id: String
        fileprivate let file: String
        fileprivate let hdus: [(hduClass: HDUClass, name: String)]
        fileprivate let header: FITSHeader
        fileprivate let reference: TimeReference
        fileprivate let eventCount: Int
    }

    /// Makes the folder when it is not there.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public init(_ folder: String, isCompressed: Bool = true) throws {
        self.folder = try DataPath.expand(folder)
        self.isCompressed = isCompressed
        do {
            try FileManager.default.createDirectory(
                atPath: joined(self.folder, "data"), withIntermediateDirectories: true)
        } catch {
            throw Fault(.fileUnwritable, "the folder cannot be made", at: Origin(file: self.folder))
        }
    }

    /// Writes observations in parallel and then the index files.
    /// - Throws: ``Fault/Code/badValue`` for two observations of one number, ``Fault/Code/fileUnwritable``.
    public func write(_ observations: [Observation], execution: Execution = Execution()) throws {
        try finish(parallelMap(observations, execution) { try write($0) })
    }

    /// Writes the file of one observation; may be called from any thread.
    /// - Returns: what ``finish(_:)`` needs to know.
    public func write(_ observation: Observation) throws -> Entry {
        let hdus = observation.hdus()
        let tables = hdus.compactMap { if case .table(let table) = $0 { table } else { nil } }
        let name = String(observation.id.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
        let padded = String(repeating: "0", count: max(0, 6 - name.count)) + name
        let file = "obs_\(padded).fits" + (isCompressed ? ".gz" : "")
        try FITSWriter.write(hdus, to: joined(folder, "data/" + file))
        return Entry(
            id: observation.id, file: file,
            hdus: tables.compactMap { table in HDUClass(header: table.header, name: table.name).map { ($0, table.name) }
            },
            header: tables.first?.header ?? FITSHeader(), reference: observation.events.timeReference,
            eventCount: observation.events.count)
    }

    /// Writes the index files, in the order of the observations' numbers.
    public func finish(_ entries: [Entry]) throws {
        let byID = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard byID.count == entries.count else {
            throw Fault(.badValue, "two observations have the same number", at: Origin(file: folder))
        }
        let sorted = sortedIDs(byID.keys).compactMap { byID[$0] }
        let suffix = isCompressed ? ".gz" : ""
        try FITSWriter.write([.table(hduIndex(sorted))], to: joined(folder, "hdu-index.fits" + suffix))
        try FITSWriter.write([.table(observationIndex(sorted))], to: joined(folder, "obs-index.fits" + suffix))
    }

    private func hduIndex(_ entries: [Entry]) -> Table {
        let rows = entries.flatMap { entry in entry.hdus.map { (entry, $0) } }
        return Table(
            name: "HDU_INDEX", header: header("HDU"),
            columns: [
                identifiers(rows.map(\.0.id)), Column("HDU_TYPE", .string(rows.map(\.1.hduClass.type.rawValue))),
                Column("HDU_CLASS", .string(rows.map(\.1.hduClass.rawValue))),
                Column("FILE_DIR", .string(rows.map { _ in "data" })), Column("FILE_NAME", .string(rows.map(\.0.file))),
                Column("HDU_NAME", .string(rows.map(\.1.name))),
            ])
    }

    private func observationIndex(_ entries: [Entry]) -> Table {
        let reference = entries.first?.reference ?? .year2000
        var header = header("OBS")
        reference.write(to: &header)
        for keyword in ["GEOLON", "GEOLAT", "ALTITUDE"] {
            let values = Set(entries.map { $0.header.double(keyword) })
            if values.count == 1, let value = values.first.flatMap({ $0 }) { header[keyword] = .double(value) }
        }
        func numbers(_ name: String, unit: String) -> Column {
            Column(name, .double(entries.map { $0.header.double(name) ?? .nan }), unit: unit)
        }
        func times(_ name: String) -> [Double] {
            entries.map { entry in
                let time = entry.header.double(name) ?? .nan
                return entry.reference == reference ? time : reference.seconds(of: entry.reference.instant(time))
            }
        }
        func texts(_ name: String) -> Column { Column(name, .string(entries.map { $0.header.string(name) ?? "" })) }
        let zenith = entries.map { 90 - ($0.header.double("ALT_PNT") ?? .nan) }
        return Table(
            name: "OBS_INDEX", header: header,
            columns: [
                identifiers(entries.map(\.id)), numbers("RA_PNT", unit: "deg"), numbers("DEC_PNT", unit: "deg"),
                Column("ZEN_PNT", .double(zenith), unit: "deg"), numbers("ALT_PNT", unit: "deg"),
                numbers("AZ_PNT", unit: "deg"), texts("OBJECT"), numbers("RA_OBJ", unit: "deg"),
                numbers("DEC_OBJ", unit: "deg"), Column("TSTART", .double(times("TSTART")), unit: "s"),
                Column("TSTOP", .double(times("TSTOP")), unit: "s"), numbers("ONTIME", unit: "s"),
                numbers("LIVETIME", unit: "s"), numbers("DEADC", unit: ""), texts("TELESCOP"), texts("INSTRUME"),
                texts("OBS_MODE"), Column("EVENT_COUNT", .int64(entries.map { Int64($0.eventCount) })),
            ])
    }

    private func header(_ content: String) -> FITSHeader {
        var header = FITSHeader()
        header["HDUCLASS"] = .string("GADF")
        header["HDUDOC"] = .string("https://github.com/open-gamma-ray-astro/gamma-astro-data-formats")
        header["HDUVERS"] = .string("0.3")
        header["HDUCLAS1"] = .string("INDEX")
        header["HDUCLAS2"] = .string(content)
        return header
    }

    /// Numbers where all are numbers, as the format asks; else text.
    private func identifiers(_ ids: [String]) -> Column {
        let numbers = ids.compactMap { Int64($0) }
        return Column("OBS_ID", numbers.count == ids.count ? .int64(numbers) : .string(ids))
    }
}
