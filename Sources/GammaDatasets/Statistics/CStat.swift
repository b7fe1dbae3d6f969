import Foundation

/// The C statistic 2(μ − n + n ln(n/μ)): Cash less its value at μ = n, so that it measures the goodness of fit.
///
/// As in Gammapy, both n and μ are taken as at least ``Cash/truncation``. Derivatives in μ are those of ``Cash``.
public enum CStat {
    /// The statistic; 2μ where n = 0.
    @inlinable public static func value(n: Double, mu: Double) -> Double {
        let mu = mu <= Cash.truncation ? Cash.truncation : mu
        guard n > Cash.truncation else { return 2 * mu }
        // Near the minimum the terms cancel but for (μ − n)²/n.
        let distance = (mu - n) / n
        if abs(distance) < 0.3 { return 2 * n * (distance - log1p(distance)) }
        return 2 * (mu - n + n * log(n / mu))
    }

    /// The statistic and its derivatives in μ.
    @inlinable public static func derivatives(n: Double, mu: Double) -> StatisticDerivatives {
        var result = Cash.derivatives(n: n, mu: mu)
        result.value = value(n: n, mu: mu)
        return result
    }
}
