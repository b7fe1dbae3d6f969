import GammaDatasets
import GammaNumerics
import GammaPlots
import GammaProducts

/// The figures of an analysis: spectrum, counts, light curve, regions on the sky.
struct AnalysisFigures {
    let result: AnalysisResult

    /// File stem and figure, in the order in which they are drawn.
    var all: [(name: String, figure: any Figure)] {
        var figures = spectra + result.checks.figures
        if let runs = result.selection.rows.figure { figures.append(("runs", runs)) }
        for dataset in result.datasets {
            let name = result.datasets.count == 1 ? "counts" : "counts_\(dataset.name)"
            figures.append((name, CountsFigure(dataset, models: result.fit?.models)))
        }
        figures += result.allLightCurves.figures
        if let curve = result.sensitivity { figures.append(("sensitivity", SensitivityFigure(curve))) }
        if let regions = RegionsFigure(result.runs) { figures.append(("regions", regions)) }
        return figures
    }

    /// The fitted spectrum of every source with flux points, or without any that of the first one.
    private var spectra: [(name: String, figure: any Figure)] {
        guard let models = result.fit?.models, let dataset = result.datasets.first else { return [] }
        let points: [FluxPoints?] = result.allFluxPoints.isEmpty ? [nil] : result.allFluxPoints
        let suffixes = ResultFiles.suffixes(points.map { $0?.metadata.source ?? "" })
        return zip(points, suffixes).compactMap { points, suffix in
            let figure = try? SpectrumFigure(
                points, models: models, energies: dataset.fitEnergies, errors: result.checks.spectralErrors,
                posterior: result.checks.posterior)
            return figure.map { ("spectrum\(suffix)", $0) }
        }
    }
}

extension SpectrumDataset {
    /// 101 energies in TeV, evenly spaced on a logarithmic axis over the bins that take part in the fit; empty when none do.
    public var fitEnergies: [Double] {
        guard let first = mask.firstIndex(of: true), let last = mask.lastIndex(of: true) else { return [] }
        return Quadrature.geomspace(energy.edges[first], energy.edges[last + 1], count: 101)
    }
}
