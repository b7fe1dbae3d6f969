import GammaCore
import GammaIO

extension Observation {
    /// Reads an observation from a file with events and good time intervals, and responses from the same file or
    /// another.
    /// - Throws: faults of the files and what is in them.
    public static func read(
        _ path: String, responses responsePath: String? = nil, notices: Notices = Notices()
    ) throws -> Observation {
        let path = try DataPath.expand(path)
        let reader = try FITSReader(path)
        let events = try EventList(table: reader.table(reader.position(of: .events)))
        let gti = try GTI(table: reader.table(reader.position(of: .gti)))
        let table = try? reader.position(of: .pointing)
        return try Observation(
            events: events, gti: gti, pointingTable: table.map { try PointingTable(table: reader.table($0)) },
            responses: Responses.read(responsePath ?? path, notices: notices), notices: notices)
    }

    /// The HDUs of the observation: EVENTS, GTI, POINTING when there is a table, and the responses.
    public func hdus(includingResponses: Bool = true) -> [FITSHDU] {
        var header = header
        if header["OBS_ID"] == nil { header["OBS_ID"] = Int(id).map { .int($0) } ?? .string(id) }
        pointing.write(to: &header)
        // The correction is kept as it was read, not as 1 − (1 − DEADC).
        if header.double("DEADC").map({ 1 - $0 }) != deadTimeFraction {
            header["DEADC"] = .double(1 - deadTimeFraction)
        }
        header["ONTIME"] = .double(ontime)
        header["LIVETIME"] = .double(livetime)
        if let start, let stop {
            header["TSTART"] = .double(events.timeReference.seconds(of: start))
            header["TSTOP"] = .double(events.timeReference.seconds(of: stop))
        }
        if let location {
            header["GEOLON"] = .double(location.longitude)
            header["GEOLAT"] = .double(location.latitude)
            header["ALTITUDE"] = .double(location.height)
        }
        if header["RADECSYS"] == nil, header["RADESYS"] == nil { header["RADECSYS"] = .string("ICRS") }
        if header["EQUINOX"] == nil { header["EQUINOX"] = .double(2000) }
        var tables = [events.replacingHeader(header).fitsTable(), gti.table()]
        if case .table(let pointing) = pointing { tables.append(pointing.fitsTable()) }
        if includingResponses { tables += responses.all.map { $0.table() } }
        return tables.map { .table($0) }
    }

    /// Writes the observation to one file.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String, includingResponses: Bool = true) throws {
        try FITSWriter.write(hdus(includingResponses: includingResponses), to: DataPath.expand(path))
    }
}

extension PointingTable {
    /// The POINTING table to be written.
    func fitsTable() -> Table {
        var table = table
        table.name = "POINTING"
        table.header = FITSHeader.withoutFileCards(table.header)
        if table.header["HDUCLASS"] == nil { table.header["HDUCLASS"] = .string("GADF") }
        table.header["HDUCLAS1"] = .string("POINTING")
        reference.write(to: &table.header)
        return table
    }
}
