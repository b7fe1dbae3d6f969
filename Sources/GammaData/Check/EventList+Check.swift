import GammaCore
import GammaIO

extension EventList {
    /// Keywords that GADF demands of an EVENTS header.
    private static let keywords = [
        "HDUCLASS", "HDUDOC", "HDUVERS", "HDUCLAS1", "OBS_ID", "TSTART", "TSTOP", "ONTIME", "LIVETIME", "DEADC",
        "EQUINOX",
        "RADECSYS", "ORIGIN", "TELESCOP", "INSTRUME", "CREATOR", "MJDREFI", "MJDREFF", "TIMEUNIT", "TIMESYS", "TIMEREF",
    ]

    /// Looks for missing keywords and for energies, directions and times that cannot be.
    public func check() -> [CheckFinding] {
        var report = CheckReport(origin: table.origin)
        for keyword in Self.keywords where header[keyword] == nil {
            if keyword == "RADECSYS", header["RADESYS"] != nil || header["RADESYSa"] != nil { continue }
            report.add(.warning, "keyword \(keyword) is missing", keyword: keyword)
        }
        if table.optionalColumn("EVENT_ID") == nil {
            report.add(.warning, "there is no column EVENT_ID", column: "EVENT_ID")
        }
        if isEmpty { report.add(.warning, "there are no events") }
        report.require({ $0 > 0 && $0.isFinite }, of: energy, column: "ENERGY", .error, "not positive energies")
        report.require(
            { $0 < 1e4 || !$0.isFinite }, of: energy, column: "ENERGY", .error, "energies of more than 1e4 TeV")
        report.require({ $0 >= -360 && $0 <= 720 }, of: ra, column: "RA", .error, "no right ascensions")
        report.require({ abs($0) <= 90 }, of: dec, column: "DEC", .error, "no declinations")
        report.require(\.isFinite, of: time, column: "TIME", .error, "not finite")
        checkTimes(&report)
        if let ids, Set(ids).count < ids.count {
            report.add(.warning, "\(ids.count - Set(ids).count) event numbers occur twice", column: "EVENT_ID")
        }
        return report.findings
    }

    private func checkTimes(_ report: inout CheckReport) {
        guard let start = header.double("TSTART"), let stop = header.double("TSTOP") else { return }
        guard start < stop else {
            report.add(.error, "TSTOP = \(stop) is not after TSTART = \(start)", keyword: "TSTOP")
            return
        }
        let margin = runMargin(stop)
        report.require(
            { !$0.isFinite || ($0 >= start - margin && $0 <= stop + margin) }, of: time, column: "TIME", .error,
            "outside TSTART and TSTOP")
    }
}

extension GTI {
    /// Looks for intervals that are empty, overlap or are out of order, or lie outside the run.
    public func check(run header: FITSHeader? = nil, at origin: Origin = Origin()) -> [CheckFinding] {
        var report = CheckReport(origin: origin)
        if isEmpty { report.add(.error, "there is no good time interval") }
        for row in starts.indices {
            if stops[row] <= starts[row] { report.add(.warning, "the interval is empty", column: "STOP", row: row + 1) }
            if row > 0, starts[row] < stops[row - 1] {
                report.add(.error, "the interval starts before the one before it stops", column: "START", row: row + 1)
            }
        }
        guard let header, let reference = try? TimeReference(header: header), let start = header.double("TSTART"),
            let stop = header.double("TSTOP"), let first = self.start, let last = self.stop
        else { return report.findings }
        let margin = runMargin(stop)
        if reference.seconds(of: first) < start - margin || reference.seconds(of: last) > stop + margin {
            report.add(.error, "the intervals reach outside TSTART and TSTOP of the events")
        }
        return report.findings
    }
}

/// Seconds by which times may miss TSTART and TSTOP: these are single precision in some archives.
private func runMargin(_ time: Double) -> Double { 1 + abs(time) * 1.2e-7 }
