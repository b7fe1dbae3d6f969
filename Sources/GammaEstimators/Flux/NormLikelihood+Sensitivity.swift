import GammaDatasets
import GammaNumerics

extension NormLikelihood {
    /// The norm at which exactly the predicted counts (Asimov) would differ from norm 0 by TS = nσ².
    ///
    /// Cowan et al. 2011, Eur. Phys. J. C 71, 1554. The background of each norm is the one profiled from the data, as in
    /// Gammapy. NaN when no norm does.
    func sensitivity(sigma: Double) -> Double {
        guard reference > 0 else { return .nan }
        let bins = AsimovBins(parts)
        var high = bins.firstGuess(sigma, reference: reference)
        var low = 0.0
        for _ in 0..<200 {
            if bins.testStatistic(high) >= sigma * sigma { break }
            low = high
            high *= 1.6
            guard high < 1e10 * scale else { return .nan }
        }
        // The root of TS is nearly a straight line.
        return Root.brent(low, high, tolerance: 1e-10 * high, maxIterations: 200) {
            bins.testStatistic($0).squareRoot() - sigma
        } ?? .nan
    }
}

/// The bins that a source reaches, for counts that are exactly those predicted.
private struct AsimovBins {
    /// Bins with a known background, with counts or without.
    private var fixed: [Double] = []
    private var reference: [Double] = []
    /// Bins with a measured background.
    private var measured: [SourceBins.Measured] = []

    init(_ parts: [SourceBins]) {
        for part in parts {
            fixed += part.counted.fixed + part.empty.fixed
            reference += part.counted.reference + part.empty.reference
            measured += part.measured
        }
    }

    /// Where the answer would be for small signals over a known background, or for none at all.
    func firstGuess(_ sigma: Double, reference sum: Double) -> Double {
        var information = 0.0
        for (fixed, reference) in zip(fixed, reference) where fixed > 0 { information += reference * reference / fixed }
        return max(information > 0 ? sigma / information.squareRoot() : 0, sigma / sum)
    }

    /// The statistic at norm 0 less that at `norm`, if the counts were those predicted at `norm`.
    func testStatistic(_ norm: Double) -> Double {
        var sum = 0.0
        for (fixed, reference) in zip(fixed, reference) {
            let mu = max(fixed + norm * reference, 0)
            sum += Cash.value(n: mu, mu: fixed) - Cash.value(n: mu, mu: fixed + norm * reference)
        }
        for bin in measured {
            let signal = bin.fixed + norm * bin.reference
            let asimov = bin.statistic.asimov(signal: signal)
            sum += asimov.value(signal: bin.fixed) - asimov.value(signal: signal)
        }
        return max(sum, 0)
    }
}
