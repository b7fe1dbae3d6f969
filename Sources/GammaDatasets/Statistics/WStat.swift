import Foundation

/// The W statistic of counts n_on with an unknown background measured by n_off, profiled over that background.
///
/// With t = μ_signal + α μ_b the prediction in the on region and μ_b the one in the off region,
/// W = C(n_on, t) + C(n_off, μ_b), where C is ``CStat`` and μ_b makes W least
/// (XSPEC manual, appendix B; de Naurois 2012). All derivatives are those of the profiled statistic, exactly: at the
/// profile dW/dμ = 2(1 − n_on/t), and the expected curvature is 2/(t + α² μ_b).
///
/// Without a finite α > 0 there is no measurement of the background; such a bin carries no information (as in Gammapy).
public enum WStat {
    /// The statistic, zero for a perfect prediction.
    @inlinable public static func value(nOn: Double, nOff: Double, alpha: Double, muSignal: Double) -> Double {
        guard alpha > 0, alpha.isFinite else { return 0 }
        let (on, off) = predictions(nOn: nOn, nOff: nOff, alpha: alpha, muSignal: muSignal)
        return CStat.value(n: nOn, mu: on) + CStat.value(n: nOff, mu: off)
    }

    /// The statistic and its derivatives in the predicted signal.
    @inlinable public static func derivatives(
        nOn: Double, nOff: Double, alpha: Double, muSignal: Double
    ) -> StatisticDerivatives {
        guard alpha > 0, alpha.isFinite else { return .none }
        let (on, off) = predictions(nOn: nOn, nOff: nOff, alpha: alpha, muSignal: muSignal)
        let value = CStat.value(n: nOn, mu: on) + CStat.value(n: nOff, mu: off)
        let onSafe = on > Cash.truncation || on.isNaN ? on : Cash.truncation
        let expected = 2 / (onSafe + alpha * alpha * off)
        if nOn > 0 {
            let second: Double
            if nOff > 0 {
                second = 2 * nOn * nOff / (alpha * alpha * nOn * off * off + nOff * onSafe * onSafe)
            } else {
                second = off > 0 ? 0 : 2 * nOn / (onSafe * onSafe)
            }
            // Where an empty off region lets the background take what the signal leaves, t does not move.
            return StatisticDerivatives(value: value, first: 2 * (1 - nOn / onSafe), second: second, expected: expected)
        }
        // With a signal so negative that t would be, the background is held at −μ/α.
        guard on <= 0, muSignal < 0 else {
            return StatisticDerivatives(value: value, first: 2, second: 0, expected: expected)
        }
        return StatisticDerivatives(
            value: value, first: 2 * (-1 / alpha - nOff / muSignal), second: 2 * nOff / (muSignal * muSignal),
            expected: expected)
    }

    /// The background μ_b expected in the off region that makes the statistic least for the given signal.
    @inlinable public static func background(nOn: Double, nOff: Double, alpha: Double, muSignal: Double) -> Double {
        guard alpha > 0, alpha.isFinite else { return .nan }
        return predictions(nOn: nOn, nOff: nOff, alpha: alpha, muSignal: muSignal).off
    }

    /// The sum over bins, in order.
    ///
    /// - Parameter mask: the bins that count; nil for all. Arrays have equal lengths.
    public static func sum(
        countsOn: [Double], countsOff: [Double], alpha: [Double], predictedSignal: [Double], mask: [Bool]? = nil
    ) -> Double {
        precondition(
            countsOn.count == countsOff.count && countsOn.count == alpha.count
                && countsOn.count == predictedSignal.count && (mask.map { $0.count == countsOn.count } ?? true))
        var total = 0.0
        for index in countsOn.indices where mask?[index] ?? true {
            total += value(
                nOn: countsOn[index], nOff: countsOff[index], alpha: alpha[index], muSignal: predictedSignal[index])
        }
        return total
    }

    /// The profiled predictions t and μ_b: the larger roots of their quadratic equations, written without cancellation.
    @inlinable static func predictions(
        nOn: Double, nOff: Double, alpha: Double, muSignal: Double
    ) -> (on: Double, off: Double) {
        let onePlus = 1 + alpha
        let signal = onePlus * muSignal
        let c = alpha * (nOn + nOff) - signal
        let p = alpha * (nOn + nOff) + signal
        let discriminant: Double
        if muSignal >= 0 {
            discriminant = c * c + 4 * alpha * signal * nOff
        } else {
            let difference = alpha * nOff + signal
            discriminant =
                difference * difference + alpha * alpha * nOn * (nOn + 2 * nOff) - 2 * alpha * signal * nOn
        }
        let root = discriminant.squareRoot()
        let off = c >= 0 ? (c + root) / (2 * alpha * onePlus) : 2 * nOff * muSignal / (root - c)
        let on = p >= 0 ? (p + root) / (2 * onePlus) : 2 * alpha * nOn * muSignal / (p - root)
        return (on, off)
    }
}
