import GammaCore

extension PosteriorSamples {
    /// What keeps the draws from being what was asked for, the gravest first.
    func findIssues() -> [SamplingIssue] {
        var issues: [SamplingIssue] = []
        for (parameter, summary) in zip(parameters, summaries) {
            if !parameter.error.isFinite, parameter.minimum == nil || parameter.maximum == nil {
                issues.append(.unbounded(parameter: parameter.name))
            }
            guard summary.rHat.isFinite, summary.effectiveBulk.isFinite else {
                issues.append(.stuck(parameter: parameter.name))
                continue
            }
            if summary.rHat >= goal.rHat {
                issues.append(.rHat(parameter: parameter.name, value: summary.rHat, target: goal.rHat))
            }
            let effective = min(summary.effectiveBulk, summary.effectiveTail)
            if !(effective >= goal.effectiveDraws) {
                issues.append(
                    .effectiveDraws(parameter: parameter.name, value: effective, wanted: goal.effectiveDraws))
            }
        }
        if divergences > 0 { issues.append(.divergences(count: divergences, of: count)) }
        let cutOff = chains.reduce(0) { $0 + $1.cutOff }
        if cutOff > count / 100 { issues.append(.cutOff(count: cutOff, of: count)) }
        if acceptance < 0.1 { issues.append(.acceptance(acceptance)) }
        return issues
    }

    /// How the sampling ended, as one sentence without a full stop.
    public var outcome: String {
        let worst = summaries.map(\.rHat).max() ?? .nan
        let least = summaries.map { min($0.effectiveBulk, $0.effectiveTail) }.min() ?? .nan
        let figures =
            "R-hat at most \(ValueFormat.number(worst, digits: 4)), at least \(ValueFormat.number(least, digits: 4)) "
            + "effective draws of \(count)"
        return isConverged ? "the sampling converged: \(figures)" : "the sampling did not converge: \(figures)"
    }
}

extension PosteriorSamples: CustomStringConvertible {
    /// The table of parameters, the outcome, and every issue.
    public var description: String {
        "\(textTable.text())\(outcome)" + issues.map { "\n\($0)" }.joined()
    }

    /// Median with the central interval, mean, standard deviation, that of the fit, and the diagnostics of each parameter.
    public var textTable: TextTable {
        var table = TextTable([
            .init("parameter", alignment: .left), .init("median", alignment: .plusMinus),
            .init("fit", alignment: .plusMinus), .init("width/error"), .init("R-hat"), .init("ESS bulk"),
            .init("ESS tail"), .init("autocorr."), .init("unit", alignment: .left),
        ])
        for (parameter, summary) in zip(parameters, summaries) {
            let hasError = parameter.error > 0 && parameter.error.isFinite
            table.append([
                parameter.name,
                ValueFormat.value(
                    summary.median, below: summary.median - summary.central68.lower,
                    above: summary.central68.upper - summary.median),
                ValueFormat.value(parameter.value, error: parameter.error),
                hasError ? ValueFormat.number(summary.standardDeviation / parameter.error, digits: 3) : "–",
                ValueFormat.number(summary.rHat, digits: 4),
                ValueFormat.number(summary.effectiveBulk.rounded(), digits: 6),
                ValueFormat.number(summary.effectiveTail.rounded(), digits: 6),
                ValueFormat.number(summary.autocorrelationTime, digits: 3), parameter.unit,
            ])
        }
        return table
    }
}
