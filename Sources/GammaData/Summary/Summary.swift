import GammaCore

/// What is in an archive, an observation, an event list or a response, as lines to be printed or turned into JSON.
public struct Summary: Sendable, Equatable {
    /// One line.
    public struct Row: Sendable, Equatable {
        /// What is told.
        public var label: String
        /// What it is.
        public var value: String

        /// Makes a line.
        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    /// What it is about.
    public var title: String
    /// The lines.
    public var rows: [Row]

    /// Makes a summary.
    public init(_ title: String, _ rows: [(label: String, value: String?)] = []) {
        self.title = title
        self.rows = rows.compactMap { row in row.value.map { Row(row.label, $0) } }
    }

    /// The title and one line a row, labels aligned.
    public var text: String {
        let width = rows.map(\.label.count).max() ?? 0
        let lines = rows.map {
            "  " + $0.label + String(repeating: " ", count: width - $0.label.count) + " : " + $0.value
        }
        return ([title] + lines).joined(separator: "\n")
    }
}

/// A range of values with its unit: `0.5 … 40 TeV`.
func rangeText(_ low: Double, _ high: Double, _ unit: String) -> String {
    ValueFormat.number(low) + " … " + ValueFormat.number(high) + (unit.isEmpty ? "" : " " + unit)
}
