import GammaCore
import GammaDatasets
import GammaEstimators
import GammaModels
import GammaPlots
import GammaProducts

extension AnalysisResult {
    /// The result as a page: runs, fit, residuals, products, warnings, configuration.
    /// - Parameter title: nil: the names of the sources.
    /// - Throws: faults of the predictions.
    public func htmlReport(
        title: String? = nil, execution: Execution = Execution()
    ) throws -> HTMLReport {
        var data = selection.reportBlocks
        data.append(.table(runs.summaryTable(title: "Runs within the safe energy range"), file: nil))
        if datasets.count != runs.count || datasets.map(\.name) != runs.map(\.name) {
            data.append(.table(datasets.summaryTable(title: "Fitted"), file: nil))
        }
        if let regions = RegionsFigure(runs) { data.append(.figures([regions])) }
        var sections = [
            ReportSection("Data", data),
            ReportSections.fit(fit, checks),
        ]
        if let fit {
            let residuals = try ResidualEstimator().run(datasets, models: fit.models, execution: execution)
            sections.append(try ReportSections.residuals(residuals, models: fit.models))
        }
        let figures = AnalysisFigures(result: self).all.filter {
            !$0.name.hasPrefix("counts") && !["runs", "regions"].contains($0.name)
        }
        sections += [
            ReportSections.products(allFluxPoints, allLightCurves, figures.map(\.figure)),
            ReportSections.warnings(notices), ReportSection("Settings", [.verbatim(config.settingsText)]),
        ]
        return HTMLReport(title: title ?? ReportSections.title(fit?.models), sections: sections)
    }
}
