import GammaCore
import GammaDatasets
import GammaIO
import GammaModels
import GammaPlots
import GammaProducts

/// The figures of datasets and models: maps, counts, the spectra of the sources, and the light curve.
struct DatasetsFigures {
    let result: DatasetsResult

    /// File stem and figure, in the order in which they are drawn.
    func all(_ execution: Execution) throws -> [(name: String, figure: any Figure)] {
        var figures: [(String, any Figure)] = []
        if let figure = result.selection.rows.figure { figures.append(("runs", figure)) }
        for dataset in result.maps {
            figures.append(
                (
                    stem("maps", dataset.name, of: result.maps.count),
                    marked(try SkyMapPanelsFigure(dataset, result.fit, execution))
                ))
        }
        for dataset in result.spectra {
            figures.append(
                (
                    stem("counts", dataset.name, of: result.spectra.count),
                    CountsFigure(dataset, models: result.fit?.models)
                ))
        }
        return try figures + result.checks.figures + products()
    }

    /// Those of joint and other spectra, light curves and other products.
    func products() throws -> [(name: String, figure: any Figure)] {
        var figures = JointSpectra(result: result).figures + spectra + result.allLightCurves.figures
        if let maps = result.excessMap { figures.append(try significance(of: maps, .excessMap)) }
        if let maps = result.tsMap { figures.append(try significance(of: maps, .tsMap)) }
        if let profile = result.profile { figures.append(("flux_profile", ProfileFigure(profile))) }
        if let curve = result.sensitivity { figures.append(("sensitivity", SensitivityFigure(curve))) }
        return figures
    }

    /// The significance, with the sources that were found there.
    private func significance(of maps: FluxMaps, _ name: PeaksConfig.Map) throws -> (String, any Figure) {
        let sources = result.sources.flatMap { $0.map == name ? $0.lists : nil } ?? []
        return (name.rawValue, marked(try SkyMapPanelsFigure.significance(of: maps, sources: sources)))
    }

    private func marked(_ figure: SkyMapPanelsFigure) -> SkyMapPanelsFigure {
        result.catalogMarks?.drawn(figure) ?? figure
    }

    /// The fitted spectra as tables, one a source.
    func spectrumTables() throws -> [(stem: String, table: Table)] {
        guard let models = result.fit?.models, let energies = result.curveEnergies else { return [] }
        let sources = models.skyModels.map(\.name)
        let fitted = try sources.map { source in
            let table = try models.spectrumTable(of: source, energies: energies)
            return (stem("spectrum", source, of: sources.count), table)
        }
        guard let posterior = result.checks.posterior else { return fitted }
        return try fitted
            + sources.map { source in
                let spectrum = try posterior.spectrum(of: source, energies: energies)
                return (stem("posterior_spectrum", source, of: sources.count), spectrum.table)
            }
    }

    /// The fitted spectrum of every source, with its flux points where there are any, and with those that were fitted.
    private var spectra: [(String, any Figure)] {
        guard let models = result.fit?.models, let energies = result.curveEnergies else { return [] }
        let sources = models.skyModels.map(\.name)
        return sources.compactMap { source in
            let points = result.allFluxPoints.first { $0.metadata.source == source }
            let figure = try? SpectrumFigure(
                points, models: models, source: source, energies: energies, errors: result.checks.spectralErrors,
                posterior: result.checks.posterior)
            guard var figure else { return nil }
            add(result.fluxPointsDatasets, models, source, to: &figure)
            return (stem("spectrum", source, of: sources.count), figure)
        }
    }

    /// The data to which a source contributes; their residuals where no other one does.
    private func add(
        _ datasets: [FluxPointsDataset], _ models: Models, _ source: String, to figure: inout SpectrumFigure
    ) {
        let own = datasets.filter { models[source]?.contributes(to: $0.name) == true }
        guard !own.isEmpty else { return }
        figure.points += own.map { dataset in
            var points = SpectrumPoints(dataset.points)
            points.name = dataset.name
            return points
        }
        figure.showsResiduals = own.allSatisfy { dataset in
            models.skyModels.count { $0.contributes(to: dataset.name) } == 1
        }
    }

    private func stem(_ kind: String, _ name: String, of count: Int) -> String {
        count == 1 ? kind : "\(kind)_\(OutputFolder.filePart(name))"
    }
}

extension MapDataset {
    /// From the lowest to the highest reconstructed energy in TeV with any bin in the fit; nil without one.
    var fitRange: (Double, Double)? {
        let pixels = geometry.pixelCount
        let mask = mask
        let used = energy.centres.indices.filter { mask[$0 * pixels..<($0 + 1) * pixels].contains(true) }
        guard let first = used.first, let last = used.last else { return nil }
        return (energy.edges[first], energy.edges[last + 1])
    }
}
