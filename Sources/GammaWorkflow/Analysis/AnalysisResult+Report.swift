import GammaCore
import GammaDatasets
import GammaFit
import GammaModels
import GammaProducts

extension AnalysisResult {
    /// The result as tables for a terminal: data, fit, flux points, light curve.
    public var report: String {
        var parts = selection.report
        parts.append(runs.summaryTable(title: "Data within the safe energy range").terminalText(allIn: "report.html"))
        if datasets.map(\.name) != runs.map(\.name) {
            parts.append(datasets.summaryTable(title: "Fitted").text())
        }
        if let fit { parts.append(fit.report) }
        parts += checks.report
        parts += allFluxPoints.map { $0.textTable(.dnde).text() } + allLightCurves.reports
        if let sensitivity { parts.append(sensitivity.textTable().text()) }
        return parts.joined(separator: "\n")
    }
}

extension [LightCurve] {
    /// For the terminal: a row an interval, of many the first ones.
    var reports: [String] {
        zip(self, ResultFiles.suffixes(map(\.metadata.source))).map { curve, suffix in
            curve.textTable(.flux).terminalText(allIn: "light_curve\(suffix).ecsv")
        }
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
