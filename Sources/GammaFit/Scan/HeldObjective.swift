import GammaNumerics

/// An objective in the parameters that are left when some are held at given values.
struct HeldObjective: Objective {
    let parameters: [FitParameter]
    private let base: any Objective
    private let point: [Double]
    private let free: [Int]

    /// Holds the parameters `held` at their values in `point`.
    init(_ base: any Objective, holding held: [Int], at point: [Double]) {
        self.base = base
        self.point = point
        let all = base.parameters
        free = all.indices.filter { !held.contains($0) }
        parameters = free.map { all[$0] }
    }

    /// All parameters, the free ones taken from `x`.
    func whole(_ x: [Double]) -> [Double] {
        var whole = point
        for (index, value) in zip(free, x) { whole[index] = value }
        return whole
    }

    /// The free ones of all parameters.
    func part(_ whole: [Double]) -> [Double] { free.map { whole[$0] } }

    func value(at x: [Double]) -> Double { base.value(at: whole(x)) }

    var hasHessian: Bool { base.hasHessian }

    func hessian(at x: [Double], steps: [Double]) -> Matrix? {
        var all = point.map { _ in 0.0 }
        for (index, step) in zip(free, steps) { all[index] = step }
        return base.hessian(at: whole(x), steps: all)?.submatrix(rows: free, columns: free)
    }

    func evaluate(at x: [Double]) -> ObjectiveEvaluation {
        let evaluation = base.evaluate(at: whole(x))
        return ObjectiveEvaluation(
            value: evaluation.value, gradient: part(evaluation.gradient),
            curvature: evaluation.curvature?.submatrix(rows: free, columns: free))
    }
}
