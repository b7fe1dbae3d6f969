import GammaDatasets
import GammaNumerics
import GammaPlots

/// The figures of an analysis: spectrum, counts, light curve, regions on the sky.
struct AnalysisFigures {
    let result: AnalysisResult

    /// File stem and figure, in the order in which they are drawn.
    var all: [(name: String, figure: any Figure)] {
        var figures: [(String, any Figure)] = []
        if let spectrum { figures.append(("spectrum", spectrum)) }
        for dataset in result.datasets {
            let name = result.datasets.count == 1 ? "counts" : "counts_\(dataset.name)"
            figures.append((name, CountsFigure(dataset, models: result.fit?.models)))
        }
        if let curve = result.lightCurve { figures.append(("light_curve", LightCurveFigure(curve))) }
        if let regions = RegionsFigure(result.runs) { figures.append(("regions", regions)) }
        return figures
    }

    private var spectrum: SpectrumFigure? {
        guard let models = result.fit?.models, let dataset = result.datasets.first else { return nil }
        return try? SpectrumFigure(result.fluxPoints, models: models, energies: dataset.fitEnergies)
    }
}

extension SpectrumDataset {
    /// 101 energies in TeV, evenly spaced on a logarithmic axis over the bins that take part in the fit; empty when none do.
    public var fitEnergies: [Double] {
        guard let first = mask.firstIndex(of: true), let last = mask.lastIndex(of: true) else { return [] }
        return Quadrature.geomspace(energy.edges[first], energy.edges[last + 1], count: 101)
    }
}
