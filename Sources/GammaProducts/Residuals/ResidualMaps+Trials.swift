import Foundation
import GammaNumerics

extension ResidualMaps {
    /// The significance of a maximum when it may be anywhere: that of the probability 1 − (1 − p)^N of at least one of N
    /// independent pixels so high; 0 where that is above a half. As neighbours share their counts, the true one is somewhat
    /// higher.
    public func postTrial(_ significance: Double) -> Double {
        let chance = Special.normalSurvival(significance)
        guard trials > 0, !significance.isNaN else { return significance }
        // So small a chance is no number any more: of N p, ln p = −s²/2 − … moves by ln N.
        guard chance > 1e-300 else { return significance - log(Double(trials)) / significance }
        return max(Special.normalSurvivalQuantile(-expm1(Double(trials) * log1p(-chance))), 0)
    }
}
