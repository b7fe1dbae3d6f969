import GammaCore
import GammaData
import GammaDatasets
import GammaIO
import GammaMaps

extension HAWCData {
    /// Reads the data that an HDU index table lists: events, their intervals, and the maps of the types `aeff` (exposure),
    /// `bkg`, `psf` and `edisp`.
    /// - Parameters:
    ///   - path: file of the index.
    ///   - hdu: the table, by name or by number from 0; HAWC's files hold one for each class of events.
    ///   - observation: number of the observation; may be left out when there is one.
    /// - Throws: ``Fault/Code/missingHDU`` for a response that the index does not list, ``Fault/Code/unsupported`` for one
    ///   that is no map, ``Fault/Code/badUnit``, and all faults of reading, with file and HDU.
    public init(
        index path: String, hdu: String? = nil, observation: String? = nil, notices: Notices = Notices()
    ) throws {
        let listed = try ListedMaps(
            index: HDUIndex.read(path, hdu: hdu, notices: notices), path: path, observation: observation)
        try self.init(
            events: listed.read(.events) { try EventList(table: $0.table(named: $1)) },
            gti: listed.isListed(.gti) ? listed.read(.gti) { try GTI(table: $0.table(named: $1)) } : nil,
            exposure: listed.map(.aeff) { reader, hdu in
                let map = try WCSMap(reader: reader, hdu: hdu)
                try Self.checkExposure(map)
                return map
            },
            background: listed.map(.bkg) { reader, hdu in
                let map = try WCSMap(reader: reader, hdu: hdu)
                _ = try Self.isDensity(map)
                return map
            }, psf: listed.map(.psf) { try PSFMap.read($0.path, hdu: $1) },
            energyDispersion: listed.map(.edisp) { try EnergyDispersionMap.read($0.path, hdu: $1) },
            observationID: listed.observation)
    }
}

/// What an index lists for one observation.
private struct ListedMaps {
    let index: HDUIndex
    let path: String
    let observation: String

    init(index: HDUIndex, path: String, observation: String?) throws {
        let ids = index.observationIDs
        guard let id = observation ?? ids.first else {
            throw Fault(.noData, "the index lists no observation", at: Origin(file: path))
        }
        guard index.contains(id), observation != nil || ids.count == 1 else {
            throw Fault(
                .badValue,
                observation.map { "there is no observation \($0) in the index" }
                    ?? "the index lists \(ids.count) observations", at: Origin(file: path),
                hint: "choose one of \(ids.prefix(5).joined(separator: ", "))")
        }
        (self.index, self.path, self.observation) = (index, path, id)
    }

    func isListed(_ type: HDUType) -> Bool { index.location(observation, type) != nil }

    /// What `body` reads from the HDU of a type.
    func read<Result>(_ type: HDUType, _ body: (FITSReader, String) throws -> Result) throws -> Result {
        guard let location = index.location(observation, type) else {
            throw Fault(
                .missingHDU, "observation \(observation) has no \(type.rawValue), which maps need",
                at: Origin(file: path), hint: "list its HDU in the index")
        }
        do {
            let (reader, hdu) = try location.open()
            return try body(reader, hdu)
        } catch let fault as Fault {
            throw fault.located(in: location.origin)
        }
    }

    /// What `body` reads from a response, which must be a map.
    func map<Result>(_ type: HDUType, _ body: (FITSReader, String) throws -> Result) throws -> Result {
        if let location = index.location(observation, type), let known = location.hduClass {
            throw Fault(
                .unsupported,
                "the \(type.rawValue) of observation \(observation) is a table '\(known.rawValue)', no map",
                at: location.origin, hint: "observations with a pointing are reduced by MapDatasetMaker")
        }
        return try read(type, body)
    }
}
