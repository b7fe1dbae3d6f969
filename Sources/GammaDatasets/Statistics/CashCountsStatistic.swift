import Foundation

/// Counts over a known background.
public struct CashCountsStatistic: CountsStatistic, Equatable {
    /// Counts measured.
    public var nOn: Double
    /// The known background.
    public var muBackground: Double

    /// Counts `nOn` over the known background.
    public init(nOn: Double, muBackground: Double) {
        self.nOn = nOn
        self.muBackground = muBackground
    }

    /// The known background.
    public var background: Double { muBackground }
    /// n − μ_b.
    public var excess: Double { nOn - muBackground }
    /// √n.
    public var error: Double { max(nOn, 0).squareRoot() }
    /// Cash statistic of the background alone.
    public var statNull: Double { Cash.value(n: nOn, mu: muBackground) }
    /// Cash statistic at μ = n.
    public var statMax: Double { Cash.value(n: nOn, mu: nOn) }
    /// 2(μ_b − n + n ln(n/μ_b)).
    public var ts: Double { max(0, CStat.value(n: nOn, mu: muBackground)) }

    /// n(1 + W₀(−e^{−s²/2n − 1})), the root in closed form; 0 for no counts.
    public func errn(sigma: Double = 1) -> Double {
        nOn > 0 ? -nOn * PoissonDeviance.mean(sigma * sigma / 2 / nOn, above: false) : 0
    }

    /// −n(1 + W₋₁(−e^{−s²/2n − 1})), the root in closed form; s²/2 for no counts.
    public func errp(sigma: Double = 1) -> Double {
        nOn > 0 ? nOn * PoissonDeviance.mean(sigma * sigma / 2 / nOn, above: true) : sigma * sigma / 2
    }

    /// Excess and upper error; for no counts s²/2, the limit of a signal that cannot be negative (as in Gammapy).
    public func upperLimit(sigma: Double = 3) -> Double {
        nOn > 0 ? errp(sigma: sigma) + excess : sigma * sigma / 2
    }

    /// The root of TS = s² in closed form; NaN without background or where the deficit cannot be that significant.
    public func excess(matchingSignificance significance: Double) -> Double {
        guard muBackground > 0 else { return .nan }
        return muBackground
            * PoissonDeviance.counts(significance * significance / 2 / muBackground, above: significance > 0)
    }

    /// One statistic a bin; arrays of equal length.
    public static func array(nOn: [Double], muBackground: [Double]) -> [CashCountsStatistic] {
        precondition(nOn.count == muBackground.count)
        return zip(nOn, muBackground).map { CashCountsStatistic(nOn: $0, muBackground: $1) }
    }
}

extension Sequence<CashCountsStatistic> {
    /// The statistic of the summed counts and backgrounds.
    public var total: CashCountsStatistic {
        reduce(CashCountsStatistic(nOn: 0, muBackground: 0)) {
            CashCountsStatistic(nOn: $0.nOn + $1.nOn, muBackground: $0.muBackground + $1.muBackground)
        }
    }
}
