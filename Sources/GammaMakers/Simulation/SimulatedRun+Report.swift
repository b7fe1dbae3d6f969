import GammaCore
import GammaIO
import GammaMaps

extension [SimulatedRun] {
    /// One row a run: pointing, livetime, events.
    public func summaryTable(title: String) -> TextTable {
        let sources = first?.sourceEvents.map(\.name) ?? []
        var table = TextTable(
            [
                .init("run", alignment: .left), .init("RA", unit: "deg"), .init("Dec", unit: "deg"),
                .init("livetime", unit: "s"), .init("events"),
            ] + sources.map { TextTable.Column("from \($0)") } + [.init("background")], title: title)
        for run in self {
            table.append(
                [
                    run.id, ValueFormat.number(run.pointing.lon, digits: 6),
                    ValueFormat.number(run.pointing.lat, digits: 6), ValueFormat.number(run.livetime, digits: 5),
                    String(run.events),
                ] + run.sourceEvents.map { String($0.count) } + [String(run.backgroundEvents)])
        }
        return table
    }

    /// The same for scripts.
    public var json: JSONValue {
        .array(
            map { run in
                .object([
                    ("obs_id", .string(run.id)), ("ra_pnt_deg", .double(run.pointing.lon)),
                    ("dec_pnt_deg", .double(run.pointing.lat)), ("livetime_s", .double(run.livetime)),
                    ("events", .int(run.events)),
                    ("source_events", .object(run.sourceEvents.map { ($0.name, .int($0.count)) })),
                    ("background_events", .int(run.backgroundEvents)),
                ])
            })
    }
}
