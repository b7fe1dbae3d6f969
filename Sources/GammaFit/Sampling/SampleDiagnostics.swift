import Foundation
import GammaNumerics

/// What the draws of several chains of one quantity tell about themselves.
///
/// Chains are of equal length. Sources: Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021 (Bayesian Analysis 16, 667) for R-hat
/// and effective sizes, Geyer 1992 (Statistical Science 7, 473) for the end of the sum over lags, Sokal 1997 (in *Functional
/// Integration*) for the window of the autocorrelation time.
public enum SampleDiagnostics {
    /// The rank-normalised split R-hat: the larger one of that of the ranks (location) and that of the ranks of the distance
    /// from the median (scale). Near 1 where all halves of all chains agree; NaN for fewer than 4 draws a chain.
    public static func rHat(_ chains: [[Double]]) -> Double {
        let halves = split(chains)
        guard let count = halves.first?.count, count > 1, isUsable(halves) else { return .nan }
        let median = Quantile.ofSorted(halves.joined().sorted(), 0.5)
        let folded = halves.map { $0.map { abs($0 - median) } }
        let (location, scale) = (plainRHat(ranked(halves)), plainRHat(ranked(folded)))
        return scale.isNaN ? location : max(location, scale)
    }

    /// The effective number of draws for the mean of the quantity itself.
    public static func effectiveSize(_ chains: [[Double]]) -> Double { effective(split(chains)) }

    /// The effective number of draws in the bulk: that for the mean of the normalised ranks.
    public static func bulkEffectiveSize(_ chains: [[Double]]) -> Double {
        let halves = split(chains)
        return isUsable(halves) ? effective(ranked(halves)) : .nan
    }

    /// The effective number of draws in the tails: the smaller one of those for the 5 % and 95 % quantiles.
    public static func tailEffectiveSize(_ chains: [[Double]]) -> Double {
        let sorted = chains.joined().sorted()
        let sizes = [0.05, 0.95].map { probability in
            let quantile = Quantile.ofSorted(sorted, probability)
            return effective(split(chains.map { $0.map { $0 <= quantile ? 1 : 0 } }))
        }
        return min(sizes[0], sizes[1])
    }

    /// The integrated autocorrelation time τ = 1 + 2 Σ ρ(t) in draws, ρ being the mean over the chains; the sum ends at the
    /// first lag of at least 5 τ (Sokal's window). NaN for constants; not to be trusted for chains shorter than 50 τ.
    public static func autocorrelationTime(_ chains: [[Double]]) -> Double {
        let series = chains.filter { $0.count > 1 }.map { Autocovariance($0) }
        guard let count = series.map(\.count).min() else { return .nan }
        let variance = series.reduce(0) { $0 + $1[0] }
        guard variance > 0 else { return .nan }
        var time = 1.0
        for lag in 1..<count {
            time += 2 * series.reduce(0) { $0 + $1[lag] } / variance
            if Double(lag) >= 5 * time { break }
        }
        return max(time, 1)
    }

    private static func isUsable(_ chains: [[Double]]) -> Bool {
        chains.allSatisfy { $0.allSatisfy(\.isFinite) } && !chains.isEmpty
    }

    /// Both halves of every chain, without the middle draw of an odd number.
    private static func split(_ chains: [[Double]]) -> [[Double]] {
        chains.flatMap { chain in
            let half = chain.count / 2
            return [Array(chain.prefix(half)), Array(chain.suffix(half))]
        }
    }

    /// Φ⁻¹((r − 3/8)/(S + 1/4)) of the ranks r of all S draws together, ties sharing their mean (Blom 1958).
    private static func ranked(_ chains: [[Double]]) -> [[Double]] {
        let all = Array(chains.joined())
        let order = all.indices.sorted { (all[$0], $0) < (all[$1], $1) }
        var scores = [Double](repeating: 0, count: all.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, all[order[end]] == all[order[start]] { end += 1 }
            let rank = Double(start + 1 + end) / 2
            let score = Special.normalQuantile((rank - 0.375) / (Double(all.count) + 0.25))
            for place in start..<end { scores[order[place]] = score }
            start = end
        }
        var rest = scores[...]
        return chains.map { chain in
            defer { rest = rest.dropFirst(chain.count) }
            return Array(rest.prefix(chain.count))
        }
    }

    /// √((W (n − 1)/n + B/n)/W) with the variance W within chains of n draws and B/n that of their means (Gelman & Rubin 1992).
    private static func plainRHat(_ chains: [[Double]]) -> Double {
        let moments = chains.map(Moments.init)
        let within = moments.reduce(0) { $0 + $1.variance } / Double(chains.count)
        let between = Moments(moments.map(\.mean)).variance
        let n = Double(chains.first?.count ?? 0)
        guard within > 0 else { return between > 0 ? .infinity : .nan }
        return ((n - 1) / n + between / within).squareRoot()
    }

    /// Number of draws over their autocorrelation time, which counts what chains differ by (eqs. 10 and 11 of Vehtari et al.)
    /// over Geyer's initial monotone sequence of pairs.
    private static func effective(_ chains: [[Double]]) -> Double {
        guard let n = chains.first?.count, n > 1, isUsable(chains) else { return .nan }
        let series = chains.map { Autocovariance($0) }
        func mean(_ lag: Int) -> Double { series.reduce(0) { $0 + $1[lag] } / Double(series.count) }
        let within = mean(0) * Double(n) / Double(n - 1)
        var total = mean(0)
        if chains.count > 1 { total += Moments(series.map(\.mean)).variance }
        let draws = Double(n * chains.count)
        guard total > 0 else { return draws }
        func correlation(_ lag: Int) -> Double { lag == 0 ? 1 : 1 - (within - mean(lag)) / total }
        var least = correlation(0) + correlation(1)
        var sum = least
        var rest = 0.0
        var lag = 2
        while least > 0, lag < n - 2 {
            let (even, odd) = (correlation(lag), correlation(lag + 1))
            // Of the pair that ends the sum the first one still counts, once, if it is positive.
            rest = max(even, 0)
            guard even + odd >= 0, lag + 2 < n - 2 else { break }
            least = min(least, even + odd)
            sum += least
            lag += 2
        }
        let time = max(2 * sum - 1 + rest, 1 / log10(draws))
        return draws / time
    }
}

/// Mean and variance (n − 1).
private struct Moments {
    let mean: Double
    let variance: Double

    init(_ values: [Double]) {
        var sum = 0.0
        for value in values { sum += value }
        let mean = sum / Double(values.count)
        var squares = 0.0
        for value in values { squares += (value - mean) * (value - mean) }
        self.mean = mean
        variance = squares / Double(max(values.count - 1, 1))
    }
}

/// The autocovariance of a chain at the lags that are asked for.
private struct Autocovariance {
    let mean: Double
    private let deviations: [Double]

    init(_ values: [Double]) {
        let mean = values.reduce(0, +) / Double(values.count)
        self.mean = mean
        deviations = values.map { $0 - mean }
    }

    var count: Int { deviations.count }

    /// Σ over pairs at the lag, over the number of draws.
    subscript(lag: Int) -> Double {
        deviations.withUnsafeBufferPointer { values in
            var sum = 0.0
            for index in 0..<(values.count - lag) { sum += values[index] * values[index + lag] }
            return sum / Double(values.count)
        }
    }
}
