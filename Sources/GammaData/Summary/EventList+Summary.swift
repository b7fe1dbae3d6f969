import GammaCore

extension EventList {
    /// Number, energies, times and columns.
    public var summary: Summary {
        let energies = energy.filter(\.isFinite).sorted()
        let times = time.filter(\.isFinite)
        var span: String?
        if let first = times.min(), let last = times.max() {
            span = timeReference.instant(first).iso(.utc) + " … " + timeReference.instant(last).iso(.utc) + " UTC"
        }
        return Summary(
            "Events",
            [
                ("telescope", header.string("TELESCOP")), ("instrument", header.string("INSTRUME")),
                ("observation", header.string("OBS_ID")), ("target", header.string("OBJECT")),
                ("events", String(count)),
                ("energies", energies.first.map { rangeText($0, energies[energies.count - 1], "TeV") }),
                ("median energy", energies.isEmpty ? nil : ValueFormat.number(energies[energies.count / 2]) + " TeV"),
                ("times", span), ("columns", table.columns.map(\.name).joined(separator: ", ")),
            ])
    }
}

extension GTI {
    /// Number, sum and span.
    public var summary: Summary {
        Summary(
            "Good time intervals",
            [
                ("intervals", String(count)), ("sum", ValueFormat.number(timeSum, digits: 7) + " s"),
                ("start", start.map { $0.iso(.utc) + " UTC" }), ("stop", stop.map { $0.iso(.utc) + " UTC" }),
            ])
    }
}
