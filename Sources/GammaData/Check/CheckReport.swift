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

    /// Values of a response are finite and not negative. Real files hold small negative densities from smoothing: up to
    /// 5 % of the largest value they are only odd.
    mutating func requireNotNegative(_ values: [Double], column: String) {
        let undefined = values.count { !$0.isFinite }
        if undefined > 0 { add(.error, "\(undefined) of \(values.count) values are not finite", column: column) }
        let largest = values.max() ?? 0
        let negative = values.filter { $0 < 0 }
        guard let lowest = negative.min() else { return }
        add(
            lowest < -0.05 * largest ? .error : .warning,
            "\(negative.count) of \(values.count) values are negative, down to \(ValueFormat.number(lowest))",
            column: column)
    }
}
