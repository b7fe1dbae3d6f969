import GammaCore
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaMakers
import GammaModels
import GammaPlots
import GammaProducts

/// The sections that reports are made of.
enum ReportSections {
    /// The names of the sources, of many the first three.
    static func title(_ models: Models?) -> String {
        let names = models?.skyModels.map(\.name) ?? []
        guard !names.isEmpty else { return "GammaKit analysis" }
        return names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
    }

    /// The fit in numbers: outcome, parameters, how they are correlated, and what compares it with other fits; then what
    /// was found out around it.
    static func fit(_ fit: ModelsFitResult?, _ checks: FitChecksResult) -> ReportSection {
        guard let fit else { return ReportSection("Fit", []) }
        let ecsv = fit.parameterTable.ecsvText
        var blocks: [ReportSection.Block] = [
            .text(fit.remarks), .table(fit.table, file: .init(name: "parameters.ecsv", content: ecsv)),
            .table(comparison(fit), file: nil),
        ]
        if let covariance = fit.fit.covariance, fit.fit.names.count > 1 {
            let names = fit.fit.names
            let values = (0..<covariance.rows).flatMap { row in
                (0..<covariance.columns).map { covariance[row, $0] }
            }
            blocks.append(
                .figures([CorrelationMatrixFigure(names: names, covariance: values, title: "Correlations")]))
        }
        return ReportSection("Fit", blocks + checks.reportBlocks)
    }

    private static func comparison(_ fit: ModelsFitResult) -> TextTable {
        var table = TextTable(
            [.init("number", alignment: .left), .init("value"), .init("what it says", alignment: .left)],
            title: "Comparison with other models of the same data")
        func add(_ name: String, _ value: Double, digits: Int, _ meaning: String) {
            table.append([name, ValueFormat.number(value, digits: digits), meaning])
        }
        add("statistic", fit.fit.stat, digits: 8, "−2 ln L up to a constant")
        add("free parameters", Double(fit.fit.names.count), digits: 4, "")
        add("bins", Double(fit.bins), digits: 9, "that take part in the fit")
        add("deviance", fit.deviance, digits: 8, "statistic above that of a prediction equal to the data")
        add("AIC", fit.aic, digits: 8, "less is better; 2 less is hardly, 10 less clearly better")
        add("BIC", fit.bic, digits: 8, "the same with a price for parameters that grows with the bins")
        add(
            "condition number", fit.fit.conditionNumber, digits: 3,
            "of the correlations; above 1e6 parameters are hardly told apart")
        return table
    }

    /// The parameters of models that were not fitted here.
    static func models(_ models: Models) -> ReportSection {
        ReportSection("Models", [.table(models.parameterTable, file: nil)])
    }

    /// Sky viewer, numbers and figures of what is left.
    static func residuals(
        _ residuals: Residuals, models: Models, marks: CatalogMarks? = nil
    ) throws -> ReportSection {
        var blocks: [ReportSection.Block] = []
        for maps in residuals.maps {
            blocks.append(.viewer(try SkyViewer(maps, models: models, marks: marks)))
            blocks.append(.table(maps.distributionTable, file: nil))
            if !maps.peaks.peaks.isEmpty {
                blocks.append(
                    .table(
                        maps.peakTable, file: .init(name: "residual_peaks.ecsv", content: maps.peaks.table.ecsvText)))
            }
        }
        blocks.append(contentsOf: residuals.tables.map { .table($0, file: nil) })
        let figures = try ResidualsFolder(residuals, models: models, marks: marks).figures().map(\.figure)
        if !figures.isEmpty { blocks.append(.figures(figures)) }
        return ReportSection("Residuals", blocks)
    }

    /// Flux points and light curves, as tables to download and figures.
    static func products(
        _ points: [FluxPoints], _ curves: [LightCurve], _ figures: [any Figure]
    ) -> ReportSection {
        var blocks: [ReportSection.Block] = []
        if !figures.isEmpty { blocks.append(.figures(figures)) }
        for (item, suffix) in zip(points, ResultFiles.suffixes(points.map(\.metadata.source))) {
            blocks.append(
                .table(
                    item.textTable(.dnde),
                    file: .init(name: "flux_points\(suffix).ecsv", content: item.table(.likelihood).ecsvText)))
        }
        for (item, suffix) in zip(curves, ResultFiles.suffixes(curves.map(\.metadata.source))) {
            blocks.append(
                .table(
                    item.textTable(.flux),
                    file: (try? item.table(.flux)).map {
                        .init(name: "light_curve\(suffix).ecsv", content: $0.ecsvText)
                    }))
        }
        return ReportSection("Spectra and light curves", blocks)
    }

    /// What was survived.
    static func warnings(_ notices: [(notice: Notice, count: Int)]) -> ReportSection {
        guard !notices.isEmpty else { return ReportSection("Warnings", []) }
        var table = TextTable([.init("times"), .init("warning", alignment: .left), .init("where", alignment: .left)])
        for group in notices.grouped { table.append(["\(group.count)", group.message, group.place]) }
        return ReportSection("Warnings", [.table(table, file: nil)])
    }
}
