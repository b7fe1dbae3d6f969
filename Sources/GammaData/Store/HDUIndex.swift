import Foundation
import GammaCore
import GammaIO

/// The HDU index of an archive: which HDU of which file belongs to which observation.
public struct HDUIndex: Sendable {
    /// All locations in the order of the table.
    public let locations: [HDULocation]
    /// Observations in the order of their numbers.
    public let observationIDs: [String]
    /// The table that was read; empty for an index that was made.
    public private(set) var origin = Origin()
    private let byObservation: [String: [HDUType: HDULocation]]
    /// How many observations use an HDU.
    private let users: [HDULocation: Int]

    /// Makes an index; of several locations of one type for an observation the first is taken, with a notice.
    public init(_ locations: [HDULocation], notices: Notices = Notices()) {
        var byObservation: [String: [HDUType: HDULocation]] = [:]
        var users: [HDULocation: Int] = [:]
        for location in locations {
            let known = byObservation[location.observationID, default: [:]][location.type]
            if known != nil, known != location {
                notices.add(
                    "observation \(location.observationID) has more than one HDU of type \(location.type.rawValue): "
                        + "the first is used", at: location.origin)
                continue
            }
            byObservation[location.observationID, default: [:]][location.type] = location
            users[location.shared, default: 0] += 1
        }
        self.locations = locations
        self.byObservation = byObservation
        self.users = users
        observationIDs = sortedIDs(byObservation.keys)
    }

    /// Reads an index table.
    /// - Parameter folder: where relative folders start, unless the header's BASE_DIR says otherwise.
    /// - Throws: faults for missing columns and for environment variables that are not set.
    public init(table: Table, folder: String, notices: Notices = Notices()) throws {
        let ids = try table.identifiers("OBS_ID")
        let types = try table.texts("HDU_TYPE")
        let classes = try table.texts("HDU_CLASS")
        let folders = try table.texts("FILE_DIR")
        let files = try table.texts("FILE_NAME")
        let names = try table.texts("HDU_NAME")
        let base = try Self.baseFolder(table.header, folder: folder, notices: notices)
        var expanded: [String: String] = [:]
        var locations: [HDULocation] = []
        locations.reserveCapacity(ids.count)
        for row in ids.indices {
            guard let type = HDUType(rawValue: types[row].lowercased()) else {
                notices.add("HDU_TYPE '\(types[row])' is not known and left out", at: table.origin)
                continue
            }
            let directory: String
            if let known = expanded[folders[row]] {
                directory = known
            } else {
                directory = joined(base, try DataPath.expand(folders[row]))
                expanded[folders[row]] = directory
            }
            locations.append(
                HDULocation(
                    observationID: ids[row], type: type, hduClass: HDUClass(rawValue: classes[row].lowercased()),
                    path: joined(directory, files[row]), hdu: names[row]))
        }
        self.init(locations, notices: notices)
        origin = table.origin
    }

    /// BASE_DIR of the header, relative to the folder of the index; the folder itself when there is none, or when it
    /// is that of another machine.
    private static func baseFolder(_ header: FITSHeader, folder: String, notices: Notices) throws -> String {
        guard let text = header.string("BASE_DIR"), !text.isEmpty else { return folder }
        let base = joined(folder, try DataPath.expand(text))
        guard FileManager.default.fileExists(atPath: base) else {
            notices.add("BASE_DIR '\(text)' is not there: files are looked for beside the index", at: header.origin)
            return folder
        }
        return base
    }

    /// Whether there is such an observation.
    public func contains(_ id: String) -> Bool { byObservation[id] != nil }

    /// Location of an HDU of an observation.
    public func location(_ id: String, _ type: HDUType) -> HDULocation? { byObservation[id]?[type] }

    /// Locations of all HDUs of an observation, in the order of ``HDUType``.
    public func locations(of id: String) -> [HDULocation] {
        HDUType.allCases.compactMap { byObservation[id]?[$0] }
    }

    /// Whether several observations use the HDU at this location.
    func isShared(_ location: HDULocation) -> Bool { users[location.shared, default: 0] > 1 }
}

extension HDULocation {
    /// The location without the observation, the same for all that share it.
    var shared: HDULocation {
        var location = self
        location.observationID = ""
        return location
    }
}

/// Identifiers in the order of their numbers, then those that are no numbers in the order of their text.
func sortedIDs(_ ids: some Sequence<String>) -> [String] {
    ids.map { (id: $0, number: Int($0) ?? Int.max) }
        .sorted { ($0.number, $0.id) < ($1.number, $1.id) }
        .map(\.id)
}

/// A path relative to a folder, without `.` and `..`; an absolute path stays as it is.
func joined(_ folder: String, _ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : folder.isEmpty ? path : folder + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
        if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    let text = parts.joined(separator: "/")
    return whole.hasPrefix("/") ? "/" + text : text.isEmpty ? "." : text
}

extension Table {
    /// Texts of a column without blanks at either end.
    func texts(_ name: String) throws -> [String] {
        let column = try column(name)
        guard let texts = column.strings, texts.count == rowCount else {
            throw Fault(
                .badColumn, "column '\(name)' does not hold one text a row",
                at: Origin(column: name).completed(by: origin))
        }
        return texts.map(\.trimmed)
    }

    /// Observation numbers as text, from an integer or a text column.
    func identifiers(_ name: String) throws -> [String] {
        let column = try column(name)
        if column.strings != nil { return try texts(name) }
        guard let numbers = column.integers, numbers.count == rowCount else {
            throw Fault(
                .badColumn, "column '\(name)' does not hold one number a row",
                at: Origin(column: name).completed(by: origin))
        }
        return numbers.map(String.init)
    }
}
