import GammaCore
import GammaModels
import GammaNumerics
import GammaPlots
import GammaProducts

/// The joint spectrum of every source: the fit of all data with its band, and of each instrument its flux points, its own fit and its
/// energies.
struct JointSpectra {
    let result: DatasetsResult

    /// Stem of the file and figure, one a source with flux points of any instrument.
    var figures: [(name: String, figure: any Figure)] {
        guard let models = result.fit?.models, let energies = result.curveEnergies else { return [] }
        var sources: [String] = []
        for points in result.instruments.flatMap(\.fluxPoints) where !sources.contains(points.metadata.source) {
            sources.append(points.metadata.source)
        }
        return zip(sources, ResultFiles.suffixes(sources)).compactMap { source, suffix in
            guard
                var figure = try? SpectrumFigure(
                    nil, models: models, source: source, energies: energies, errors: result.checks.spectralErrors)
            else { return nil }
            figure.points = result.instruments.compactMap { series(of: $0, source) }
            return ("joint_spectrum\(suffix)", figure)
        }
    }

    /// Tables of the flux points, one an instrument and source.
    var fluxPoints: [(suffix: String, points: FluxPoints)] {
        result.instruments.flatMap { instrument in
            zip(instrument.fluxPoints, ResultFiles.suffixes(instrument.fluxPoints.map(\.metadata.source))).map {
                ("_" + OutputFolder.filePart(instrument.name) + $1, $0)
            }
        }
    }

    private func series(of instrument: InstrumentResult, _ source: String) -> SpectrumPoints? {
        guard let points = instrument.fluxPoints.first(where: { $0.metadata.source == source }) else { return nil }
        var series = SpectrumPoints(points)
        series.name = instrument.name
        series.energyRange = instrument.energies
        let fit = result.checks.instruments?.fits.first { $0.name == instrument.name }?.fit
        if let (low, high) = instrument.energies, let spectral = fit?.models[source]?.spectral {
            let energies = Quadrature.geomspace(low, high, count: 101)
            series.curve = SpectrumCurve(name: instrument.name, energies: energies, dnde: spectral.evaluate(energies))
        }
        return series
    }
}
