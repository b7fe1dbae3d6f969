import GammaCore
import GammaDatasets
import GammaIO

extension TestStatistic {
    /// Value, degrees of freedom, p-value and significance.
    public var json: JSONValue {
        .object([
            ("ts", .double(value)), ("df", .int(degreesOfFreedom)), ("at_limit", .bool(isAtLimit)),
            ("p_value", .double(pValue)), ("significance", .double(significance)),
        ])
    }
}

extension NestedTestResult {
    /// The test and both fits in short.
    public var json: JSONValue {
        .object([
            ("test", ts.json), ("stat", .double(alternative.fit.stat)), ("stat_null", .double(null.fit.stat)),
            ("outcome", .string(alternative.fit.outcome.code)), ("outcome_null", .string(null.fit.outcome.code)),
            ("remarks", .array(remarks.map(JSONValue.string))), ("simulation", simulation?.json ?? .null),
        ])
    }
}

extension NestedTestSimulation {
    /// The p-value and what it comes from.
    public var json: JSONValue {
        .object([
            ("p_value", .double(pValue)), ("simulations", .int(values.count)), ("failed", .int(failed)),
            ("seed", .string("\(seed)")),
        ])
    }
}

extension [SourceTest] {
    /// One row a source: TS, degrees of freedom, p-value, significance, the p-value by simulations where there are any, and what
    /// is wrong with the fit without it.
    public var textTable: TextTable {
        let isSimulated = contains { $0.result.simulation != nil }
        var table = TextTable(
            [
                .init("source", alignment: .left), .init("TS"), .init("parameters"), .init("p-value"),
                .init("significance", unit: "σ"),
            ] + (isSimulated ? [.init("simulated p")] : []) + [.init("", alignment: .left)],
            title: "Test statistics: each source against all others without it")
        for test in self {
            let ts = test.result.ts
            let outcome = test.result.null.fit.outcome
            let simulated = test.result.simulation.map { ValueFormat.number($0.pValue, digits: 2) } ?? ""
            table.append(
                [
                    test.source, ValueFormat.number(ts.value), "\(ts.degreesOfFreedom)",
                    ValueFormat.number(ts.pValue, digits: 3), ValueFormat.number(ts.significance, digits: 3),
                ] + (isSimulated ? [simulated] : []) + [outcome.isMinimum ? "" : outcome.description])
        }
        return table
    }

    /// What one should know of the p-values, with the names of the sources.
    public var remarks: [String] { flatMap { test in test.result.remarks.map { "\(test.source): \($0)" } } }

    /// The table and the remarks, a line each.
    public var report: String { textTable.text() + remarks.map { $0 + "\n" }.joined() }

    /// The tests by the names of their sources.
    public var json: JSONValue { .object(map { ($0.source, $0.result.json) }) }
}
