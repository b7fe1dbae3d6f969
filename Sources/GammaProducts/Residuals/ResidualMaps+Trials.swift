import Foundation
import GammaNumerics

extension ResidualMaps {
    /// The significance of a maximum when it may be anywhere: that of the probability 1 − (1 − p)^N of at least one of N
    /// independent pixels so high. As neighbours share their counts, the true one is somewhat higher.
    public func postTrial(_ significance: Double) -> Double {
        let single = Self.logSurvival(significance)
        guard trials > 0, single.isFinite else { return significance }
        // N p, where it is small, for p below the least number above 0.
        let any = single < -100 ? single + log(Double(trials)) : log(-expm1(Double(trials) * log1p(-exp(single))))
        guard any < log(0.5) else { return 0 }
        var (low, high) = (0.0, significance)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if Self.logSurvival(middle) > any { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// ln of the chance of a normal deviate above `x`; the asymptotic form where it is too small for a number.
    private static func logSurvival(_ x: Double) -> Double {
        x < 30
            ? log(Special.normalSurvival(x)) : -x * x / 2 - log(x * (2 * Double.pi).squareRoot()) - 1 / (x * x)
    }
}
