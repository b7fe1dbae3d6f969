import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaProducts

extension DatasetsResult {
    /// The result as tables for a terminal: backgrounds of the runs, data, fit, products.
    public var report: String {
        var parts = selection.report
        if let exclusion { parts.append(exclusion.report) }
        if !backgrounds.isEmpty { parts.append(backgrounds.report) }
        if !maps.isEmpty {
            parts.append(
                maps.map(\.summary).textTable(title: "Maps within the safe mask").terminalText(allIn: "report.html"))
        }
        if !spectra.isEmpty {
            parts.append(
                spectra.summaryTable(title: "Data within the safe energy range").terminalText(allIn: "report.html"))
        }
        if !fluxPointsDatasets.isEmpty { parts.append(fluxPointsDatasets.summaryTable(title: "Flux points").text()) }
        if let sources { parts += sources.lists.report }
        if let search { parts.append(SourceSearchFolder(search).report) }
        if let fit { parts.append(fit.report) }
        parts += checks.report
        parts += allFluxPoints.map { $0.textTable(.dnde).text() } + allLightCurves.reports
        if let profile { parts.append(profile.textTable(.flux).text()) }
        if let sensitivity { parts.append(sensitivity.textTable().text()) }
        return parts.joined(separator: "\n")
    }
}

extension [FluxPointsDataset] {
    /// One row a dataset: the number of points and of those that take part in a fit.
    func summaryTable(title: String) -> TextTable {
        var table = TextTable(
            [.init("dataset", alignment: .left), .init("points"), .init("in fit")], title: title)
        for dataset in self { table.append([dataset.name, "\(dataset.points.count)", "\(dataset.mask.count { $0 })"]) }
        return table
    }
}
