import GammaFit
import GammaNumerics

/// The fit statistic of a list of bins and how it changes with parameters.
struct BinnedStatistic: Sendable {
    let bins: [BinStatistic]

    /// Sum over the bins for the given signal counts.
    func sum(_ signal: [Double]) -> Double {
        var sum = 0.0
        for (bin, counts) in zip(bins, signal) { sum += bin.value(signal: counts) }
        return sum
    }

    /// Value, gradient and expected Hessian; `slopes` holds ∂signal/∂parameter, nil for parameters without effect.
    func evaluate(_ signal: [Double], slopes: [[Double]?]) -> ObjectiveEvaluation {
        var value = 0.0
        var gradient = [Double](repeating: 0, count: slopes.count)
        var curvature = Matrix(rows: slopes.count, columns: slopes.count)
        let active = slopes.indices.filter { slopes[$0] != nil }
        let columns = active.map { slopes[$0] ?? [] }
        for (i, bin) in bins.enumerated() {
            let term = bin.derivatives(signal: signal[i])
            value += term.value
            for (a, slope) in columns.enumerated() {
                gradient[active[a]] += term.first * slope[i]
                for b in 0...a { curvature[active[a], active[b]] += term.expected * slope[i] * columns[b][i] }
            }
        }
        for a in active { for b in active where b > a { curvature[a, b] = curvature[b, a] } }
        return ObjectiveEvaluation(value: value, gradient: gradient, curvature: curvature)
    }
}
