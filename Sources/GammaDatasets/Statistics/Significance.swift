import Foundation
import GammaNumerics

/// Conversions between a test statistic and a number of standard deviations (Wilks 1938).
public enum Significance {
    /// The TS that, following a χ² distribution of `df` degrees of freedom, is as unlikely as `sigma` standard
    /// deviations on both sides of a normal distribution: `sigma`² for one degree.
    public static func ts(sigma: Double, df: Int = 1) -> Double {
        precondition(df >= 1, "at least one degree of freedom")
        guard df > 1, sigma != 0, sigma.isFinite else { return sigma * sigma }
        return inverse(logSurvival(sigma * sigma, 1), df)
    }

    /// The number of standard deviations as unlikely as a TS that follows a χ² distribution of `df` degrees of freedom.
    public static func sigma(ts: Double, df: Int = 1) -> Double {
        precondition(df >= 1, "at least one degree of freedom")
        guard df > 1, ts > 0, ts.isFinite else { return ts.squareRoot() }
        return inverse(logSurvival(ts, df), 1).squareRoot()
    }

    /// ln P(χ² ≥ x): its logarithm does not underflow, as that of a very bright source would.
    static func logSurvival(_ x: Double, _ df: Int) -> Double {
        if x < 500 { return log(Special.chiSquareSurvival(x, df: Double(df))) }
        // Γ(a, y) = y^{a−1} e^{−y} (1 + (a−1)/y + (a−1)(a−2)/y² + …)
        let a = Double(df) / 2, y = x / 2
        var term = 1.0, sum = 1.0
        for k in 1..<60 {
            let next = term * (a - Double(k)) / y
            if abs(next) > abs(term) || abs(next) < 1e-17 { break }
            term = next
            sum += term
        }
        return (a - 1) * log(y) - y + log(sum) - Special.logGamma(a)
    }

    /// The x with ln P(χ² ≥ x) = `target`.
    static func inverse(_ target: Double, _ df: Int) -> Double {
        var high = 2 * Double(df) - 2 * target + 10
        for _ in 0..<100 where logSurvival(high, df) > target { high *= 2 }
        return Root.brent(0, high, tolerance: 1e-13) { logSurvival($0, df) - target } ?? .nan
    }
}
