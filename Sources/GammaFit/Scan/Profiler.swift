import GammaNumerics

/// The statistic with some parameters held, least in the others or with these left at the best fit.
struct Profiler: Sendable {
    let objective: any Objective
    let best: FitResult
    let minimiser: Minimiser
    let reoptimises: Bool

    /// The point with the parameters `held` at `values`; the fit of the others starts from `start`, or from where the
    /// covariance expects them.
    func point(_ held: [Int], at values: [Double], from start: [Double]? = nil) -> ScanPoint {
        var x = start ?? expected(held, values)
        if !reoptimises { x = best.values }
        for (index, value) in zip(held, values) { x[index] = value }
        guard reoptimises, held.count < x.count else {
            return ScanPoint(values: x, stat: objective.value(at: x), outcome: .converged)
        }
        let inner = HeldObjective(objective, holding: held, at: x)
        let fit = minimiser.minimise(inner, from: inner.part(x))
        return ScanPoint(values: inner.whole(fit.values), stat: fit.stat, outcome: fit.outcome)
    }

    /// All parameters where the covariance expects them, given some of them: x̂ + C_xh C_hh⁻¹ (h − ĥ).
    private func expected(_ held: [Int], _ values: [Double]) -> [Double] {
        var x = best.values
        guard let covariance = best.covariance else { return x }
        let block = covariance.submatrix(rows: held, columns: held)
        guard let inverse = block.inverseSymmetric() else { return x }
        let weights = inverse * zip(held, values).map { $1 - best.parameters[$0].value }
        for i in x.indices where best.parameters[i].error.isFinite {
            for (index, weight) in zip(held, weights) { x[i] += covariance[i, index] * weight }
            x[i] = best.parameters[i].clamped(x[i])
        }
        return x
    }

    /// The distance over which the statistic rises by about one: the error where known, else from the derivatives.
    func typicalError(_ index: Int) -> Double {
        let parameter = best.parameters[index]
        if parameter.error > 0, parameter.error.isFinite { return parameter.error }
        let width = parameter.upper - parameter.lower
        let values = best.values
        let evaluation = objective.evaluate(at: values)
        var curvature = evaluation.curvature?[index, index] ?? 0
        if !(curvature > 0) {
            var difference = ValueDifference(parameter: parameter, at: values[index], value: best.stat)
            difference.refine { value in
                var x = values
                x[index] = value
                return objective.value(at: x)
            }
            curvature = max(difference.curvature.isFinite ? difference.curvature : 0, 0)
        }
        let slope = evaluation.gradient[index].isFinite ? abs(evaluation.gradient[index]) : 0
        let guess = 2 / (slope + (slope * slope + 2 * curvature).squareRoot())
        if guess.isFinite, guess > 0 { return width > 0 ? min(guess, width) : guess }
        if width.isFinite, width > 0 { return width / 4 }
        return max(abs(parameter.value) * 0.1, 1e-3)
    }
}
