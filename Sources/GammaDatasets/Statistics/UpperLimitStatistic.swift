import Foundation

/// The statistic of an upper limit U on a flux that a model predicts as m: 2 ln[erfc((U − m)/U) / erfc(1)].
///
/// It vanishes for m = 0 and rises as the prediction passes the limit (Gammapy's treatment of limits among flux points).
public enum UpperLimitStatistic {
    /// The statistic and its derivatives in the prediction; a limit that is not positive carries no information.
    public static func derivatives(limit: Double, predicted: Double) -> StatisticDerivatives {
        guard limit > 0, limit.isFinite else { return .none }
        let z = (limit - predicted) / limit
        // The logarithmic slope of erfc; its asymptotic form where erfc underflows.
        let far = z > 20
        let logarithm = far ? -z * z - log(z * Double.pi.squareRoot()) - 1 / (2 * z * z) : log(erfc(z))
        let slope = far ? 2 * z + 1 / z : 2 / Double.pi.squareRoot() * exp(-z * z) / erfc(z)
        return StatisticDerivatives(
            value: 2 * (logarithm - log(erfc(1))), first: 2 * slope / limit,
            second: -2 * slope * (slope - 2 * z) / (limit * limit), expected: 2 * slope * slope / (limit * limit))
    }
}
