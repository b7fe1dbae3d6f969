import Foundation

/// The C statistic 2(μ − n + n ln(n/μ)): Cash less its value at μ = n, so that it measures the goodness of fit.
///
/// As in Gammapy, both n and μ are taken as at least ``Cash/truncation``. Derivatives in μ are those of ``Cash``.
public enum CStat {
    /// The statistic; 2μ where n = 0.
    @inlinable public static func value(n: Double, mu: Double) -> Double {
        Cash.value(n: n, mu: mu) - saturated(n: n)
    }

    /// The statistic and its derivatives in μ.
    @inlinable public static func derivatives(n: Double, mu: Double) -> StatisticDerivatives {
        var result = Cash.derivatives(n: n, mu: mu)
        result.value -= saturated(n: n)
        return result
    }

    /// The Cash statistic at its minimum μ = n.
    @inlinable public static func saturated(n: Double) -> Double {
        n > Cash.truncation ? 2 * (n - n * log(n)) : 0
    }
}
