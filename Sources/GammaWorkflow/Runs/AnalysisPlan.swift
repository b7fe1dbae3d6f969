import GammaCore
import GammaData
import GammaIO

/// What an analysis would do, and what it would take: `gammakit run --dry-run`.
public struct AnalysisPlan: Sendable {
    /// Runs that are stacked together, or all that are fitted one by one.
    public struct Part: Sendable {
        /// Name of the stack; `runs` where each run is a dataset of its own.
        public var name: String
        /// The runs.
        public var runs: [String]
        /// What they have in common.
        public var text: String
        /// Sum of their livetimes in s; nil where the archive does not tell.
        public var livetime: Double?
        /// Number of their events; nil where the archive does not tell.
        public var events: Int?
        /// Size of their files in bytes.
        public var fileBytes: Int
    }

    /// The runs.
    public var parts: [Part]
    /// Bytes of one dataset in memory, as it is stacked or fitted.
    public var datasetBytes: Int
    /// How many datasets there will be.
    public var datasets: Int
    /// Threads that would be used.
    public var threads: Int
    /// Seconds that the reduction of one run took on one thread, tried with the first one.
    public var secondsPerRun: Double
    /// How often each run is read and reduced.
    public var passes: Int
    /// Bytes that stay in memory of every run at a time: its image, while it is looked for what to exclude.
    public var bytesPerRun = 0

    /// Number of runs.
    public var runs: Int { parts.reduce(0) { $0 + $1.runs.count } }

    /// Memory for the reduction in bytes: for every thread a run and what it is made with, and beside them the datasets, or
    /// before there are any what stays of the runs.
    public var memory: Int { 2 * threads * datasetBytes + max(datasets * datasetBytes, runs * bytesPerRun) }

    /// Time for the reduction in s.
    public var seconds: Double { secondsPerRun * Double(runs * passes) / Double(threads) }
}

extension AnalysisPlan {
    /// Runs, sizes, memory and time, for the terminal.
    public var report: String {
        var table = TextTable(
            [
                .init("stack", alignment: .left), .init("runs"), .init("livetime", unit: "h"), .init("events"),
                .init("files", unit: "MB"), .init("what they have in common", alignment: .left),
            ], title: "Runs")
        for part in parts {
            table.append([
                part.name, "\(part.runs.count)", part.livetime.map { ValueFormat.number($0 / 3600, digits: 3) } ?? "",
                part.events.map { "\($0)" } ?? "", ValueFormat.number(Double(part.fileBytes) / 1e6, digits: 3),
                part.text,
            ])
        }
        func megabytes(_ bytes: Int) -> String { ValueFormat.number(Double(bytes) / 1e6, digits: 2) + " MB" }
        let again = passes > 1 ? ", each \(passes) times" : ""
        let lines = [
            "datasets: \(datasets), \(megabytes(datasetBytes)) each in memory",
            "memory:   about \(megabytes(memory)) for the reduction on \(threads) threads",
            "time:     about \(ValueFormat.number(seconds, digits: 2)) s for the reduction of \(runs) runs\(again), "
                + "\(ValueFormat.number(secondsPerRun, digits: 2)) s a run; fit and products come on top",
            "nothing was written",
        ]
        return table.text() + "\n" + lines.joined(separator: "\n")
    }

    /// The same for scripts.
    public var json: JSONValue {
        .object([
            ("schema", .string("gammakit-plan-1")), ("runs", .int(runs)),
            (
                "stacks",
                .array(
                    parts.map { part in
                        .object([
                            ("name", .string(part.name)), ("runs", JSONValue(part.runs)), ("text", .string(part.text)),
                            ("livetime_s", part.livetime.map(JSONValue.double) ?? .null),
                            ("events", part.events.map(JSONValue.int) ?? .null), ("file_bytes", .int(part.fileBytes)),
                        ])
                    })
            ),
            ("datasets", .int(datasets)), ("dataset_bytes", .int(datasetBytes)), ("memory_bytes", .int(memory)),
            ("seconds_a_run", .double(secondsPerRun)), ("seconds", .double(seconds)), ("threads", .int(threads)),
        ])
    }
}
