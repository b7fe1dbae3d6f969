import GammaCore
import GammaIO
import GammaMaps

/// What one file holds, of events, times, responses and maps.
public enum DL3File {
    /// The content of one HDU.
    public enum Content: Sendable {
        /// Events.
        case events(EventList)
        /// Good time intervals.
        case gti(GTI)
        /// Pointing directions.
        case pointing(PointingTable)
        /// An instrument response.
        case response(any InstrumentResponse)
        /// A map.
        case map(MapSummary)
        /// A table or an image of another kind, with the names of its columns.
        case other(HDUSummary, columns: [String])
    }

    /// A content with its place.
    public struct Entry: Sendable {
        /// `HDU 2 [EVENTS]`.
        public let place: String
        /// What is there.
        public let content: Content

        /// Kind, axes and what is characteristic.
        public var summary: Summary {
            var summary = content.summary
            summary.title = "\(place): \(summary.title)"
            return summary
        }
    }

    /// Every HDU with data, in order; what cannot be read is named in the notices.
    /// - Throws: faults of opening the file.
    public static func contents(_ path: String, notices: Notices = Notices()) throws -> [Entry] {
        let reader = try FITSReader(DataPath.expand(path))
        let classes = Dictionary(uniqueKeysWithValues: try reader.classifiedHDUs().map { ($0.index, $0.hduClass) })
        let maps = try MapSummary.list(reader)
        return reader.hdus.indices.compactMap { index in
            let hdu = reader.hdus[index]
            let place = hdu.name.isEmpty ? "HDU \(hdu.number)" : "HDU \(hdu.number) [\(hdu.name)]"
            guard let hduClass = classes[index] else {
                if let map = maps.first(where: { $0.number == hdu.number }) {
                    return Entry(place: place, content: .map(map))
                }
                // The axes of a map are told with it.
                if hdu.name.hasSuffix("_BANDS"), maps.contains(where: { $0.name + "_BANDS" == hdu.name }) { return nil }
                guard hdu.shape.contains(where: { $0 > 0 }), let header = try? reader.header(index) else { return nil }
                let columns = (1...max(1, header.int("TFIELDS") ?? 1)).prefix(999).compactMap {
                    header.string("TTYPE\($0)")
                }
                return Entry(place: place, content: .other(hdu, columns: columns))
            }
            do {
                return Entry(place: place, content: try content(reader.table(index), hduClass, notices))
            } catch {
                let fault = error as? Fault ?? Fault(.malformed, "\(error)", at: Origin(file: path))
                notices.add("the HDU is left out: \(fault.message)", at: fault.origin)
                return nil
            }
        }
    }

    /// A summary of each HDU with data, in order; what cannot be read is named in the notices.
    /// - Throws: faults of opening the file.
    public static func summaries(_ path: String, notices: Notices = Notices()) throws -> [Summary] {
        try contents(path, notices: notices).map(\.summary)
    }

    private static func content(_ table: Table, _ hduClass: HDUClass, _ notices: Notices) throws -> Content {
        switch hduClass {
        case .events: .events(try EventList(table: table))
        case .gti: .gti(try GTI(table: table))
        case .pointing: .pointing(try PointingTable(table: table))
        default: .response(try Responses.read(table, as: hduClass, notices: notices))
        }
    }
}
