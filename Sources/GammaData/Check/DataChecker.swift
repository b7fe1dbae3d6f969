import GammaCore
import GammaIO

/// Checks an archive: its index tables, whether every HDU can be read, keywords, and values that cannot be.
public struct DataChecker: Sendable {
    /// The archive.
    public let store: DataStore

    /// Makes a checker.
    public init(_ store: DataStore) { self.store = store }

    /// Checks everything; observations in parallel, findings in the order index, then observations.
    /// - Throws: ``Fault/Code/cancelled`` only; whatever is wrong with the data is a finding.
    public func run(_ execution: Execution = Execution()) throws -> [CheckFinding] {
        let ids = store.observationIDs
        let findings = try parallelMap(ids, execution, step: "check") { id in
            check(observation: id).map { finding in
                var finding = finding
                finding.observationID = id
                return finding
            }
        }
        var seen: Set<CheckFinding> = []
        // Responses that observations share are found faulty only once.
        return (checkIndex() + findings.joined()).filter { finding in
            var anonymous = finding
            if finding.origin.file != nil { anonymous.observationID = nil }
            return seen.insert(anonymous).inserted
        }
    }

    /// Compares the index tables with each other.
    func checkIndex() -> [CheckFinding] {
        guard let table = store.observationTable else {
            return [CheckFinding(.warning, "there is no observation index", at: Origin(file: store.path))]
        }
        var report = CheckReport(origin: table.table.origin)
        for (name, unit) in [("OBS_ID", ""), ("RA_PNT", "deg"), ("DEC_PNT", "deg"), ("TSTART", "s"), ("TSTOP", "s")] {
            guard let column = table.table.optionalColumn(name) else {
                report.add(.error, "column \(name) is missing", column: name)
                continue
            }
            let isRight = unit.isEmpty || (try? Unit(parsing: column.unit)) == (try? Unit(parsing: unit))
            if !isRight {
                report.add(.warning, "the unit of column \(name) is '\(column.unit)' and not \(unit)", column: name)
            }
        }
        for keyword in ["MJDREFI", "MJDREFF", "TIMEUNIT", "TIMESYS", "TIMEREF"] where table.table.header[keyword] == nil
        {
            report.add(.warning, "keyword \(keyword) is missing", keyword: keyword)
        }
        for id in table.ids where !store.hduIndex.contains(id) {
            report.add(.error, "observation \(id) is not in the HDU index", column: "OBS_ID")
        }
        for id in store.observationIDs where table.row(of: id) == nil {
            report.add(.error, "observation \(id) of the HDU index is not in the observation index", column: "OBS_ID")
        }
        return report.findings
    }

    /// Reads every HDU of an observation and checks it.
    func check(observation id: String) -> [CheckFinding] {
        if let files = store.missing[id] {
            return files.map { CheckFinding(.error, "the file is not there", at: Origin(file: $0)) }
        }
        var findings: [CheckFinding] = []
        for type in [HDUType.events, .gti] where store.hduIndex.location(id, type) == nil {
            findings.append(
                CheckFinding(.error, "there is no HDU of type \(type.rawValue)", at: Origin(file: store.path)))
        }
        for kind in [IRFKind.aeff, .edisp] where store.hduIndex.location(id, kind.hduType) == nil {
            findings.append(CheckFinding(.warning, "there is no \(kind.rawValue)", at: Origin(file: store.path)))
        }
        var readers: [String: FITSReader] = [:]
        var run: FITSHeader?
        for location in store.hduIndex.locations(of: id) {
            do {
                let reader = try readers[location.path] ?? FITSReader(location.path, verifyChecksums: true)
                readers[location.path] = reader
                let table = try reader.table(reader.position(of: location.hdu))
                findings += try check(table, location, run: run)
                if location.type == .events { run = table.header }
            } catch {
                let fault = error as? Fault
                findings.append(
                    CheckFinding(
                        .error, fault?.message ?? "\(error)",
                        at: fault?.origin.completed(by: location.origin) ?? location.origin))
            }
        }
        return findings
    }

    private func check(_ table: Table, _ location: HDULocation, run: FITSHeader?) throws -> [CheckFinding] {
        switch location.type {
        case .events:
            let events = try EventList(table: table)
            return events.check() + checkRun(events.header, location)
        case .gti: return try GTI(table: table).check(run: run, at: table.origin)
        case .pointing:
            _ = try PointingTable(table: table)
            return []
        case .aeff, .edisp, .psf, .bkg, .radMax:
            guard let hduClass = HDUClass(header: table.header, name: "") ?? location.hduClass else {
                return [CheckFinding(.error, "the format of this response is not known", at: table.origin)]
            }
            let notices = Notices()
            var findings = try Responses.read(table, as: hduClass, notices: notices).check()
            findings += notices.all.map { CheckFinding(.warning, $0.notice.message, at: $0.notice.origin) }
            if let listed = location.hduClass, listed != hduClass {
                findings.append(
                    CheckFinding(
                        .warning, "the index says \(listed.rawValue), the header \(hduClass.rawValue)", at: table.origin
                    ))
            }
            return findings
        }
    }

    /// Compares the header of the events with what an observation needs and the observation index says.
    private func checkRun(_ header: FITSHeader, _ location: HDULocation) -> [CheckFinding] {
        var report = CheckReport(origin: header.origin)
        do {
            _ = try Observation(
                events: .empty(header: header), gti: GTI(), pointingTable: nil)
        } catch {
            let fault = error as? Fault
            report.add(.error, fault?.message ?? "\(error)", keyword: fault?.origin.keyword)
        }
        if let id = header.string("OBS_ID"), id != location.observationID {
            report.add(.error, "OBS_ID is \(id) and not that of the index", keyword: "OBS_ID")
        }
        guard let table = store.observationTable, let row = table.row(of: location.observationID) else {
            return report.findings
        }
        for (name, tolerance) in [("RA_PNT", 0.01), ("DEC_PNT", 0.01), ("TSTART", 2.0), ("TSTOP", 2.0)] {
            guard let value = header.double(name), let values = try? table.table.doubles(name),
                values.indices.contains(row)
            else { continue }
            // Times of indices are single precision in some archives.
            let allowed = max(tolerance, abs(value) * 1e-7)
            if !(abs(values[row] - value) <= allowed) {
                report.add(.warning, "\(name) = \(value), the observation index says \(values[row])", keyword: name)
            }
        }
        return report.findings
    }
}
