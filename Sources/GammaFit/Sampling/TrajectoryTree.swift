import Foundation
import GammaCore

/// A trajectory of 2^depth points, and a draw of one of them by their weights.
struct TrajectoryTree: Sendable {
    /// The ends, in the order of time.
    private(set) var first: TrajectoryPoint
    private(set) var last: TrajectoryPoint
    private(set) var sample: TrajectoryPoint
    /// Logarithm of the sum of exp(H₀ − H).
    private(set) var logWeight: Double
    /// The sum of all momenta.
    private(set) var momentum: [Double]
    /// Whether it has turned back, at its ends or within.
    private(set) var isTurned = false

    /// A trajectory of one point.
    init(_ point: TrajectoryPoint, logWeight: Double) {
        first = point
        last = point
        sample = point
        self.logWeight = logWeight
        momentum = point.momentum
    }

    /// Joins the trajectory that goes on at one end.
    /// - Parameter isBiased: whether the new part is favoured as far as its weight allows (Betancourt 2017, A.3.2).
    mutating func join(_ part: TrajectoryTree, forward: Bool, isBiased: Bool, _ random: inout RandomStream) {
        let total = Self.logSum(logWeight, part.logWeight)
        if log1p(-random.uniform()) < part.logWeight - (isBiased ? logWeight : total) { sample = part.sample }
        let (before, after) = forward ? (self, part) : (part, self)
        let sum = zip(momentum, part.momentum).map { $0 + $1 }
        isTurned =
            Self.turns(before.first, after.last, sum)
            || Self.turns(before.first, after.first, zip(before.momentum, after.first.momentum).map { $0 + $1 })
            || Self.turns(before.last, after.last, zip(after.momentum, before.last.momentum).map { $0 + $1 })
        (first, last, momentum, logWeight) = (before.first, after.last, sum, total)
    }

    /// Whether one of the ends no longer moves the way of the summed momentum.
    private static func turns(_ first: TrajectoryPoint, _ last: TrajectoryPoint, _ sum: [Double]) -> Bool {
        func dot(_ a: [Double]) -> Double { zip(a, sum).reduce(0) { $0 + $1.0 * $1.1 } }
        return !(dot(first.momentum) > 0 && dot(last.momentum) > 0)
    }

    /// ln(eᵃ + eᵇ).
    private static func logSum(_ a: Double, _ b: Double) -> Double {
        let (high, low) = (max(a, b), min(a, b))
        return high == -.infinity ? high : high + log1p(exp(low - high))
    }
}
