import GammaCore
import GammaNumerics

/// Where chains start, how long their first steps are, and what the limits are.
struct SamplingFrame: Sendable {
    let parameters: [FitParameter]
    /// The values of the best fit.
    let centre: [Double]
    let lower: [Double]
    let upper: [Double]
    /// A lower triangular L with L Lᵀ the covariance of the fit; of parameters without error their typical distance.
    let root: Matrix

    init(_ objective: any Objective, around best: FitResult) throws {
        parameters = objective.parameters
        guard !parameters.isEmpty else {
            throw Fault(.noData, "there is no free parameter to sample", hint: "free the parameters of interest")
        }
        precondition(best.parameters.count == parameters.count, "the result of this objective")
        lower = parameters.map(\.lower)
        upper = parameters.map(\.upper)
        centre = zip(parameters, best.values).map { $0.clamped($1) }
        for parameter in parameters where !(parameter.lower < parameter.upper) {
            throw Fault(
                .badValue, "the limits of \(parameter.name) leave nothing to sample",
                hint: "freeze it, or set limits that are apart")
        }
        guard objective.value(at: centre).isFinite else {
            throw Fault(
                .fit, "the statistic is not finite where the posterior is to be sampled from",
                hint: "fit first, from values at which the model predicts finite counts")
        }
        root = Self.root(objective, best)
    }

    private static func root(_ objective: any Objective, _ best: FitResult) -> Matrix {
        let profiler = Profiler(objective: objective, best: best, minimiser: .inner, reoptimises: false)
        let errors = best.parameters.indices.map { profiler.typicalError($0) }
        if let covariance = best.covariance {
            var correlation = Matrix.identity(errors.count)
            for i in errors.indices {
                for j in errors.indices where i != j {
                    let product = (covariance[i, i] * covariance[j, j]).squareRoot()
                    if product > 0, product.isFinite { correlation[i, j] = covariance[i, j] / product }
                }
            }
            if let factor = correlation.cholesky() { return Matrix(diagonal: errors) * factor }
        }
        return Matrix(diagonal: errors)
    }

    /// A start with a finite value, drawn from the normal distribution of the fit, `width` times as wide, mirrored at the limits.
    /// - Throws: ``Fault/Code/fit`` where none of a hundred ever closer ones has a finite value.
    func start(
        _ objective: any Objective, width: Double, _ random: inout RandomStream
    ) throws -> (x: [Double], stat: Double) {
        var width = width
        for _ in 0..<100 {
            let shift = root * centre.map { _ in random.normal() * width }
            let x = centre.indices.map { Self.mirrored(centre[$0] + shift[$0], lower[$0], upper[$0]) }
            let stat = objective.value(at: x)
            if stat.isFinite { return (x, stat) }
            width *= 0.9
        }
        throw Fault(
            .fit, "no point around the best fit has a finite statistic",
            hint: "set limits that keep the parameters where the model is defined")
    }

    /// Whether a point lies within the limits.
    func allows(_ x: [Double]) -> Bool { x.indices.allSatisfy { x[$0] >= lower[$0] && x[$0] <= upper[$0] } }

    /// A value thrown back at each limit that it has passed, up to a dozen times.
    private static func mirrored(_ value: Double, _ lower: Double, _ upper: Double) -> Double {
        var value = value
        for _ in 0..<12 {
            if value < lower {
                value = 2 * lower - value
            } else if value > upper {
                value = 2 * upper - value
            } else {
                return value
            }
        }
        return min(max(value, lower), upper)
    }
}
