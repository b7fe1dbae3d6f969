import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaNumerics
import GammaPlots
import GammaProducts

/// The figures of an analysis: spectrum, counts, light curve, regions on the sky.
struct AnalysisFigures {
    let result: AnalysisResult

    /// File stem and figure, in the order in which they are drawn.
    var all: [(name: String, figure: any Figure)] {
        var figures: [(String, any Figure)] = []
        if let spectrum { figures.append(("spectrum", spectrum)) }
        for dataset in result.datasets {
            let name = result.datasets.count == 1 ? "counts" : "counts_\(dataset.name)"
            figures.append((name, counts(dataset)))
        }
        if let lightCurve { figures.append(("light_curve", lightCurve)) }
        if let regions { figures.append(("regions", regions)) }
        return figures
    }

    /// E² dN/dE of the model with its 1σ band, and the flux points.
    private var spectrum: SpectrumFigure? {
        guard let fit = result.fit, let source = result.fluxPoints?.metadata.source ?? fit.models.names.first,
            let position = try? fit.models.position(of: source)
        else { return nil }
        let energies = spectrumEnergies
        let model = fit.models.components[position].spectral
        let (values, errors) = model.evaluateError(
            energies, covariance: fit.models.spectralCovariance(ofModelAt: position))
        let curve = SpectrumCurve(name: "\(source): best fit ± 1σ", energies: energies, dnde: values, error: errors)
        guard let points = result.fluxPoints else {
            return SpectrumFigure(points: [], models: [curve], title: source, showsResiduals: false)
        }
        return SpectrumFigure(points: SpectrumPoints(points), model: curve, title: source)
    }

    /// Over the fit range, or where the first dataset has any bin in its mask.
    private var spectrumEnergies: [Double] {
        guard let dataset = result.datasets.first else { return [] }
        let bins = dataset.mask.indices.filter { dataset.mask[$0] }
        let edges = dataset.energy.edges
        guard let first = bins.first, let last = bins.last else { return [] }
        return Quadrature.geomspace(edges[first], edges[last + 1], count: 101)
    }

    private func counts(_ dataset: SpectrumDataset) -> CountsFigure {
        guard let models = result.fit?.models else {
            return CountsFigure(
                energyEdges: dataset.energy.edges, counts: dataset.counts, background: dataset.backgroundCounts,
                mask: dataset.mask, title: dataset.name)
        }
        let signal = dataset.totalSignal(models)
        let components = dataset.predictedSignal(models).map {
            CountsFigure.Component(name: $0.name, values: $0.counts)
        }
        return CountsFigure(
            energyEdges: dataset.energy.edges, counts: dataset.counts,
            background: dataset.predictedBackground(signal: signal), predicted: components, excess: dataset.excess,
            residuals: dataset.residuals(models), mask: dataset.mask, title: dataset.name)
    }

    private var lightCurve: LightCurveFigure? {
        guard let curve = result.lightCurve else { return nil }
        let series = (0..<curve.energyBinCount).map { bin in
            LightCurveFigure.Series(
                name: curve.energyRange(bin), timeMin: curve.bins.map { $0.start.mjd(curve.timeScale) },
                timeMax: curve.bins.map { $0.stop.mjd(curve.timeScale) }, values: curve.values(.flux, energyBin: bin),
                errorLow: curve.values(.flux, .errn, energyBin: bin),
                errorHigh: curve.values(.flux, .errp, energyBin: bin),
                upperLimits: curve.values(.flux, .ul, energyBin: bin), isUpperLimit: curve.isUL(energyBin: bin))
        }
        let variability = curve.variability(.flux)
        let isSingle = curve.energyBinCount == 1
        return LightCurveFigure(
            series: series, timeScale: curve.timeScale.rawValue.uppercased(),
            mean: isSingle ? variability.constancy?.weightedMean : nil,
            fractionalVariability: isSingle ? variability.fractional.map { ($0.fvar, $0.fvarError) } : nil,
            title: curve.metadata.source)
    }

    private var regions: RegionsFigure? {
        guard let on = result.runs.first?.region else { return nil }
        let frame = on.centre.frame == .galactic ? SkyFrame.galactic : .icrs
        let off = result.runs.compactMap { run in
            run.off?.region.map { RegionsFigure.Group(name: run.name, shapes: $0.shapes(in: frame)) }
        }
        guard !off.isEmpty else { return nil }
        return RegionsFigure(
            axes: frame == .galactic ? .galactic : .equatorial, on: on.shapes(in: frame), off: off,
            title: "On and off regions")
    }
}

extension SpectrumPoints {
    /// dN/dE of flux points.
    init(_ points: FluxPoints) {
        let isUL = points.isUL
        self.init(
            energies: points.points.map(\.eRef), energyMin: points.points.map(\.eMin),
            energyMax: points.points.map(\.eMax),
            dnde: points.values(.dnde), errorLow: points.errors(below: true), errorHigh: points.errors(below: false),
            upperLimits: points.values(.dnde, .ul), isUpperLimit: isUL)
    }
}

extension FluxPoints {
    /// Asymmetric errors of dN/dE; the symmetric one where there is none.
    fileprivate func errors(below: Bool) -> [Double] {
        zip(values(.dnde, below ? .errn : .errp), values(.dnde, .err)).map { $0.isFinite ? $0 : $1 }
    }
}

extension LightCurve {
    /// The range of an energy bin in words.
    fileprivate func energyRange(_ bin: Int) -> String {
        guard let point = bins.first(where: { $0.points.count > bin })?.points[bin] else { return "Flux" }
        return "\(ValueFormat.number(point.eMin, digits: 3)) – \(ValueFormat.number(point.eMax, digits: 3)) TeV"
    }
}

extension SkyRegion {
    /// The shapes of a figure; regions combined other than by union are left out.
    func shapes(in frame: SkyFrame) -> [SkyShape] {
        switch converted(to: frame) {
        case .circle(let centre, let radius): [.circle(lon: centre.lon, lat: centre.lat, radius: radius)]
        case .ellipse(let centre, let width, let height, let angle):
            [.ellipse(lon: centre.lon, lat: centre.lat, width: width, height: height, angle: angle)]
        case .rectangle(let centre, let width, let height, let angle):
            [.rectangle(lon: centre.lon, lat: centre.lat, width: width, height: height, angle: angle)]
        case .annulus(let centre, let inner, let outer):
            [.annulus(lon: centre.lon, lat: centre.lat, inner: inner, outer: outer)]
        case .polygon(let vertices): [.polygon(vertices.map { ($0.lon, $0.lat) })]
        case .point(let centre): [.point(lon: centre.lon, lat: centre.lat)]
        case .compound(.or, let parts): parts.flatMap { $0.shapes(in: frame) }
        default: []
        }
    }
}
