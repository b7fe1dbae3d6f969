import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaModels
import GammaPlots
import GammaProducts

extension DatasetsResult {
    /// The result as a page: data, backgrounds of the runs, fit, residuals with maps to look around in, products, warnings.
    /// - Parameters:
    ///   - title: nil: the names of the sources.
    ///   - models: what the data are compared with when nothing was fitted.
    /// - Throws: faults of the predictions.
    public func htmlReport(
        title: String? = nil, models: Models? = nil, execution: Execution = Execution()
    ) throws -> HTMLReport {
        var data = selection.reportBlocks
        if !maps.isEmpty {
            data.append(.table(maps.map(\.summary).textTable(title: "Maps within the safe mask"), file: nil))
        }
        if !spectra.isEmpty {
            data.append(.table(spectra.summaryTable(title: "Data within the safe energy range"), file: nil))
        }
        if !fluxPointsDatasets.isEmpty {
            data.append(.table(fluxPointsDatasets.summaryTable(title: "Flux points"), file: nil))
        }
        var sections = [
            ReportSection("Data", data),
            ReportSection("Background of the runs", backgroundBlocks),
            ReportSections.fit(fit, checks),
        ]
        if fit == nil, let models { sections.append(ReportSections.models(models)) }
        if let models = fit?.models ?? models, !(maps.isEmpty && spectra.isEmpty) {
            let residuals = try ResidualEstimator(energyEdges: maps.bandEdges(4)).run(
                datasets, models: models, execution: execution)
            sections.append(try ReportSections.residuals(residuals, models: models, marks: catalogMarks))
        }
        let products = DatasetsFigures(result: self)
        sections += [
            ReportSections.products(allFluxPoints, allLightCurves, try products.products().map(\.figure)),
            ReportSection(
                "Sources found",
                (sources?.lists ?? []).map {
                    .table($0.textTable, file: .init(name: "sources.ecsv", content: $0.table.ecsvText))
                }),
            ReportSections.warnings(notices),
            ReportSection("Settings", settings.isEmpty ? [] : [.verbatim(settings)]),
        ]
        return HTMLReport(title: title ?? ReportSections.title(fit?.models ?? models), sections: sections)
    }

    private var backgroundBlocks: [ReportSection.Block] {
        var blocks: [ReportSection.Block] = []
        if let exclusion { blocks += [.table(exclusion.rounds.table, file: nil), .text(["\(exclusion.outcome)"])] }
        if !backgrounds.isEmpty {
            let file = ReportSection.Download(name: "backgrounds.ecsv", content: backgrounds.fileTable.ecsvText)
            if backgrounds.count > TextTable.terminalRows {
                blocks.append(.text(FoVBackgroundSummary(backgrounds).lines))
            }
            blocks.append(.table(backgrounds.table, file: file))
        }
        return blocks
    }
}

extension [MapDataset] {
    /// Edges of about that many energy bands over the range of the fit, of as many bins each; nil for fewer than two bins.
    fileprivate func bandEdges(_ count: Int) -> [Double]? {
        let ranges = compactMap(\.fitRange)
        guard let low = ranges.map(\.0).min(), let high = ranges.map(\.1).max(), let axis = first?.energy else {
            return nil
        }
        let edges = axis.edges.filter { $0 >= low && $0 <= high }
        guard edges.count > 2 else { return nil }
        let step = Swift.max((edges.count - 1 + count - 1) / count, 1)
        return Swift.stride(from: 0, to: edges.count - 1, by: step).map { edges[$0] } + [high]
    }
}
