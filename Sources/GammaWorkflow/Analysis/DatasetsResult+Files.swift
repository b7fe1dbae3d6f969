import GammaCore

extension DatasetsResult {
    /// Writes everything to a folder, which is made when it is missing; each file is replaced as a whole.
    ///
    /// `exclusion_mask.fits` and what belongs to it (``ExclusionMaskResult/write(to:)``), `backgrounds.ecsv`, `datasets.yaml`
    /// with its FITS files, `models.yaml`, `fit.json`, `parameters.ecsv`, `bootstrap.ecsv`, `profile_PARAMETER.ecsv`,
    /// `contour_PARAMETER_PARAMETER_Nsigma.ecsv`, `spectrum.ecsv`, `flux_points.{ecsv,fits}`, `light_curve.{ecsv,fits}`, `excess_map.fits` and `ts_map.fits` with their models,
    /// of instruments `instrument_fits.ecsv`, `comparison.ecsv` and `flux_points_INSTRUMENT.{ecsv,fits}`,
    /// `sources.{ecsv,fits,reg,yaml}`, `search/` (``SourceSearchFolder``), `flux_profile.{ecsv,fits,reg}`, `sensitivity.{ecsv,fits}`,
    /// `figures/NAME.{png,svg,pdf}`, `report.html`. With several sources the names of their files end in `_SOURCE`.
    /// - Returns: the paths written, in order.
    @discardableResult
    public func write(to folder: String, execution: Execution = Execution()) throws -> [String] {
        var files = try ResultFiles(folder)
        try files.add(exclusion)
        if !backgrounds.isEmpty { try files.add([("backgrounds", backgrounds.fileTable)]) }
        try files.add(datasets)
        try files.add(fit, checks)
        try files.add(DatasetsFigures(result: self).spectrumTables())
        try files.add(allFluxPoints, allLightCurves)
        try files.add(JointSpectra(result: self).fluxPoints)
        try files.add(excessMap, "excess_map")
        try files.add(tsMap, "ts_map")
        try files.add(sources)
        try files.add(search)
        try files.add(profile)
        try files.add(sensitivity)
        try files.add(DatasetsFigures(result: self).all(execution), execution)
        try files.add(htmlReport(execution: execution), execution)
        return files.written
    }
}
