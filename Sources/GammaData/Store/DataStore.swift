import Foundation
import GammaCore
import GammaIO

/// An archive of observations: its index tables, and observations read from it when asked for.
///
/// Files that the index lists and that are not there are named in the notices; the rest of the archive can be used.
public struct DataStore: Sendable {
    /// Folder or file that the store was made from.
    public let path: String
    /// Which HDU of which file belongs to which observation.
    public let hduIndex: HDUIndex
    /// One row an observation; nil when the archive has none.
    public let observationTable: ObservationTable?
    /// Observations with a file that is not there, and those files.
    public let missing: [String: [String]]
    let shared = SharedResponses()

    /// Opens a folder with `hdu-index.fits(.gz)` and perhaps `obs-index.fits(.gz)`, one of these index files itself, a
    /// file with both tables, a folder without index (all its FITS files are looked through), or one file of events.
    ///
    /// `$NAME` and `~` in the path are replaced.
    /// - Throws: ``Fault/Code/fileNotFound``, ``Fault/Code/noData`` when no observation is found, and faults of the index.
    public init(_ path: String, notices: Notices = Notices(), execution: Execution = Execution()) throws {
        let path = try DataPath.expand(path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Fault(.fileNotFound, "there is no file or folder '\(path)'", at: Origin(file: path))
        }
        let opened: (HDUIndex, ObservationTable?)
        if let index = isFolder.boolValue ? IndexFiles.hduIndex(in: path) : IndexFiles.hduIndex(at: path) {
            opened = try IndexFiles.open(index, notices: notices)
        } else {
            let files = isFolder.boolValue ? ArchiveScan.fitsFiles(in: path) : [path]
            opened = try ArchiveScan(files: files, root: isFolder.boolValue ? path : nil, notices: notices)
                .run(execution)
        }
        self.init(path: path, hduIndex: opened.0, observationTable: opened.1, notices: notices)
        guard !hduIndex.observationIDs.isEmpty else {
            throw Fault(
                .noData, "no observation was found", at: Origin(file: path),
                hint: "an archive has hdu-index.fits.gz, or FITS files with events")
        }
    }

    /// Makes a store of event files; responses are in the same files, in `responseFiles` (one for all, or one an event
    /// file), or where the keywords CALDB and IRF of the events point to below `$CALDB`.
    /// - Throws: ``Fault/Code/noData`` when no observation is found.
    public init(
        eventFiles: [String], responseFiles: [String] = [], notices: Notices = Notices(),
        execution: Execution = Execution()
    ) throws {
        guard responseFiles.count <= 1 || responseFiles.count == eventFiles.count else {
            throw Fault(
                .incompatible, "\(responseFiles.count) response files do not fit \(eventFiles.count) event files")
        }
        let scan = ArchiveScan(
            files: try eventFiles.map(DataPath.expand), responseFiles: try responseFiles.map(DataPath.expand),
            notices: notices)
        let (index, table) = try scan.run(execution)
        self.init(path: eventFiles.first ?? "", hduIndex: index, observationTable: table, notices: notices)
        guard !hduIndex.observationIDs.isEmpty else { throw Fault(.noData, "no observation was found") }
    }

    /// Makes a store from index tables.
    public init(path: String, hduIndex: HDUIndex, observationTable: ObservationTable?, notices: Notices = Notices()) {
        self.path = path
        self.hduIndex = hduIndex
        self.observationTable = observationTable
        var isThere: [String: Bool] = [:]
        var missing: [String: [String]] = [:]
        for id in hduIndex.observationIDs {
            for location in hduIndex.locations(of: id) {
                let found = isThere[location.path] ?? FileManager.default.fileExists(atPath: location.path)
                if isThere.updateValue(found, forKey: location.path) == nil, !found {
                    notices.add("the file is listed in the index but is not there", at: Origin(file: location.path))
                }
                if !found, missing[id]?.contains(location.path) != true {
                    missing[id, default: []].append(location.path)
                }
            }
        }
        self.missing = missing
    }

    /// Numbers of all observations of the HDU index as text, in order.
    public var observationIDs: [String] { hduIndex.observationIDs }

    /// Numbers of the observations that meet a selection and whose files are there.
    ///
    /// Numbers asked for come in the order they were asked for, otherwise they are sorted.
    /// - Throws: ``Fault/Code/badValue`` for a number that is not in the archive; ``Fault/Code/noData`` when a criterion
    ///   needs an observation index and there is none.
    public func ids(_ selection: ObservationSelection = .all) throws -> [String] {
        for id in selection.explicitIDs ?? [] where !hduIndex.contains(id) {
            throw Fault(
                .badValue, "there is no observation \(id) in the archive", at: Origin(file: path),
                hint: nearestName(to: id, in: observationIDs).map { "did you mean \($0)?" }
                    ?? "there are \(observationIDs.count), from \(observationIDs.first ?? "") to "
                    + "\(observationIDs.last ?? "")")
        }
        var ids = selection.explicitIDs ?? observationIDs
        if selection.needsTable {
            guard let observationTable else {
                throw Fault(.noData, "the archive has no observation index to select from", at: Origin(file: path))
            }
            let matching = Set(try observationTable.ids(matching: selection))
            ids = ids.filter(matching.contains)
        }
        return ids.filter { missing[$0] == nil }
    }
}
