import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaNumerics
import GammaProducts

/// The flux of one source in an energy range, fitted together with other parameters: the free ones of the other models, or
/// some of its own spectrum.
///
/// The source becomes norm × its spectrum; errors, limits and scans fit the other parameters anew at each norm, and
/// their values are kept. Datasets are cut to the range, so that the fit costs no more than its bins.
struct NuisanceFluxFit {
    private let objective: ModelsObjective
    private let index: Int
    private let options: FluxOptions
    private let source: Int
    private let models: Models
    /// Those with any bin in the mask, with their positions in the list of all.
    private let datasets: [(position: Int, dataset: any CountsDataset)]

    /// - Parameters:
    ///   - ranges: bins of each dataset.
    ///   - point: the range of energy, and the norm at which the fit starts.
    init(_ prediction: FluxPrediction, ranges: [Range<Int>], point: FluxPoint, options: FluxOptions) throws {
        self.options = options
        source = prediction.source
        var scaled = prediction.models
        var component = scaled.components[source]
        let spectrum = component.spectral
        let start = point.norm.isFinite ? point.norm : 1
        component.spectral =
            options.freeParameters.isEmpty
            ? ScaleSpectralModel(spectrum, norm: start)
            : NormedSpectrum(spectrum, norm: start, energyMin: point.eMin, energyMax: point.eMax)
        // Its shape on the sky and in time stay, and so do the others unless they are to be fitted.
        let paths = component.spectral.parameterPaths
        if !options.reoptimize { scaled.setFrozen(true) }
        component.parameters = component.parameters.enumerated().map { position, parameter in
            var parameter = parameter
            parameter.isFrozen =
                position > 0 && !(position < paths.count && options.freeParameters.contains(paths[position]))
            return parameter
        }
        scaled.components[source] = component
        let parts = prediction.datasets.indices.filter { position in
            prediction.bins[position][ranges[position]].contains { $0.maskedBins > 0 }
        }
        for part in parts {
            guard let map = prediction.datasets[part] as? MapDataset else { continue }
            scaled = try scaled.cuttingTemplates(like: map, energyBins: ranges[part])
        }
        datasets = try parts.map { ($0, try prediction.datasets[$0].restricted(toEnergyBins: ranges[$0])) }
        objective = try ModelsObjective(datasets.map { $0.dataset }, models: scaled)
        models = scaled
        index = try scaled.freeParameters.position(of: "\(component.name).spectral.\(paths[0])")
    }

    /// Fills everything but the sensitivity.
    func fill(_ point: inout FluxPoint) throws {
        let fit = Minimiser().minimise(objective)
        guard fit.outcome.isMinimum else {
            throw Fault(.fit, fit.outcome.description)
        }
        let confidence = Confidence(objective, fit)
        point.norm = fit.values[index]
        point.normErr = fit.errors[index] * options.nSigma
        point.stat = fit.stat
        let null = try confidence.profile(of: index, values: [0]).points
        point.statNull = null.first?.stat ?? .nan
        point.ts = (point.statNull ?? .nan) - fit.stat
        point.outcome =
            fit.outcome.isReliable ? .converged : PointOutcome(success: true, reason: fit.outcome.description)
        point.nuisance = others.map {
            NuisanceValue(name: objective.parameters[$0].name, value: fit.values[$0], error: fit.errors[$0])
        }
        if options.selection.contains(.errnErrp) {
            let interval = confidence.interval(of: index, sigma: options.nSigma)
            (point.normErrn, point.normErrp) = (interval.errn, interval.errp)
        }
        if options.selection.contains(.ul) {
            point.normUL = confidence.upperLimit(of: index, sigma: options.nSigmaUL) ?? .nan
        }
        if options.selection.contains(.scan) { point.scan = try scan(confidence) }
        try fillPredictions(&point, models.setting(free: fit.values))
    }

    private var others: [Int] { objective.parameters.indices.filter { $0 != index } }

    /// The statistic over the norms of the options, with the other parameters at each of them.
    private func scan(_ confidence: Confidence) throws -> NormScan {
        let points = try confidence.profile(of: index, values: options.scanNorms).points
        return NormScan(
            norm: options.scanNorms, stat: points.map(\.stat),
            nuisanceNames: others.map { objective.parameters[$0].name },
            nuisance: points.map { point in others.map { point.values[$0] } })
    }

    /// Predicted counts, and the reference fluxes of the fitted shape.
    private func fillPredictions(_ point: inout FluxPoint, _ fitted: Models) throws {
        for (position, dataset) in datasets {
            let slice = DatasetSlice(bins: try dataset.sourceBins(fitted, sources: [source], Execution())[0][...])
            point.npred?[position] = slice.predicted(norm: 1)
            point.npredExcess?[position] = slice.reference
        }
        guard !options.freeParameters.isEmpty, var unit = fitted.components[source].skyModel?.spectral else { return }
        unit.parameters[0].value = 1
        point.reference = ReferenceFlux(unit, eMin: point.eMin, eMax: point.eMax, eRef: point.eRef)
    }
}
