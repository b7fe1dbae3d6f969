import GammaDatasets
import GammaEstimators
import GammaFit
import GammaIO
import GammaModels
import GammaPlots

/// What was found out around a fit, see ``FitChecks``.
public struct FitChecksResult: Sendable {
    /// Test statistics of the sources; empty when none were asked for.
    public var sourceTests: [SourceTest] = []
    /// Simulations from the fit; nil when none were asked for.
    public var bootstrap: BootstrapResult?
    /// Draws of the posterior; nil when none were asked for.
    public var posterior: ModelsPosterior?
    /// Profiles and contours around the fit; nil when none were asked for.
    public var scans: FitScans?
    /// The fits of each instrument of a joint analysis; nil when none were asked for.
    public var instruments: InstrumentFits?
    /// The fit beside values from elsewhere; nil when there are none.
    public var comparison: FitComparison?
    /// How the bands of fitted spectra come from the covariance.
    public var spectralErrors = SpectralErrors.propagated

    /// Nothing.
    public init() {}
}

extension FitChecksResult {
    /// Tables and remarks for a terminal.
    var report: [String] {
        (sourceTests.isEmpty ? [] : [sourceTests.report]) + (bootstrap.map { [$0.report] } ?? [])
            + (posterior.map { [$0.report] } ?? []) + (scans?.report ?? [])
            + (instruments.map { [$0.textTable.text()] } ?? []) + (comparison.map { [$0.report] } ?? [])
    }

    /// The entries of a result, and of `fit.json`.
    var jsonItems: [(String, JSONValue)] {
        (sourceTests.isEmpty ? [] : [("source_tests", sourceTests.json)])
            + (bootstrap.map { [("bootstrap", $0.json)] } ?? []) + (posterior.map { [("posterior", $0.json)] } ?? [])
            + (scans?.jsonItems ?? []) + (instruments.map { [("instrument_fits", $0.json)] } ?? [])
            + (comparison.map { [("comparison", $0.json)] } ?? [])
    }

    /// Simulations, posterior and scans as tables, with the stems of their files.
    var tables: [(stem: String, table: Table)] {
        (bootstrap.map { [("bootstrap", $0.table)] } ?? [])
            + (posterior.map { [("posterior", $0.parameterTable)] } ?? []) + (scans?.tables ?? [])
            + (instruments.map { [("instrument_fits", $0.table)] } ?? [])
            + (comparison.map { [("comparison", $0.table)] } ?? [])
    }

    /// Figures of the posterior and of the scans.
    var figures: [(name: String, figure: any Figure)] {
        (posterior.map { [("posterior", CornerFigure($0))] } ?? []) + (scans?.figures ?? [])
    }

    /// The same for the page, with figures of the scans.
    var reportBlocks: [ReportSection.Block] {
        var blocks: [ReportSection.Block] = []
        if !sourceTests.isEmpty { blocks += [.table(sourceTests.textTable, file: nil), .text(sourceTests.remarks)] }
        if let bootstrap {
            let file = ReportSection.Download(name: "bootstrap.ecsv", content: bootstrap.table.ecsvText)
            blocks += [.table(bootstrap.textTable, file: file), .text(bootstrap.remarks)]
        }
        if let posterior {
            let file = ReportSection.Download(name: "posterior.ecsv", content: posterior.parameterTable.ecsvText)
            blocks += [
                .table(posterior.textTable, file: file), .text(posterior.remarks), .figures([CornerFigure(posterior)]),
            ]
        }
        if let scans {
            blocks.append(.figures(scans.figures.map(\.figure)))
            blocks += zip(scans.textTables, scans.tables).map { text, file in
                ReportSection.Block.table(text, file: .init(name: "\(file.stem).ecsv", content: file.table.ecsvText))
            }
        }
        if let instruments {
            let file = ReportSection.Download(name: "instrument_fits.ecsv", content: instruments.table.ecsvText)
            blocks.append(.table(instruments.textTable, file: file))
        }
        if let comparison {
            let file = ReportSection.Download(name: "comparison.ecsv", content: comparison.table.ecsvText)
            blocks += [.table(comparison.textTable, file: file), .text(comparison.remarks)]
        }
        return blocks
    }
}
