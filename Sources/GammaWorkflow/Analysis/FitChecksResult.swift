import GammaEstimators
import GammaIO
import GammaModels
import GammaPlots

/// What was found out around a fit, see ``FitChecks``.
public struct FitChecksResult: Sendable {
    /// Test statistics of the sources; empty when none were asked for.
    public var sourceTests: [SourceTest] = []
    /// Simulations from the fit; nil when none were asked for.
    public var bootstrap: BootstrapResult?
    /// Profiles and contours around the fit; nil when none were asked for.
    public var scans: FitScans?
    /// How the bands of fitted spectra come from the covariance.
    public var spectralErrors = SpectralErrors.propagated

    /// Nothing.
    public init() {}
}

extension FitChecksResult {
    /// Tables and remarks for a terminal.
    var report: [String] {
        (sourceTests.isEmpty ? [] : [sourceTests.report]) + (bootstrap.map { [$0.report] } ?? [])
            + (scans?.report ?? [])
    }

    /// The entries of a result, and of `fit.json`.
    var jsonItems: [(String, JSONValue)] {
        (sourceTests.isEmpty ? [] : [("source_tests", sourceTests.json)])
            + (bootstrap.map { [("bootstrap", $0.json)] } ?? []) + (scans?.jsonItems ?? [])
    }

    /// Simulations and scans as tables, with the stems of their files.
    var tables: [(stem: String, table: Table)] {
        (bootstrap.map { [("bootstrap", $0.table)] } ?? []) + (scans?.tables ?? [])
    }

    /// The same for the page, with figures of the scans.
    var reportBlocks: [ReportSection.Block] {
        var blocks: [ReportSection.Block] = []
        if !sourceTests.isEmpty { blocks += [.table(sourceTests.textTable, file: nil), .text(sourceTests.remarks)] }
        if let bootstrap {
            let file = ReportSection.Download(name: "bootstrap.ecsv", content: bootstrap.table.ecsvText)
            blocks += [.table(bootstrap.textTable, file: file), .text(bootstrap.remarks)]
        }
        if let scans {
            blocks.append(.figures(scans.figures.map(\.figure)))
            blocks += zip(scans.textTables, scans.tables).map { text, file in
                ReportSection.Block.table(text, file: .init(name: "\(file.stem).ecsv", content: file.table.ecsvText))
            }
        }
        return blocks
    }
}
