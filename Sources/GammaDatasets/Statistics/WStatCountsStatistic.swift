import Foundation
import GammaNumerics

/// Counts in an on region whose background is measured in an off region, with α the ratio of acceptances on/off.
public struct WStatCountsStatistic: CountsStatistic, Equatable {
    /// Counts in the on region.
    public var nOn: Double
    /// Counts in the off region.
    public var nOff: Double
    /// Acceptance of the on region over that of the off region.
    public var alpha: Double
    /// A signal known to be there, over which the excess is counted.
    public var muSignal: Double

    /// On and off counts, the acceptance ratio, and a signal already accounted for.
    public init(nOn: Double, nOff: Double, alpha: Double, muSignal: Double = 0) {
        self.nOn = nOn
        self.nOff = nOff
        self.alpha = alpha
        self.muSignal = muSignal
    }

    /// α n_off.
    public var background: Double { alpha * nOff }
    /// n_on − α n_off − μ_signal.
    public var excess: Double { nOn - background - muSignal }
    /// √(n_on + α² n_off).
    public var error: Double { max(nOn + alpha * alpha * nOff, 0).squareRoot() }
    /// W of the known signal alone.
    public var statNull: Double { stat(0) }
    /// W at the excess; zero but for rounding, since both regions are then described perfectly.
    public var statMax: Double { stat(excess) }
    /// W(μ_signal) − W(excess).
    public var ts: Double { max(0, statNull - statMax) }

    /// The root below the excess; n_on where there is none.
    public func errn(sigma: Double = 1) -> Double {
        root(rise: sigma * sigma, direction: -1, step: 2 * sigma * (error + 1)) ?? nOn
    }

    /// The root above the excess; NaN without a valid α.
    public func errp(sigma: Double = 1) -> Double {
        root(rise: sigma * sigma, direction: 1, step: 2 * sigma * (error + 1)) ?? .nan
    }

    /// Excess and upper error.
    public func upperLimit(sigma: Double = 3) -> Double { excess + errp(sigma: sigma) }

    /// The excess over α n_off whose significance, with n_on = α n_off + excess, is the given one.
    public func excess(matchingSignificance significance: Double) -> Double {
        guard alpha > 0, alpha.isFinite, significance.isFinite else { return .nan }
        if significance == 0 { return 0 }
        let background = background, target = significance * significance
        func rise(_ excess: Double) -> Double {
            WStat.value(nOn: background + excess, nOff: nOff, alpha: alpha, muSignal: 0) - target
        }
        if significance < 0 {
            guard rise(-background) >= 0 else { return .nan }
            return Root.brent(0, -background, tolerance: 0, rise) ?? .nan
        }
        var upper = (background.squareRoot() + 1) * significance
        for _ in 0..<200 where rise(upper) < 0 { upper *= 2 }
        return Root.brent(0, upper, tolerance: 0, rise) ?? .nan
    }

    /// One statistic a bin; arrays of equal length.
    public static func array(nOn: [Double], nOff: [Double], alpha: [Double]) -> [WStatCountsStatistic] {
        precondition(nOn.count == nOff.count && nOn.count == alpha.count)
        return nOn.indices.map { WStatCountsStatistic(nOn: nOn[$0], nOff: nOff[$0], alpha: alpha[$0]) }
    }

    private func stat(_ signal: Double) -> Double {
        WStat.value(nOn: nOn, nOff: nOff, alpha: alpha, muSignal: signal + muSignal)
    }

    /// The distance from the excess, going up or down, at which the statistic has risen by `rise`.
    ///
    /// The statistic is convex in the signal, so that the bracket only has to be widened until it holds the root.
    private func root(rise: Double, direction: Double, step: Double) -> Double? {
        guard alpha > 0, alpha.isFinite, nOn.isFinite, nOff.isFinite, rise > 0, rise.isFinite else { return nil }
        let excess = excess, target = statMax + rise
        var distance = step
        for _ in 0..<200 where stat(excess + direction * distance) < target { distance *= 2 }
        guard stat(excess + direction * distance) >= target else { return nil }
        return Root.brent(0, distance, tolerance: 0) { stat(excess + direction * $0) - target }
    }
}

extension Sequence<WStatCountsStatistic> {
    /// The statistic of the summed counts; α keeps the summed background α n_off (the mean α where no off count is).
    public var total: WStatCountsStatistic {
        var on = 0.0, off = 0.0, background = 0.0, signal = 0.0, alphas = 0.0, bins = 0.0
        for bin in self {
            on += bin.nOn
            off += bin.nOff
            background += bin.background
            signal += bin.muSignal
            alphas += bin.alpha
            bins += 1
        }
        let alpha = off > 0 ? background / off : (bins > 0 ? alphas / bins : 0)
        return WStatCountsStatistic(nOn: on, nOff: off, alpha: alpha, muSignal: signal)
    }
}
