import Foundation

/// The Poisson probability without cancellation for any mean
/// (Loader 2000, "Fast and accurate computation of binomial probabilities").
public enum PoissonProbability {
    /// ln(μⁿ e^−μ / Γ(n + 1)) for n ≥ 0, whole or not, and μ > 0.
    public static func logarithm(_ count: Double, mean: Double) -> Double {
        if count == 0 { return -mean }
        return -stirlingError(count) - deviance(count, mean) - 0.5 * log(2 * Double.pi * count)
    }

    /// ln Γ(n + 1) − ln(√(2πn) (n/e)ⁿ).
    private static func stirlingError(_ n: Double) -> Double {
        if n < 16 { return lgamma(n + 1).0 - (n + 0.5) * log(n) + n - 0.5 * log(2 * Double.pi) }
        let square = n * n
        let series = 1 / 1260.0 - (1 / 1680.0 - (1 / 1188.0 - 691 / (360_360 * square)) / square) / square
        return (1 / 12.0 - (1 / 360.0 - series / square) / square) / n
    }

    /// n ln(n/μ) + μ − n, by series where the terms cancel.
    private static func deviance(_ n: Double, _ mean: Double) -> Double {
        guard abs(n - mean) < 0.1 * (n + mean) else { return n * log(n / mean) + mean - n }
        let v = (n - mean) / (n + mean)
        var sum = (n - mean) * v
        var term = 2 * n * v
        for j in 1..<1000 {
            term *= v * v
            let next = sum + term / Double(2 * j + 1)
            if next == sum { break }
            sum = next
        }
        return sum
    }
}
