import GammaCore
import GammaData
import GammaIO
import GammaPlots

/// A run of an analysis as the observation index describes it: a row of the table of runs.
public struct RunRow: Sendable, Equatable {
    /// Number of the run.
    public var id: String
    /// Name of the stack that it goes into; empty where runs are datasets of their own.
    public var stack: String
    /// Distance of the pointing from the target, deg; nil where it is not known, like the others.
    public var offset: Double?
    /// Zenith angle, deg.
    public var zenith: Double?
    /// Observation time corrected for dead time, s.
    public var livetime: Double?
}

extension SelectedRuns {
    /// The runs as the observation index describes them.
    var rows: [RunRow] {
        let columns = try? RunColumns(store, ids: ids, target: target)
        func numbers(_ name: String) -> [Double]? { try? columns?.numbers(name) }
        let (offsets, zeniths, livetimes) = (numbers("OFFSET"), numbers("ZEN_PNT"), numbers("LIVETIME"))
        let stacks = Dictionary((groups ?? []).flatMap { group in group.ids.map { ($0, group.name) } }) { first, _ in
            first
        }
        return ids.indices.map { run in
            RunRow(
                id: ids[run], stack: stacks[ids[run]] ?? "", offset: offsets?[run], zenith: zeniths?[run],
                livetime: livetimes?[run])
        }
    }
}

extension [RunRow] {
    /// Columns for a file.
    var ecsv: String {
        func column(_ name: String, _ value: (RunRow) -> Double?, unit: String) -> Column {
            Column(name, .double(map { value($0) ?? .nan }), unit: unit)
        }
        return Table(
            name: "RUNS",
            columns: [
                Column("run", .string(map(\.id))), Column("stack", .string(map(\.stack))),
                column("offset", \.offset, unit: "deg"), column("zenith", \.zenith, unit: "deg"),
                column("livetime", \.livetime, unit: "s"),
            ]
        ).ecsvText
    }

    /// Sums of runs and livetime, a row a stack, with the ranges of offset and zenith angle.
    var table: TextTable {
        var table = TextTable(
            [
                .init("stack", alignment: .left), .init("runs"), .init("livetime", unit: "h"),
                .init("offset", unit: "deg"),
                .init("zenith", unit: "deg"),
            ], title: "Runs")
        func range(_ values: [Double]) -> String {
            guard let low = values.min(), let high = values.max() else { return "" }
            let ends = [low, high].map { ValueFormat.number($0, digits: 3) }
            return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
        }
        for (name, rows) in stacks {
            let livetimes = rows.compactMap(\.livetime)
            table.append([
                name, "\(rows.count)",
                livetimes.count == rows.count ? ValueFormat.number(livetimes.reduce(0, +) / 3600, digits: 3) : "",
                range(rows.compactMap(\.offset)), range(rows.compactMap(\.zenith)),
            ])
        }
        return table
    }

    /// Offsets and zenith angles; nil where they are not known.
    var figure: RunsFigure? {
        let groups = stacks.map { name, rows in
            let known = rows.filter { $0.offset?.isFinite == true && $0.zenith?.isFinite == true }
            return RunsFigure.Group(
                name: name, offsets: known.compactMap(\.offset), zeniths: known.compactMap(\.zenith))
        }
        guard groups.contains(where: { !$0.offsets.isEmpty }) else { return nil }
        return RunsFigure(groups, title: "Runs")
    }

    /// The runs of each stack, in order of the stacks' first runs.
    private var stacks: [(name: String, rows: [RunRow])] {
        var names: [String] = []
        for row in self where !names.contains(row.stack) { names.append(row.stack) }
        return names.sorted().map { name in (name, filter { $0.stack == name }) }
    }
}
