import GammaCore

/// Collects findings about one HDU.
struct CheckReport {
    private(set) var findings: [CheckFinding] = []
    let origin: Origin

    mutating func add(
        _ severity: CheckFinding.Severity, _ message: String, column: String? = nil, row: Int? = nil,
        keyword: String? = nil
    ) {
        let place = Origin(column: column, row: row, keyword: keyword).completed(by: origin)
        findings.append(CheckFinding(severity, message, at: place))
    }

    /// Counts the rows for which a condition fails, and names the first.
    mutating func require(
        _ condition: (Double) -> Bool, of values: [Double], column: String, _ severity: CheckFinding.Severity,
        _ what: String
    ) {
        let bad = values.indices.filter { !condition(values[$0]) }
        guard let first = bad.first else { return }
        add(severity, "\(bad.count) of \(values.count) values are \(what)", column: column, row: first + 1)
    }
}
