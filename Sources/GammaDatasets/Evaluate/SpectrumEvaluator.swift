import GammaCore
import GammaFit
import GammaModels
import GammaNumerics

/// Predicts a spectrum dataset: μ = Σ_t K(t→r) · exposure(t) · ∫ spectrum over the true bin t.
///
/// The response K·exposure is multiplied out once, for the bins of the mask only. Order of the steps as in Gammapy.
struct SpectrumEvaluator: DatasetEvaluator {
    /// Positions of the sources that contribute to this dataset.
    private let sources: [Int]
    /// Position of the model of its responses.
    private let seenThrough: Int?
    /// The bins of reconstructed energy within the mask.
    private let likelihood: BinnedStatistic
    private let response: SpectrumResponse

    /// - Throws: ``Fault/Code/incompatible`` for two models of the responses.
    init(_ dataset: SpectrumDataset, models: Models) throws {
        let mask = dataset.mask
        let bins = mask.indices.filter { mask[$0] }
        let all = dataset.binStatistics
        sources = dataset.sources(in: models)
        seenThrough = try models.response(ofDataset: dataset.name)
        likelihood = BinnedStatistic(bins: bins.map { all[$0] })
        response = SpectrumResponse(dataset, bins: bins)
    }

    func statistic(_ models: Models, _ execution: Execution) -> Double {
        var signal = [Double](repeating: 0, count: likelihood.bins.count)
        for case let source? in sources.map({ SeenSource(models, component: $0, response: seenThrough) }) {
            response.fold(source.integral(response.grid), into: &signal)
        }
        return likelihood.sum(signal)
    }

    func evaluate(_ models: Models, free: FreeParameters, _ execution: Execution) -> ObjectiveEvaluation {
        var signal = [Double](repeating: 0, count: likelihood.bins.count)
        var slopes = [[Double]?](repeating: nil, count: free.count)
        for index in sources {
            guard let source = SeenSource(models, component: index, response: seenThrough) else { continue }
            let targets = SeenSource.free(free, component: index, response: seenThrough)
            let (integral, gradient) = source.integralWithGradient(response.grid)
            response.fold(integral, into: &signal)
            for (row, gradient) in gradient.enumerated() {
                guard let target = targets[source.position(ofRow: row, withTemporal: false)] else { continue }
                var slope = slopes[target] ?? [Double](repeating: 0, count: likelihood.bins.count)
                response.fold(gradient, into: &slope)
                slopes[target] = slope
            }
        }
        return likelihood.evaluate(signal, slopes: slopes)
    }
}

/// Exposure times energy dispersion, row by row of reconstructed energy.
struct SpectrumResponse: Sendable {
    /// The true energies, prepared for integrals.
    let grid: EnergyGrid
    private let rows: [[Double]]

    /// The response of the given bins of reconstructed energy.
    init(_ dataset: SpectrumDataset, bins: [Int]) {
        let dispersion = dataset.dispersionMatrix
        grid = EnergyGrid(edges: dataset.energyTrue.edges)
        rows = bins.map { r in dataset.exposure.indices.map { t in dataset.exposure[t] * dispersion[t, r] } }
    }

    /// Adds the counts of a flux integrated over the true bins (cm⁻² s⁻¹).
    func fold(_ flux: [Double], into counts: inout [Double]) {
        for (r, row) in rows.enumerated() {
            var sum = 0.0
            for t in row.indices { sum += row[t] * flux[t] }
            counts[r] += sum
        }
    }
}
