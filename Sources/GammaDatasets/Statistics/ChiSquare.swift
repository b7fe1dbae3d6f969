/// The χ² statistic ((f − m)/σ)² of a measured value f with error σ and a prediction m.
///
/// A point without a finite positive error carries no information.
public enum ChiSquare {
    /// The statistic.
    @inlinable public static func value(measured: Double, predicted: Double, error: Double) -> Double {
        guard error > 0, error.isFinite, !measured.isNaN else { return 0 }
        let pull = (measured - predicted) / error
        return pull * pull
    }

    /// The statistic and its derivatives in the prediction.
    @inlinable public static func derivatives(
        measured: Double, predicted: Double, error: Double
    ) -> StatisticDerivatives {
        guard error > 0, error.isFinite, !measured.isNaN else { return .none }
        let pull = (measured - predicted) / error, curvature = 2 / (error * error)
        return StatisticDerivatives(
            value: pull * pull, first: -2 * pull / error, second: curvature, expected: curvature)
    }

    /// The statistic with the upper error where the prediction lies above the measurement, the lower error elsewhere.
    @inlinable public static func derivatives(
        measured: Double, predicted: Double, lowerError: Double, upperError: Double
    ) -> StatisticDerivatives {
        derivatives(measured: measured, predicted: predicted, error: predicted >= measured ? upperError : lowerError)
    }
}
