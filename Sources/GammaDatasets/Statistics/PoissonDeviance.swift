import Foundation

/// Inverses of the two one-sided Poisson deviances, as relative distances δ from the minimum.
///
/// They are Lambert functions, W(−e^{−y−1}), which lose all digits for many counts; Newton steps in δ keep them.
enum PoissonDeviance {
    /// The δ > −1 of the wanted sign with δ − ln(1 + δ) = y, y ≥ 0: how far a mean may lie from n counts, n(1 + δ).
    static func mean(_ y: Double, above: Bool) -> Double {
        guard y > 0 else { return y == 0 ? 0 : .nan }
        // Below, δ + 1 = e^{−y−1+(δ+1)}: for large y that is the starting point; near the minimum it is ∓√(2y).
        if !above, y > 2 {
            var x = exp(-y - 1)
            for _ in 0..<60 {
                let next = exp(-y - 1 + x)
                if abs(next - x) <= 1e-16 * next { break }
                x = next
            }
            return x - 1
        }
        let start = above ? (2 * y).squareRoot() + y * 2 / 3 : max(-(2 * y).squareRoot() + y * 2 / 3, -0.99)
        return newton(start) { (delta: Double) in (delta - log1p(delta) - y, delta / (1 + delta)) }
    }

    /// The δ > −1 of the wanted sign with (1 + δ) ln(1 + δ) − δ = y: how far counts may lie from a mean b, b(1 + δ).
    /// NaN where there is none (below, y > 1).
    static func counts(_ y: Double, above: Bool) -> Double {
        guard y > 0 else { return y == 0 ? 0 : .nan }
        if !above && y >= 1 { return y == 1 ? -1 : .nan }
        let start: Double
        if above {
            start = y < 2 ? (2 * y).squareRoot() + y / 3 : y / log(1 + y) + 1
        } else {
            start = max(-(2 * y).squareRoot() + y / 3, -1 + 1e-3 * (1 - y))
        }
        return newton(start) { (delta: Double) in ((1 + delta) * log1p(delta) - delta - y, log1p(delta)) }
    }

    /// Newton steps for δ > −1, halving the way to −1 where a step would pass it.
    private static func newton(_ start: Double, _ function: (Double) -> (value: Double, slope: Double)) -> Double {
        var delta = start
        for _ in 0..<100 {
            let (value, slope) = function(delta)
            guard slope != 0, value.isFinite else { break }
            var next = delta - value / slope
            if next <= -1 { next = (delta - 1) / 2 }
            if (next > 0) != (start > 0) { next = delta / 2 }
            if abs(next - delta) <= 4e-16 * abs(next) { return next }
            delta = next
        }
        return delta
    }
}
