import GammaCore

extension AnalysisResult {
    /// Writes everything to a folder, which is made when it is missing; each file is replaced as a whole.
    ///
    /// `datasets.yaml` with its FITS files, `models.yaml`, `fit.json`, `parameters.ecsv`, `flux_points.{ecsv,fits}`,
    /// `light_curve.{ecsv,fits}`, `sensitivity.{ecsv,fits}`, `figures/NAME.{png,svg,pdf}`, `report.html`. With several sources the
    /// names of their files end in `_SOURCE`.
    /// - Returns: the paths written, in order.
    @discardableResult
    public func write(to folder: String, execution: Execution = Execution()) throws -> [String] {
        var files = try ResultFiles(folder)
        try files.add(datasets)
        try files.add(fit)
        try files.add(allFluxPoints, allLightCurves)
        try files.add(sensitivity)
        try files.add(AnalysisFigures(result: self).all, execution)
        try files.add(htmlReport(execution: execution), execution)
        return files.written
    }
}
