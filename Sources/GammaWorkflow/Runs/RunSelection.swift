import GammaCore
import GammaData
import GammaIO

/// The runs behind the datasets of an analysis: which were selected, how they were grouped, and which were left out.
public struct RunSelection: Sendable {
    /// The selected runs as the archive describes them; empty for datasets from a file.
    public internal(set) var rows: [RunRow] = []
    /// The groups in which they were stacked; empty without any.
    public internal(set) var groups: [RunGroup] = []
    /// Runs that could not be used, or failed, and were left out.
    public internal(set) var failures: [RunFailure] = []
    /// How they are read; nil for datasets from a file.
    var runs: SelectedRuns?

    /// Of datasets from a file.
    init() {}

    init(_ runs: SelectedRuns) {
        (rows, groups, failures, self.runs) = (runs.rows, runs.groups ?? [], runs.failures, runs)
    }
}

extension RunSelection {
    /// Takes the runs of an instrument, whose name comes before those of its stacks and of the runs that were left out.
    mutating func add(_ other: RunSelection, of instrument: String) {
        func named(_ own: String) -> String { instrument + (own.isEmpty ? "" : "-" + own) }
        rows += other.rows.map { row in
            var row = row
            row.stack = named(row.stack)
            return row
        }
        groups += other.groups.map { group in
            var group = group
            group.name = named(group.name)
            return group
        }
        failures += other.failures.map { RunFailure(run: named($0.run), fault: $0.fault) }
    }

    /// The runs that were reduced: all that did not fail.
    var reducedIDs: [String] {
        let failed = Set(failures.map(\.run))
        return (runs?.ids ?? []).filter { !failed.contains($0) }
    }

    /// Why there is nothing, when every run failed.
    var fault: Fault? {
        guard let runs, !runs.ids.isEmpty, reducedIDs.isEmpty else { return nil }
        return Array(failures.dropFirst(runs.failures.count)).fault
    }

    /// Groups and runs that were left out, for the terminal.
    var report: [String] {
        (groups.isEmpty ? [] : [groups.table.text()])
            + (failures.isEmpty ? [] : [failures.table.terminalText(allIn: "report.html")])
    }

    /// The same for scripts.
    var jsonItems: [(String, JSONValue)] {
        (groups.isEmpty ? [] : [("groups", groups.json)])
            + (failures.isEmpty ? [] : [("failed_runs", failures.json)])
    }

    /// Runs with offsets and zenith angles, groups, and what was left out, for the page.
    var reportBlocks: [ReportSection.Block] {
        var blocks: [ReportSection.Block] = []
        if !rows.isEmpty {
            blocks.append(.table(rows.table, file: .init(name: "runs.ecsv", content: rows.ecsv)))
            if let figure = rows.figure { blocks.append(.figures([figure])) }
        }
        if !groups.isEmpty { blocks.append(.table(groups.table, file: nil)) }
        if !failures.isEmpty { blocks.append(.table(failures.table, file: nil)) }
        return blocks
    }
}
