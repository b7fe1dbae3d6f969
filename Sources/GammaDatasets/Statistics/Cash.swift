import Foundation

/// The Cash statistic 2(μ − n ln μ) of counts n and prediction μ (Cash 1979, ApJ 228, 939).
///
/// μ is taken as at least ``truncation``, so that an empty prediction under counts is very unlikely but not infinite.
/// There the derivatives with n > 0 are those at the truncation, which point a fit back to positive predictions; with
/// n = 0 the statistic is flat and they vanish.
public enum Cash {
    /// The smallest prediction.
    public static let truncation = 1e-25

    /// The statistic; 2μ where n = 0.
    @inlinable public static func value(n: Double, mu: Double) -> Double {
        let mu = mu <= truncation ? truncation : mu
        return n > 0 ? 2 * (mu - n * log(mu)) : 2 * mu
    }

    /// The statistic and its derivatives in μ: 2(1 − n/μ), 2n/μ² and, expected, 2/μ.
    @inlinable public static func derivatives(n: Double, mu: Double) -> StatisticDerivatives {
        guard mu > truncation || mu.isNaN else {
            let value = value(n: n, mu: truncation)
            guard n > 0 else { return StatisticDerivatives(value: value, first: 0, second: 0, expected: 0) }
            return StatisticDerivatives(
                value: value, first: 2 * (1 - n / truncation), second: 2 * n / (truncation * truncation),
                expected: 2 / truncation)
        }
        guard n > 0 else { return StatisticDerivatives(value: 2 * mu, first: 2, second: 0, expected: 2 / mu) }
        let ratio = n / mu
        return StatisticDerivatives(
            value: 2 * (mu - n * log(mu)), first: 2 * (1 - ratio), second: 2 * ratio / mu, expected: 2 / mu)
    }

    /// The sum over bins, in order.
    ///
    /// - Parameter mask: the bins that count; nil for all. Arrays have equal lengths.
    public static func sum(counts: [Double], predicted: [Double], mask: [Bool]? = nil) -> Double {
        precondition(counts.count == predicted.count && (mask.map { $0.count == counts.count } ?? true))
        var total = 0.0
        for index in counts.indices where mask?[index] ?? true {
            total += value(n: counts[index], mu: predicted[index])
        }
        return total
    }
}
