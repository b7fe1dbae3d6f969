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
    /// Position of the model of what the instrument is off by.
    let response: Int?
    /// For each component the mean of its time dependence.
    let factors: [Double]

    func statistic(_ models: Models, _ execution: Execution) -> Double {
        var flux = [Double](repeating: 0, count: energies.count)
        for index in sources {
            guard let source = SeenSource(models, component: index, response: response) else { continue }
            let values = source.evaluate(energies)
            for point in flux.indices { flux[point] += factors[index] * values[point] }
        }
        return zip(terms, flux).reduce(0) { $0 + $1.0.derivatives($1.1).value }
    }

    func evaluate(_ models: Models, free: FreeParameters, _ execution: Execution) -> ObjectiveEvaluation {
        var flux = [Double](repeating: 0, count: energies.count)
        var slopes = Matrix(rows: free.count, columns: energies.count)
        for index in sources {
            guard let source = SeenSource(models, component: index, response: response) else { continue }
            let targets = SeenSource.free(free, component: index, response: response)
            let (values, gradient) = source.evaluateWithGradient(energies)
            for point in flux.indices { flux[point] += factors[index] * values[point] }
            for (row, gradient) in gradient.enumerated() {
                guard let target = targets[source.position(ofRow: row, withTemporal: false)] else { continue }
                for point in flux.indices { slopes[target, point] += factors[index] * gradient[point] }
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
