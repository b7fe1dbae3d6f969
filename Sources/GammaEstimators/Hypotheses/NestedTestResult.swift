import GammaDatasets

/// What the comparison of two nested hypotheses found.
public struct NestedTestResult: Sendable {
    /// The test statistic with its degrees of freedom, p-value and significance.
    public var ts: TestStatistic
    /// The fit of the smaller hypothesis: outcome, parameters, models.
    public var null: ModelsFitResult
    /// The fit of the larger one.
    public var alternative: ModelsFitResult
    /// What one should know of the p-value, each as one sentence without a full stop.
    public var remarks: [String]
    /// Simulations of the null hypothesis; nil when there are none.
    public var simulation: NestedTestSimulation?

    /// Makes a result.
    public init(ts: TestStatistic, null: ModelsFitResult, alternative: ModelsFitResult, remarks: [String] = []) {
        self.ts = ts
        self.null = null
        self.alternative = alternative
        self.remarks = remarks
    }

    /// Whether both fits ended in a minimum, and the smaller hypothesis in none that is lower.
    public var isMinimum: Bool {
        null.fit.outcome.isMinimum && alternative.fit.outcome.isMinimum && ts.value > -1e-3
    }
}

extension NestedTestResult: CustomStringConvertible {
    /// The TS, then what is wrong with the fits and what one should know, a line each.
    public var description: String {
        var lines = [ts.description]
        if !null.fit.outcome.isMinimum { lines.append("null hypothesis: \(null.fit.outcome)") }
        if !alternative.fit.outcome.isMinimum { lines.append("alternative: \(alternative.fit.outcome)") }
        return (lines + remarks).joined(separator: "\n")
    }
}

/// The test of one source of a list of models.
public struct SourceTest: Sendable {
    /// Name of the source.
    public var source: String
    /// The test against the models without it.
    public var result: NestedTestResult

    /// Makes a test.
    public init(source: String, result: NestedTestResult) {
        self.source = source
        self.result = result
    }
}
