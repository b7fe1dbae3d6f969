import GammaCore
import GammaIO

extension DataStore {
    /// Reads one observation: its events, good time intervals, pointing, and the responses of the given kinds.
    /// - Parameters:
    ///   - id: the number as text.
    ///   - required: kinds without which the observation is refused.
    ///   - loading: kinds that are read when they are there; all by default, and those required in any case.
    ///   - loadingEvents: whether the events themselves are read; their header always is.
    /// - Throws: ``Fault/Code/badValue`` for an unknown number, ``Fault/Code/missingHDU`` for a kind that is required and
    ///   missing, ``Fault/Code/fileNotFound``, and faults of reading.
    public func observation(
        _ id: String, required: Set<IRFKind> = [], loading: Set<IRFKind> = Set(IRFKind.allCases),
        loadingEvents: Bool = true, notices: Notices = Notices()
    ) throws -> Observation {
        guard hduIndex.contains(id) else {
            throw Fault(
                .badValue, "there is no observation \(id) in the archive", at: Origin(file: path),
                hint: nearestName(to: id, in: observationIDs).map { "did you mean \($0)?" })
        }
        try checkRequired(id, required)
        var files = OpenFiles()
        let events = try events(id, &files, loading: loadingEvents, notices)
        let gti = try GTI(table: files.table(location(id, .gti)))
        let pointing = try hduIndex.location(id, .pointing).map { try PointingTable(table: files.table($0)) }
        var responses = Responses()
        for kind in IRFKind.allCases where loading.contains(kind) || required.contains(kind) {
            guard let location = hduIndex.location(id, kind.hduType) else { continue }
            responses.set(try response(at: location, &files, notices))
        }
        try responses.completeRadMax()
        return try Observation(
            id: id, events: events, gti: gti, pointingTable: pointing, responses: responses, notices: notices)
    }

    /// Reads one observation by its number; see ``observation(_:required:loading:loadingEvents:notices:)-(String,_,_,_,_)``.
    public func observation(
        _ id: Int, required: Set<IRFKind> = [], loading: Set<IRFKind> = Set(IRFKind.allCases),
        loadingEvents: Bool = true, notices: Notices = Notices()
    ) throws -> Observation {
        try observation(
            String(id), required: required, loading: loading, loadingEvents: loadingEvents, notices: notices)
    }

    /// Reads the observations of a selection in parallel, in the order of ``ids(_:)``.
    ///
    /// Observations whose files are missing, or without a required kind of response, are left out and named in the
    /// notices of the execution.
    /// - Throws: ``Fault/Code/noData`` when none is left; faults of reading.
    public func observations(
        _ selection: ObservationSelection = .all, required: Set<IRFKind> = [],
        loading: Set<IRFKind> = Set(IRFKind.allCases), loadingEvents: Bool = true, execution: Execution = Execution()
    ) throws -> [Observation] {
        try mapObservations(
            selection, required: required, loading: loading, loadingEvents: loadingEvents, execution: execution
        ) { $0 }
    }

    /// Reads the observations of a selection in parallel and keeps only what `body` makes of each, so that no more of them
    /// are in memory than there are threads. Order and omissions as for
    /// ``observations(_:required:loading:loadingEvents:execution:)``.
    public func mapObservations<Result: Sendable>(
        _ selection: ObservationSelection = .all, required: Set<IRFKind> = [],
        loading: Set<IRFKind> = Set(IRFKind.allCases), loadingEvents: Bool = true, execution: Execution = Execution(),
        step: String? = nil, _ body: @Sendable (Observation) throws -> Result
    ) throws -> [Result] {
        let ids = try usableIDs(selection, required: required, notices: execution.notices)
        return try parallelMap(ids, execution, step: step) { id in
            try body(
                observation(
                    id, required: required, loading: loading, loadingEvents: loadingEvents, notices: execution.notices))
        }
    }

    /// Numbers of the observations of a selection that can be read and have the required responses; the others are named
    /// in the notices.
    /// - Throws: ``Fault/Code/noData`` when none is left.
    public func usableIDs(
        _ selection: ObservationSelection = .all, required: Set<IRFKind> = [], notices: Notices = Notices()
    ) throws -> [String] { try usableRuns(selection, required: required, notices: notices).ids }

