import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaNumerics
import GammaProducts

/// The flux of one source in an energy range, with the free parameters of the other models fitted again.
///
/// The source becomes norm × its spectrum; errors, limits and scans fit the other parameters anew at each norm, and
/// their values are kept.
struct NuisanceFluxFit {
    private let objective: ModelsObjective
    private let index: Int
    private let options: FluxOptions

    /// - Parameter source: position of the source in the models.
    init(
        _ datasets: [SpectrumDataset], models: Models, source: Int, energyMin: Double, energyMax: Double,
        options: FluxOptions
    ) throws {
        self.options = options
        var scaled = models
        let model = ScaleSpectralModel(models.components[source].spectral)
        var component = scaled.components[source]
        component.spectral = model
        // Only the norm of the source is free; its shape on the sky and in time stay.
        component.parameters = component.parameters.map { parameter in
            var parameter = parameter
            parameter.isFrozen = parameter.name != model.norm.name
            return parameter
        }
        scaled.components[source] = component
        let slices = datasets.map { dataset in
            var slice = dataset
            let range = dataset.energy.mask(minimum: energyMin * (1 - 1e-9), maximum: energyMax * (1 + 1e-9))
            slice.maskFit = zip(dataset.mask, range).map { $0 && $1 }
            return slice
        }
        objective = try ModelsObjective(slices.filter { $0.mask.contains(true) }, models: scaled)
        index = try scaled.freeParameters.position(
            of: "\(component.name).spectral.\(component.spectral.parameterPaths[0])")
    }

    /// Fills everything but the predicted counts.
    func fill(_ point: inout FluxPoint) throws {
        let fit = Minimiser().minimise(objective)
        guard fit.outcome.isMinimum else {
            point.outcome = .failed(fit.outcome.description)
            return
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
        if options.selection.contains(.errnErrp) {
            let interval = confidence.interval(of: index, sigma: options.nSigma)
            (point.normErrn, point.normErrp) = (interval.errn, interval.errp)
        }
        if options.selection.contains(.ul) {
            point.normUL = confidence.upperLimit(of: index, sigma: options.nSigmaUL) ?? .nan
        }
        if options.selection.contains(.scan) { point.scan = try scan(confidence) }
    }

    /// The statistic over the norms of the options, with the other parameters at each of them.
    private func scan(_ confidence: Confidence) throws -> NormScan {
        let points = try confidence.profile(of: index, values: options.scanNorms).points
        let others = objective.parameters.indices.filter { $0 != index }
        return NormScan(
            norm: options.scanNorms, stat: points.map(\.stat),
            nuisanceNames: others.map { objective.parameters[$0].name },
            nuisance: points.map { point in others.map { point.values[$0] } })
    }
}
