import Foundation
import GammaCore

/// The test statistic of two nested hypotheses, −2 ln L of the smaller one minus that of the larger one, and how likely it
/// is to be so large when the smaller one is true.
///
/// Inside its limits a TS follows χ² with as many degrees of freedom as there are parameters more (Wilks 1938). Where the
/// smaller hypothesis puts one of them to its limit, such as an amplitude to 0 that must not be negative, it follows
/// ½ χ²(n−1) + ½ χ²(n): half of the fits end at the limit (Chernoff 1954; Self & Liang 1987).
public struct TestStatistic: Sendable, Equatable {
    /// What the statistic falls by.
    public var value: Double
    /// How many parameters more the larger hypothesis has.
    public var degreesOfFreedom: Int
    /// Whether one of them is at its limit in the smaller hypothesis.
    public var isAtLimit: Bool

    /// Makes a test statistic.
    public init(_ value: Double, degreesOfFreedom: Int, isAtLimit: Bool = false) {
        precondition(degreesOfFreedom >= 0, "a larger hypothesis has no fewer parameters")
        self.value = value
        self.degreesOfFreedom = degreesOfFreedom
        self.isAtLimit = isAtLimit
    }

    /// The probability of a TS at least as large when the smaller hypothesis is true; NaN without degrees of freedom. That
    /// of a very bright source is less than the least number above 0 and becomes 0.
    public var pValue: Double { exp(logPValue) }

    /// Its logarithm.
    private var logPValue: Double {
        guard degreesOfFreedom > 0, !value.isNaN else { return .nan }
        guard value > 0 else { return 0 }
        let full = Significance.logSurvival(value, degreesOfFreedom)
        guard isAtLimit else { return full }
        guard degreesOfFreedom > 1 else { return full - log(2) }
        return full + log((1 + exp(Significance.logSurvival(value, degreesOfFreedom - 1) - full)) / 2)
    }

    /// The standard deviations of a normal distribution that are as unlikely: on both sides, or above where a parameter at its
    /// limit could only go one way, so that one degree of freedom has √TS in either case. At least 0.
    public var significance: Double {
        let logP = logPValue
        guard !logP.isNaN else { return .nan }
        guard isAtLimit else { return Significance.sigma(ts: max(value, 0), df: degreesOfFreedom) }
        let twoSided = logP + log(2)
        return twoSided < 0 ? Significance.inverse(twoSided, 1).squareRoot() : 0
    }
}

extension TestStatistic: CustomStringConvertible {
    /// `TS 25.3, 2 degrees of freedom: p-value 3.2e-06, 4.66 sigma`.
    public var description: String {
        let degrees = degreesOfFreedom == 1 ? "1 degree" : "\(degreesOfFreedom) degrees"
        return "TS \(ValueFormat.number(value)), \(degrees) of freedom\(isAtLimit ? ", one at its limit" : ""): "
            + "p-value \(ValueFormat.number(pValue, digits: 3)), \(ValueFormat.number(significance, digits: 3)) sigma"
    }
}