    /// The same, with why others cannot be used: those asked for by number whose files are missing, and those that lack a
    /// response.
    /// - Throws: ``Fault/Code/noData`` when none is left, ``Fault/Code/missingHDU`` when that is because none has a response.
    public func usableRuns(
        _ selection: ObservationSelection = .all, required: Set<IRFKind> = [], notices: Notices = Notices()
    ) throws -> (ids: [String], failures: [RunFailure]) {
        var failures = (selection.explicitIDs ?? []).filter { missing[$0] != nil }.map { id in
            RunFailure(
                run: id,
                fault: Fault(.fileNotFound, "its file is not there", at: Origin(file: missing[id]?.first)))
        }
        let ids = try ids(selection).filter { id in
            do {
                try checkRequired(id, required)
                return true
            } catch {
                let fault = error as? Fault ?? Fault(.missingHDU, "\(error)")
                failures.append(RunFailure(run: id, fault: fault))
                return false
            }
        }
        for failure in failures {
            notices.add("observation \(failure.run) is left out: \(failure.fault.message)", at: failure.fault.origin)
        }
        guard !ids.isEmpty else {
            if missing.isEmpty, let fault = noneHas(required, failures.map(\.run)) { throw fault }
            let reason =
                missing.isEmpty
                ? failures.first?.fault.message ?? "the selection meets none of \(observationIDs.count)"
                : "files of \(missing.count) observations are not there"
            throw Fault(.noData, "no observation is left to work on", at: Origin(file: path), hint: reason)
        }
        return (ids, failures)
    }

    /// The fault for required responses that no run of a list has; nil when there is no such response.
    private func noneHas(_ required: Set<IRFKind>, _ ids: [String]) -> Fault? {
        let types = Self.needed(required)
        let absent = types.filter { type in !ids.isEmpty && ids.allSatisfy { hduIndex.location($0, type) == nil } }
        guard !absent.isEmpty else { return nil }
        let names = absent.map(\.rawValue).joined(separator: ", ")
        return Fault(
            .missingHDU, "no observation is left to work on: none of \(ids.count) has \(names)", at: typesOrigin,
            hint: Self.missingHint)
    }

    private func checkRequired(_ id: String, _ required: Set<IRFKind>) throws {
        let absent = Self.needed(required).filter { hduIndex.location(id, $0) == nil }
        guard absent.isEmpty else {
            throw Fault(
                .missingHDU, "observation \(id) has no \(absent.map(\.rawValue).joined(separator: ", "))",
                at: typesOrigin, hint: Self.missingHint)
        }
    }

    private static func needed(_ required: Set<IRFKind>) -> [HDUType] {
        [.events, .gti] + IRFKind.allCases.filter(required.contains).map(\.hduType)
    }

    /// Where the index lists what an observation has.
    private var typesOrigin: Origin {
        let index = hduIndex.origin
        return index.isEmpty ? Origin(file: path) : Origin(column: "HDU_TYPE").completed(by: index)
    }

    private static let missingHint =
        "add it to the archive and its index, or leave out the step that needs it"

    private func location(_ id: String, _ type: HDUType) throws -> HDULocation {
        if let location = hduIndex.location(id, type) { return location }
        throw Fault(.missingHDU, "observation \(id) has no \(type.rawValue)", at: typesOrigin, hint: Self.missingHint)
    }

    private func events(
        _ id: String, _ files: inout OpenFiles, loading: Bool, _ notices: Notices
    ) throws -> EventList {
        let location = try location(id, .events)
        if loading { return try EventList(table: files.table(location), notices: notices) }
        let header = try files.header(location)
        return .empty(timeReference: try TimeReference(header: header), header: header)
    }

    private func response(
        at location: HDULocation, _ files: inout OpenFiles, _ notices: Notices
    ) throws -> any InstrumentResponse {
        func read() throws -> any InstrumentResponse {
            let table = try files.table(location)
            let hduClass =
                HDUClass(header: table.header, name: "") ?? location.hduClass
                ?? HDUClass(columns: table.columns.map(\.name))
            guard let hduClass, hduClass.type == location.type else {
                throw Fault(
                    .unsupported, "the format of this response is not known", at: table.origin,
                    hint:
                        "known are \(HDUClass.allCases.filter { $0.type == location.type }.map(\.rawValue).joined(separator: ", "))"
                )
            }
            return try Responses.read(table, as: hduClass, notices: notices)
        }
        return try hduIndex.isShared(location) ? shared.response(at: location, read) : read()
    }
}

/// The files of one observation, each opened once.
private struct OpenFiles {
    private var readers: [String: FITSReader] = [:]

    mutating func table(_ location: HDULocation) throws -> Table {
        let reader = try reader(location.path)
        return try reader.table(reader.position(of: location.hdu))
    }

    mutating func header(_ location: HDULocation) throws -> FITSHeader {
        let reader = try reader(location.path)
        return try reader.header(reader.position(of: location.hdu))
    }

    private mutating func reader(_ path: String) throws -> FITSReader {
        if let reader = readers[path] { return reader }
        let reader = try FITSReader(path)
        readers[path] = reader
        return reader
    }
}
