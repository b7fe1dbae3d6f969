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

    /// The flux in the bins of all datasets, maps and spectra in any mix, between two energies (TeV) that are edges of their
    /// axes.
    /// - Throws: a fault when the source is not among the models, or models and datasets do not fit together.
    public func run(
        _ datasets: [any Dataset], models: Models, energyMin: Double, energyMax: Double,
        execution: Execution = Execution()
    ) throws -> FluxPoint {
        let prediction = try FluxPrediction.make(
            datasets.countsDatasets(), models: models, sources: [source], execution)
        try options.checkFreeParameters(of: models.source(source))
        return try run(prediction[0], energyMin: energyMin, energyMax: energyMax)
    }

    /// The flux in a range of energy of predicted datasets. What fails in this range alone is told by the outcome.
    /// - Throws: ``Fault/Code/cancelled``.
    func run(_ prediction: FluxPrediction, energyMin: Double, energyMax: Double) throws -> FluxPoint {
        var point = try emptyPoint(prediction.models, energyMin: energyMin, energyMax: energyMax)
        let prediction = options.sumsOverEnergy ? try prediction.summed(energyMin, energyMax) : prediction
        let ranges = prediction.ranges(energyMin, energyMax)
        let slices = zip(prediction.bins, ranges).map { DatasetSlice(bins: $0[$1]) }
        point.counts = slices.map(\.counts)
        let countsOff = slices.map(\.countsOff)
        if countsOff.contains(where: { $0 != nil }) { point.countsOff = countsOff.map { $0 ?? .nan } }
        guard slices.contains(where: { !$0.isMasked }) else {
            point.outcome = .masked
            fillUnknown(&point)
            return point
        }
        fill(&point, NormLikelihood(slices.flatMap(\.bins)))
        fillPredictions(&point, slices)
        guard fitsOthers(prediction), point.outcome?.success == true else { return point }
        do {
            // Sensitivity is that of the one-parameter likelihood: the others are known to it.
            try NuisanceFluxFit(prediction, ranges: ranges, point: point, options: options).fill(&point)
        } catch let fault as Fault where fault.code != .cancelled {
            point.outcome = .failed(fault.message)
            fillUnknown(&point)
        }
        return point
    }

    /// Whether parameters beside the norm are fitted in each range.
    private func fitsOthers(_ prediction: FluxPrediction) -> Bool {
        if !options.freeParameters.isEmpty { return true }
        return options.reoptimize
            && prediction.models.freeParameters.entries.contains {
                $0.places.contains { $0.model != prediction.source }
            }
    }

    /// A point with its reference fluxes and no value.
    func emptyPoint(_ models: Models, energyMin: Double, energyMax: Double) throws -> FluxPoint {
        let model = try models.source(source).spectral
        let reference = (energyMin * energyMax).squareRoot()
        return FluxPoint(
            eMin: energyMin, eMax: energyMax,
            reference: ReferenceFlux(model, eMin: energyMin, eMax: energyMax, eRef: reference), norm: .nan)
    }

    /// Gives every quantity that was asked for the value NaN.
    func fillUnknown(_ point: inout FluxPoint) {
        point.norm = .nan
        point.normErr = .nan
        point.ts = .nan
        point.stat = 0
        point.statNull = 0
        point.nuisance = []
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
        let null = likelihood.relative(0)
        point.norm = best.norm
        point.stat = likelihood.value(best.norm)
        point.statNull = likelihood.value(0)
        point.ts = null - best.relative
        point.normErr = best.error * options.nSigma
        point.outcome =
            best.error.isNaN
            ? PointOutcome(
                success: true, reason: "no symmetric error: too few counts for the likelihood to curve at its minimum")
            : .converged
        if options.selection.contains(.errnErrp) {
            point.normErrn = likelihood.distance(from: best, sigma: options.nSigma, upwards: false)
            point.normErrp = likelihood.distance(from: best, sigma: options.nSigma, upwards: true)
        }
        if options.selection.contains(.ul) {
            point.normUL = best.norm + likelihood.distance(from: best, sigma: options.nSigmaUL, upwards: true)
        }
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
        point.npredExcess = slices.map { norm * $0.reference }
        point.npred = slices.map { $0.predicted(norm: norm) }
    }
}
