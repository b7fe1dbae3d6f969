import GammaCore
import GammaDatasets
import GammaFit
import GammaModels
import GammaProducts

extension AnalysisResult {
    /// The result as tables for a terminal: data, fit, flux points, light curve.
    public var report: String {
        var parts = [runs.summaryTable(title: "Data within the safe energy range").text()]
        if datasets.count != runs.count || datasets.map(\.name) != runs.map(\.name) {
            parts.append(datasets.summaryTable(title: "Fitted").text())
        }
        if let fit { parts.append(fit.report) }
        parts += allFluxPoints.map { $0.textTable(.dnde).text() } + allLightCurves.map { $0.textTable(.flux).text() }
        if let sensitivity { parts.append(sensitivity.textTable().text()) }
        return parts.joined(separator: "\n")
    }
}

extension [SpectrumDataset] {
    /// One row a dataset: counts, background, excess, significance, livetime.
    public func summaryTable(title: String) -> TextTable {
        var table = TextTable(
            [
                .init("dataset", alignment: .left), .init("on"), .init("off"), .init("alpha"), .init("background"),
                .init("excess"), .init("significance", unit: "σ"), .init("livetime", unit: "s"), .init("fit bins"),
            ], title: title)
        for summary in map(\.summary) {
            let alpha = summary.countsOff.flatMap { $0 > 0 ? summary.background / $0 : nil }
            table.append([
                summary.name, ValueFormat.number(summary.counts),
                summary.countsOff.map { ValueFormat.number($0) } ?? "–",
                alpha.map { ValueFormat.number($0) } ?? "–", ValueFormat.number(summary.background),
                ValueFormat.number(summary.excess), ValueFormat.number(summary.sqrtTS, digits: 3),
                ValueFormat.number(summary.livetime, digits: 5), "\(summary.fitBins)/\(summary.bins)",
            ])
        }
        return table
    }
}

extension ModelsFitResult {
    /// Parameters with errors, the statistic, and what to make of the outcome.
    public var report: String {
        var table = TextTable(
            [
                .init("model", alignment: .left), .init("parameter", alignment: .left), .init("value"),
                .init("unit", alignment: .left), .init("", alignment: .left),
            ], title: "Fit")
        for component in models.components {
            for (path, parameter) in zip(component.parameterNames, component.parameters) {
                let isAtLimit = fit.atLimit.contains("\(component.name).\(path)")
                table.append([
                    component.name, parameter.name,
                    parameter.isFrozen
                        ? ValueFormat.number(parameter.value, digits: 6)
                        : ValueFormat.value(parameter.value, error: parameter.error),
                    parameter.unit.description, parameter.isFrozen ? "frozen" : isAtLimit ? "at limit" : "",
                ])
            }
        }
        var lines = table.text()
        lines +=
            "\nstat \(ValueFormat.number(fit.stat, digits: 7)) after \(fit.evaluations.total) evaluations: \(fit.outcome)"
        if let advice = fit.outcome.advice { lines += "\n  \(advice)" }
        for remark in fit.remarks { lines += "\n  \(remark)" }
        return lines + "\n"
    }
}
