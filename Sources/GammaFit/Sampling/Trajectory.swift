import GammaNumerics

/// A point of a trajectory.
struct TrajectoryPoint: Sendable {
    /// The parameters.
    var x: [Double]
    /// The momentum in coordinates in which the metric is that of unity: x = x₀ + L z.
    var momentum: [Double]
    /// The derivatives of ½ of the objective by z.
    var slope: [Double]
    /// The objective.
    var stat: Double

    /// Half the objective and half the square of the momentum.
    var energy: Double { (stat + momentum.reduce(0) { $0 + $1 * $1 }) / 2 }
}

/// Hamilton's equations for half the objective, with mirrors at the limits.
struct Trajectory: Sendable {
    let objective: any Objective
    let lower: [Double]
    let upper: [Double]
    /// A lower triangular L with L Lᵀ the inverse of the metric.
    var root: Matrix

    /// The point at `x` at rest.
    func point(at x: [Double]) -> TrajectoryPoint {
        let evaluation = objective.evaluate(at: x)
        return TrajectoryPoint(
            x: x, momentum: x.map { _ in 0 }, slope: slope(evaluation),
            stat: evaluation.isFinite ? evaluation.value : .infinity)
    }

    /// One leapfrog step; backwards for a negative one. Nil where its way between mirrors has no end.
    func step(_ point: TrajectoryPoint, _ step: Double) -> TrajectoryPoint? {
        var next = point
        for i in next.momentum.indices { next.momentum[i] -= step / 2 * next.slope[i] }
        guard drift(&next, step) else { return nil }
        let evaluation = objective.evaluate(at: next.x)
        next.stat = evaluation.isFinite ? evaluation.value : .infinity
        next.slope = slope(evaluation)
        for i in next.momentum.indices { next.momentum[i] -= step / 2 * next.slope[i] }
        return next
    }

    /// Lᵀ g/2.
    private func slope(_ evaluation: ObjectiveEvaluation) -> [Double] { (evaluation.gradient * root).map { $0 / 2 } }

    /// Moves a point freely for a time, mirrored at the limits; the momentum keeps its size. False after a hundred mirrors.
    private func drift(_ point: inout TrajectoryPoint, _ time: Double) -> Bool {
        var left = abs(time)
        let sign = time < 0 ? -1.0 : 1.0
        for _ in 0..<100 {
            let velocity = (root * point.momentum).map { $0 * sign }
            var (first, wall) = (left, -1)
            for i in velocity.indices where velocity[i] != 0 {
                let reach = ((velocity[i] > 0 ? upper[i] : lower[i]) - point.x[i]) / velocity[i]
                if reach < first { (first, wall) = (max(reach, 0), i) }
            }
            for i in velocity.indices {
                point.x[i] = min(max(point.x[i] + velocity[i] * first, lower[i]), upper[i])
            }
            guard wall >= 0 else { return true }
            point.x[wall] = velocity[wall] > 0 ? upper[wall] : lower[wall]
            left -= first
            let normal = root.row(wall)
            let square = normal.reduce(0) { $0 + $1 * $1 }
            let share = 2 * zip(normal, point.momentum).reduce(0) { $0 + $1.0 * $1.1 } / square
            for i in normal.indices { point.momentum[i] -= share * normal[i] }
        }
        return false
    }
}
