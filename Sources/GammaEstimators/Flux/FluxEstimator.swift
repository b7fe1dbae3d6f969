import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaNumerics
import GammaProducts

/// Measures the flux of one source in one range of reconstructed energy, as a factor on its model.
public struct FluxEstimator: Sendable {
    /// Name of the source.
    public var source: String
    /// What is computed.
    public var options: FluxOptions

    /// Makes an estimator.
    public init(source: String, options: FluxOptions = FluxOptions()) {
        self.source = source
        self.options = options
    }

    /// The flux in the bins of all datasets between two energies (TeV) that are edges of their axes.
    /// - Throws: a fault when the source is not among the models.
    public func run(
        _ datasets: [SpectrumDataset], models: Models, energyMin: Double, energyMax: Double
    ) throws -> FluxPoint {
        let position = try models.position(of: source)
        var point = try emptyPoint(models, energyMin: energyMin, energyMax: energyMax)
        let slices = datasets.map {
            DatasetSlice($0, models: models, source: position, energyMin: energyMin, energyMax: energyMax)
        }
        point.counts = slices.map(\.counts)
        guard slices.contains(where: { !$0.bins.isEmpty }) else {
            point.outcome = .masked
            fillUnknown(&point)
            return point
        }
        fill(&point, NormLikelihood(bins: slices.flatMap(\.bins)))
        if options.reoptimize, models.hasFreeParameters(besides: position) {
            // Sensitivity is that of the one-parameter likelihood: the others are known to it.
            try NuisanceFluxFit(
                datasets, models: models, source: position, energyMin: energyMin, energyMax: energyMax, options: options
            ).fill(&point)
        }
        fillPredictions(&point, slices)
        return point
    }

    /// A point with its reference fluxes and no value.
    func emptyPoint(_ models: Models, energyMin: Double, energyMax: Double) throws -> FluxPoint {
        let model = try models.source(source).spectral
        let reference = (energyMin * energyMax).squareRoot()
        return FluxPoint(
            eMin: energyMin, eMax: energyMax,
            reference: ReferenceFlux(
                dnde: model(reference), flux: model.integral(from: energyMin, to: energyMax),
                eflux: model.energyFlux(from: energyMin, to: energyMax), eRef: reference),
            norm: .nan)
    }

    /// Gives every quantity that was asked for the value NaN.
    func fillUnknown(_ point: inout FluxPoint) {
        point.normErr = .nan
        point.ts = .nan
        point.stat = 0
        point.statNull = 0
        if options.selection.contains(.errnErrp) { (point.normErrn, point.normErrp) = (.nan, .nan) }
        if options.selection.contains(.ul) { point.normUL = .nan }
        if options.selection.contains(.sensitivity) { point.normSensitivity = .nan }
        if options.selection.contains(.scan) {
            point.scan = NormScan(norm: options.scanNorms, stat: options.scanNorms.map { _ in .nan })
        }
        point.npred = point.counts?.map { _ in 0 }
        point.npredExcess = point.npred
    }

    private func fill(_ point: inout FluxPoint, _ likelihood: NormLikelihood) {
        guard let best = likelihood.minimum() else {
            point.outcome = .failed("the source predicts no counts in this energy interval")
            fillUnknown(&point)
            return
        }
        point.norm = best.norm
        point.stat = best.stat
        point.statNull = likelihood.value(0)
        point.ts = likelihood.value(0) - best.stat
        point.normErr = best.error * options.nSigma
        point.outcome = .converged
        func distance(_ sigma: Double, upwards: Bool) -> Double {
            likelihood.distance(
                from: best.norm, stat: best.stat, rise: sigma * sigma, upwards: upwards, firstStep: best.error * sigma)
        }
        if options.selection.contains(.errnErrp) {
            point.normErrn = distance(options.nSigma, upwards: false)
            point.normErrp = distance(options.nSigma, upwards: true)
        }
        if options.selection.contains(.ul) { point.normUL = best.norm + distance(options.nSigmaUL, upwards: true) }
        if options.selection.contains(.scan) {
            point.scan = NormScan(norm: options.scanNorms, stat: options.scanNorms.map(likelihood.value))
        }
        if options.selection.contains(.sensitivity) {
            point.normSensitivity = likelihood.sensitivity(sigma: options.nSigmaSensitivity)
        }
    }

    private func fillPredictions(_ point: inout FluxPoint, _ slices: [DatasetSlice]) {
        let norm = point.norm
        guard norm.isFinite else { return }
        point.npredExcess = slices.map { $0.bins.reduce(0) { $0 + norm * $1.reference } }
        point.npred = slices.map { slice in
            slice.bins.reduce(0) {
                let signal = $1.fixed + norm * $1.reference
                return $0 + signal + $1.statistic.background(signal: signal)
            }
        }
    }
}

extension Models {
    /// Whether any parameter of another model is free.
    fileprivate func hasFreeParameters(besides position: Int) -> Bool {
        freeParameters.entries.contains { $0.places.contains { $0.model != position } }
    }
}
