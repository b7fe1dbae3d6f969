import GammaCore
import GammaFit
import GammaModels
import GammaNumerics

/// Compares flux points with the sum of spectra, with exact derivatives.
struct FluxPointsEvaluator: DatasetEvaluator {
    /// Reference energies of the points that take part, TeV.
    let energies: [Double]
    /// Their terms.
    let terms: [FluxPointTerm]
    /// Positions of the sources that contribute.
    let sources: [Int]
    /// For each component the mean of its time dependence.
    let factors: [Double]

    func statistic(_ models: Models, _ execution: Execution) -> Double {
        var flux = [Double](repeating: 0, count: energies.count)
        for index in sources {
            let values = models.components[index].spectral.evaluate(energies)
            for point in flux.indices { flux[point] += factors[index] * values[point] }
        }
        return zip(terms, flux).reduce(0) { $0 + $1.0.derivatives($1.1).value }
    }

    func evaluate(_ models: Models, free: FreeParameters, _ execution: Execution) -> ObjectiveEvaluation {
        var flux = [Double](repeating: 0, count: energies.count)
        var slopes = Matrix(rows: free.count, columns: energies.count)
        for index in sources {
            let (values, gradient) = models.components[index].spectral.evaluateWithGradient(energies)
            for point in flux.indices { flux[point] += factors[index] * values[point] }
            for (parameter, row) in gradient.enumerated() {
                guard let target = free.index[index][parameter] else { continue }
                for point in flux.indices { slopes[target, point] += factors[index] * row[point] }
            }
        }
        var sum = ObjectiveEvaluation(
            value: 0, gradient: Array(repeating: 0, count: free.count),
            curvature: Matrix(rows: free.count, columns: free.count))
        for (point, term) in terms.enumerated() {
            let derivatives = term.derivatives(flux[point])
            sum.value += derivatives.value
            for a in 0..<free.count where slopes[a, point] != 0 {
                sum.gradient[a] += derivatives.first * slopes[a, point]
                for b in 0..<free.count {
                    sum.curvature?[a, b] += derivatives.expected * slopes[a, point] * slopes[b, point]
                }
            }
        }
        return sum
    }
}
