import GammaCore
import GammaDatasets
import GammaEstimators
import GammaModels
import GammaNumerics
import GammaProducts

extension SpectrumAnalysis {
    /// Flux points of the configured source; nil when the configuration asks for none.
    public func fluxPoints(_ datasets: [SpectrumDataset], models: Models) throws -> FluxPoints? {
        guard let axis = config.fluxPoints.energy.axis else { return nil }
        let estimator = FluxPointsEstimator(
            source: try source(config.fluxPoints.source, models, keyPath: "flux_points.source"),
            energyEdges: Quadrature.geomspace(axis.minTeV, axis.maxTeV, count: axis.bins + 1),
            options: FluxOptions(config.fluxPoints.parameters),
            allowsMultipleTelescopes: config.fluxPoints.parameters.allowMultipleTelescopes ?? false)
        return try estimator.run(datasets, models: models, execution: execution)
    }

    /// Light curve of the configured source: one point a run unless time intervals are given.
    ///
    /// Without energies it covers the fit range; without a configured source that of the flux points.
    public func lightCurve(_ runs: [SpectrumDataset], models: Models) throws -> LightCurve? {
        let usable = runs.filter { $0.maskSafe.contains(true) && $0.gti != nil }
        guard !usable.isEmpty else { return nil }
        let configured = config.mentions("light_curve")
        let name = configured ? config.lightCurve.source : config.fluxPoints.source
        let estimator = LightCurveEstimator(
            source: try source(name, models, keyPath: "light_curve.source"), energyEdges: lightCurveEdges(usable),
            intervals: config.lightCurve.timeIntervals.intervals,
            options: FluxOptions(config.lightCurve.parameters.common))
        return try estimator.run(usable, models: models, execution: execution)
    }

    private func lightCurveEdges(_ runs: [SpectrumDataset]) -> [Double] {
        if let axis = config.lightCurve.energyEdges.axis {
            return Quadrature.geomspace(axis.minTeV, axis.maxTeV, count: axis.bins + 1)
        }
        let edges = runs.first?.energy.edges ?? []
        let range = config.fit.fitRange
        return [range.min?.TeV ?? edges.first ?? 0, range.max?.TeV ?? edges.last ?? 0]
    }

    /// The model to measure: the configured one; with only one source in the models, that one, with a notice.
    private func source(_ name: String, _ models: Models, keyPath: String) throws -> String {
        let names = models.skyModels.map(\.name)
        if names.contains(name) { return name }
        if names.count == 1, let only = names.first {
            execution.notices.add(
                "there is no model '\(name)'; the only source, '\(only)', is taken", at: config.origin(of: keyPath))
            return only
        }
        let near = nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
        throw Fault(
            .badValue, "there is no model '\(name)'", at: config.origin(of: keyPath),
            hint: near ?? "models: \(names.joined(separator: ", "))")
    }
}

extension FluxOptions {
    /// The options that a configuration asks for; what it leaves out keeps its default.
    init(_ parameters: EstimatorParameters) {
        self.init()
        nSigma = parameters.nSigma ?? nSigma
        nSigmaUL = parameters.nSigmaUL ?? nSigmaUL
        nSigmaSensitivity = parameters.nSigmaSensitivity ?? nSigmaSensitivity
        reoptimize = parameters.reoptimize ?? reoptimize
        selection = Set(
            Selection.allCases.filter { wanted in
                OptionalQuantities.Name(rawValue: wanted.rawValue).map {
                    parameters.selectionOptional?.contains($0) ?? false
                } ?? false
            })
    }
}
