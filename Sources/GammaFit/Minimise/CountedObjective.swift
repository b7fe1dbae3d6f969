import GammaNumerics

/// The objective as one fit sees it: calls are counted, points kept within the limits, useless derivatives replaced.
final class CountedObjective {
    let objective: any Objective
    let parameters: [FitParameter]
    private(set) var counts = FitResult.Evaluations()
    /// Derivatives of the objective that are not numbers at the start are taken from its values instead.
    private var numerical: NumericalGradient?

    init(_ objective: any Objective) {
        self.objective = objective
        parameters = objective.parameters
    }

    func value(at x: [Double]) -> Double {
        counts.values += 1
        return objective.value(at: x)
    }

    func evaluate(at x: [Double], forHessian: Bool = false) -> ObjectiveEvaluation {
        if forHessian { counts.hessian += 1 } else { counts.gradients += 1 }
        if let numerical { return numerical.evaluate(at: x) }
        var evaluation = objective.evaluate(at: x)
        if let curvature = evaluation.curvature, !isUsable(curvature) { evaluation.curvature = nil }
        return evaluation
    }

    /// Whether the objective has second derivatives of its own.
    var hasHessian: Bool { objective.hasHessian && numerical == nil }

    /// The objective's own second derivatives; nil where it has none that are finite.
    func hessian(at x: [Double], steps: [Double]) -> Matrix? {
        guard numerical == nil, let matrix = objective.hessian(at: x, steps: steps),
            matrix.values.allSatisfy(\.isFinite)
        else { return nil }
        counts.hessian += 1
        return matrix
    }

    /// From now on derivatives come from differences of the value.
    func differentiateNumerically() { numerical = NumericalGradient(objective) }

    /// Whether derivatives come from differences of the value.
    var isNumerical: Bool { numerical != nil }

    /// Second derivatives in each parameter by itself, from values; for objectives without curvature.
    func diagonalCurvature(at x: [Double], value: Double) -> [Double] {
        parameters.indices.map { index in
            var difference = ValueDifference(parameter: parameters[index], at: x[index], value: value)
            difference.refine { moved in
                var point = x
                point[index] = moved
                return self.value(at: point)
            }
            return difference.curvature
        }
    }

    /// Square, finite and without negative diagonal elements.
    private func isUsable(_ matrix: Matrix) -> Bool {
        matrix.rows == parameters.count && matrix.columns == parameters.count && matrix.values.allSatisfy(\.isFinite)
            && matrix.diagonal.allSatisfy { $0 >= 0 }
    }
}
