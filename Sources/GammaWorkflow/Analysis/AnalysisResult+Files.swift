import GammaCore
import GammaDatasets
import GammaIO
import GammaModels

extension AnalysisResult {
    /// Writes everything to a folder, which is made when it is missing; each file is replaced as a whole.
    ///
    /// `datasets.yaml` with its FITS files, `models.yaml`, `fit.json`, `parameters.ecsv`, `bootstrap.ecsv`,
    /// `profile_PARAMETER.ecsv`, `contour_PARAMETER_PARAMETER_Nsigma.ecsv`, `spectrum.ecsv`, `flux_points.{ecsv,fits}`,
    /// `light_curve.{ecsv,fits}`, `sensitivity.{ecsv,fits}`, `figures/NAME.{png,svg,pdf}`, `report.html`. With several sources the
    /// names of their files end in `_SOURCE`.
    /// - Returns: the paths written, in order.
    @discardableResult
    public func write(to folder: String, execution: Execution = Execution()) throws -> [String] {
        var files = try ResultFiles(folder)
        try files.add(datasets)
        try files.add(fit, checks)
        try files.add(spectrumTables)
        try files.add(allFluxPoints, allLightCurves)
        try files.add(sensitivity)
        try files.add(AnalysisFigures(result: self).all, execution)
        try files.add(htmlReport(execution: execution), execution)
        return files.written
    }

    /// The fitted spectra over the energies of the fit, one a source.
    private var spectrumTables: [(stem: String, table: Table)] {
        get throws {
            guard let models = fit?.models, let energies = datasets.first?.fitEnergies, !energies.isEmpty else {
                return []
            }
            let names = models.skyModels.map(\.name)
            return try zip(names, ResultFiles.suffixes(names)).map { name, suffix in
                ("spectrum\(suffix)", try models.spectrumTable(of: name, energies: energies))
            }
        }
    }
}
