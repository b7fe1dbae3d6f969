import Foundation
import GammaNumerics

/// A curve through points, linear in the logarithms of both coordinates; values that are not positive count as tiny.
public struct LogLogCurve: Sendable {
    private let x: [Double]
    private let y: [Double]

    /// Makes a curve.
    /// - Precondition: as many values as positions, positions positive and ascending, at least two.
    public init(x: [Double], y: [Double]) {
        precondition(x.count == y.count && x.count > 1, "two points or more")
        self.x = x.map { log($0) }
        self.y = y.map { log(max($0, Double.leastNormalMagnitude)) }
    }

    /// The value at a position, extrapolated beyond the ends.
    public func callAsFunction(_ position: Double) -> Double {
        let t = log(position)
        let upper = x.firstIndex { $0 > t } ?? x.count - 1
        let right = min(max(upper, 1), x.count - 1)
        let slope = (y[right] - y[right - 1]) / (x[right] - x[right - 1])
        return exp(y[right - 1] + slope * (t - x[right - 1]))
    }

    /// The first position at which the curve crosses a value.
    ///
    /// Searched on 100 logarithmic intervals, then refined; nil when no interval has a change of sign.
    public func firstCrossing(of value: Double, from start: Double, to end: Double) -> Double? {
        guard start < end else { return nil }
        let intervals = 100
        let ratio = log(end / start)
        var left = start
        for step in 1...intervals {
            let right = step == intervals ? end : start * exp(ratio * Double(step) / Double(intervals))
            let (a, b) = (self(left) - value, self(right) - value)
            if a == 0 { return left }
            if a * b < 0 {
                return Root.brent(left, right, tolerance: 1e-13 * left, maxIterations: 100) { self($0) - value }
            }
            left = right
        }
        return self(left) == value ? left : nil
    }
}
