import GammaCore
import GammaMaps
import GammaModels
import GammaPlots
import GammaProducts

/// Residuals and their figures, written to one folder.
public struct ResidualsFolder: Sendable {
    /// The residuals.
    public let residuals: Residuals
    /// The models they are to, whose sources are drawn.
    public let models: Models
    /// Sources of a catalogue that are drawn, too.
    public let marks: CatalogMarks?

    /// Takes residuals and the models they are to.
    public init(_ residuals: Residuals, models: Models, marks: CatalogMarks? = nil) {
        self.residuals = residuals
        self.models = models
        self.marks = marks
    }

    /// Writes `residual_maps.fits` (of several groups of datasets `residual_maps_GROUP.fits`) and the peaks beside it,
    /// `tables/AXIS_REGION.ecsv` (of one dataset alone `AXIS_REGION_DATASET.ecsv`), `residuals.json`, and `figures/NAME.{png,svg,pdf}`.
    /// - Returns: the paths written.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    @discardableResult
    public func write(to folder: String, execution: Execution = Execution()) throws -> [String] {
        var files = try ResultFiles(folder)
        let folder = files.folder
        var written: [String] = []
        for (maps, suffix) in zip(residuals.maps, suffixes) {
            let stem = "\(folder)/residual_maps\(suffix)"
            try maps.write(to: stem + ".fits")
            try maps.peaks.write(to: stem + "_peaks.ecsv")
            try maps.peaks.writeRegions(to: stem + "_peaks.reg")
            written += [stem + ".fits", stem + "_peaks.ecsv", stem + "_peaks.reg"]
        }
        try OutputFolder.make(folder + "/tables")
        for series in residuals.spectra + residuals.profiles {
            let path = "\(folder)/tables/\(Self.stem(series)).ecsv"
            try series.write(to: path)
            written.append(path)
        }
        try AtomicFile.write(residuals.json.text(pretty: true) + "\n", to: folder + "/residuals.json")
        try files.add(figures(), execution)
        return written + [folder + "/residuals.json"] + files.written
    }

    /// Every figure with the stem of its files.
    public func figures() throws -> [(name: String, figure: any Figure)] {
        var figures: [(String, any Figure)] = []
        for (maps, suffix) in zip(residuals.maps, suffixes) {
            figures.append(("residual_maps\(suffix)", marked(SkyMapPanelsFigure(maps, models: models))))
            if maps.energy.binCount > 1 {
                figures.append(("residual_bands\(suffix)", marked(.bands(of: maps, models: models))))
            }
            figures += histograms(maps).map { ("residual_significances\(suffix)\($0)", $1) }
        }
        for series in residuals.summary { figures.append(("residuals_" + Self.stem(series), ComponentsFigure(series))) }
        return figures
    }

    private func marked(_ figure: SkyMapPanelsFigure) -> SkyMapPanelsFigure { marks?.drawn(figure) ?? figure }

    /// One of all energies, and one of each band.
    private func histograms(_ maps: ResidualMaps) -> [(String, SignificanceHistogramFigure)] {
        let title = maps.title
        let total = SignificanceHistogramFigure(
            maps.totalSignificance.values, outside: maps.isSource.flags, title: "\(title), all energies")
        let (pixels, edges) = (maps.counts.geometry.pixelCount, maps.energy.edges)
        guard edges.count > 2 else { return [("", total)] }
        return [("", total)]
            + edges.indices.dropLast().map { band in
                let range = [edges[band], edges[band + 1]].map { ValueFormat.number($0, digits: 3) }
                return (
                    "_band\(band)",
                    SignificanceHistogramFigure(
                        Array(maps.significance.values[band * pixels..<(band + 1) * pixels]),
                        outside: maps.isSource.flags, title: "\(title), \(range.joined(separator: "–")) TeV")
                )
            }
    }

    /// Endings of the files of each group of datasets: nothing for the only one.
    private var suffixes: [String] {
        residuals.maps.indices.map { residuals.maps.count == 1 ? "" : "_\($0 + 1)" }
    }

    /// Stem of the files of a series: axis, region, and the dataset of one that stands for itself.
    private static func stem(_ series: ResidualSeries) -> String {
        let names = series.datasetNames.count == 1 ? [series.datasetNames[0]] : []
        return OutputFolder.filePart(([series.axis.rawValue, series.region] + names).joined(separator: "_"))
    }
}
