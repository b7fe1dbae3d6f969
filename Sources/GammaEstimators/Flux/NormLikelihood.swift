import Foundation
import GammaCore
import GammaDatasets
import GammaNumerics

/// The likelihood of the norm of one source over a set of bins, everything else held fixed.
///
/// A bin predicts `fixed + norm · reference`, so that value, slope and curvature cost a few operations a bin with counts;
/// bins without counts only add up to a straight line. Best value, errors, limits and scans all come from this one function.
struct NormLikelihood: Sendable {
    let parts: [SourceBins]
    /// Statistic of the bins that do not depend on the norm.
    private let constant: Double
    /// Sums over bins with a known background and no counts.
    private let emptySum: (fixed: Double, reference: Double)
    /// Norms at which none of these predicts negative counts.
    private let positive: (low: Double, high: Double)

    init(_ parts: [SourceBins]) {
        self.parts = parts
        constant = parts.reduce(0) { $0 + $1.restStatistic }
        var sum = (fixed: 0.0, reference: 0.0)
        var positive = (low: -Double.infinity, high: Double.infinity)
        for empty in parts.map(\.empty) {
            for (fixed, reference) in zip(empty.fixed, empty.reference) {
                sum.fixed += fixed
                sum.reference += reference
                if reference > 0 { positive.low = max(positive.low, -fixed / reference) }
                if reference < 0 { positive.high = min(positive.high, -fixed / reference) }
            }
        }
        emptySum = sum
        self.positive = positive
    }

    /// −2 ln L at a norm.
    func value(_ norm: Double) -> Double { constant + relative(norm) }

    /// −2 ln L at a norm, of the bins that depend on it.
    func relative(_ norm: Double) -> Double {
        var sum = 0.0
        for part in parts {
            let counted = part.counted
            for index in part.counts.indices {
                sum += Cash.value(
                    n: part.counts[index], mu: counted.fixed[index] + norm * counted.reference[index])
            }
            for bin in part.measured { sum += bin.statistic.value(signal: bin.fixed + norm * bin.reference) }
        }
        if norm >= positive.low, norm <= positive.high {
            return sum + 2 * (emptySum.fixed + norm * emptySum.reference)
        }
        for empty in parts.map(\.empty) {
            for index in empty.fixed.indices {
                sum += Cash.value(n: 0, mu: empty.fixed[index] + norm * empty.reference[index])
            }
        }
        return sum
    }

    /// First and second derivative of −2 ln L by the norm.
    func derivatives(_ norm: Double) -> (first: Double, second: Double) {
        var result = (first: 0.0, second: 0.0)
        func add(_ term: StatisticDerivatives, _ reference: Double) {
            result.first += term.first * reference
            result.second += term.second * reference * reference
        }
        for part in parts {
            let counted = part.counted
            for (index, n) in part.counts.enumerated() {
                let (mu, reference) = (
                    counted.fixed[index] + norm * counted.reference[index], counted.reference[index]
                )
                // As Cash.derivatives, without the logarithm.
                let ratio = n / (mu > Cash.truncation ? mu : Cash.truncation)
                result.first += 2 * (1 - ratio) * reference
                result.second += 2 * ratio * ratio / n * reference * reference
            }
            for bin in part.measured {
                add(bin.statistic.derivatives(signal: bin.fixed + norm * bin.reference), bin.reference)
            }
        }
        if norm > positive.low, norm < positive.high {
            result.first += 2 * emptySum.reference
            return result
        }
        for empty in parts.map(\.empty) {
            for (fixed, reference) in zip(empty.fixed, empty.reference) where fixed + norm * reference > 0 {
                result.first += 2 * reference
            }
        }
        return result
    }

    /// Counts of the source at norm 1.
    var reference: Double { parts.reduce(0) { $0 + $1.reference } }

    /// Whether any bin that the source reaches has counts, or a background that was measured.
    private var hasInformation: Bool { parts.contains { !$0.counts.isEmpty || !$0.measured.isEmpty } }

    /// A norm that is large compared with anything the counts allow.
    var scale: Double {
        var counts = 0.0
        for part in parts {
            for (n, fixed) in zip(part.counts, part.counted.fixed) { counts += max(n, fixed) }
            counts += part.empty.fixed.reduce(0, +)
            for bin in part.measured { counts += max(bin.statistic.counts, bin.statistic.background(signal: 0)) }
        }
        return max(counts, 1) / max(reference, 1e-300)
    }

    /// What the minimum is.
    struct Minimum {
        var norm: Double
        /// ``relative(_:)`` there.
        var relative: Double
        /// From the second derivative; NaN where there is none.
        var error: Double
    }

    /// The minimum: found by Newton steps that are kept inside a bracket of the slope's sign change.
    ///
    /// Without any counts the statistic only rises with the norm: its minimum is the least norm at which no bin predicts
    /// negative counts.
    /// - Returns: nil when the bins do not respond to the source.
    func minimum() -> Minimum? {
        guard reference > 0, reference.isFinite else { return nil }
        guard hasInformation else {
            return Minimum(norm: positive.low, relative: relative(positive.low), error: .nan)
        }
        let scale = scale
        var (low, high) = bracket(scale)
        var norm = (low...high).contains(1) ? 1 : (low + high) / 2
        for _ in 0..<200 {
            let slope = derivatives(norm)
            if slope.first > 0 { high = norm } else { low = norm }
            var next = norm - slope.first / slope.second
            if !(next > low && next < high) { next = (low + high) / 2 }
            let step = abs(next - norm)
            norm = next
            if step <= 1e-13 * max(abs(norm), 1e-3 * scale / max(1, abs(scale))) || high - low <= 1e-15 * scale {
                break
            }
        }
        let second = derivatives(norm).second
        return Minimum(
            norm: norm, relative: relative(norm), error: second > 0 ? (2 / second).squareRoot() : .nan)
    }

    /// Norms between which the slope changes its sign.
    private func bracket(_ scale: Double) -> (low: Double, high: Double) {
        var (low, high) = (-scale, scale)
        var widenings = 0
        while derivatives(high).first < 0, widenings < 60 {
            high *= 2
            widenings += 1
        }
        while derivatives(low).first > 0, widenings < 120 {
            low *= 2
            widenings += 1
        }
        return (low, high)
    }

    /// Distance from the minimum at which −2 ln L has risen by sigma², upwards or downwards.
    /// - Returns: NaN when it does not rise that much.
    func distance(from best: Minimum, sigma: Double, upwards: Bool) -> Double {
        let direction = upwards ? 1.0 : -1.0
        let rise = sigma * sigma
        let scale = scale
        var step = best.error.isFinite && best.error > 0 ? best.error * sigma : scale * 0.1
        var inner = 0.0
        for _ in 0..<200 {
            if relative(best.norm + direction * step) - best.relative >= rise { break }
            inner = step
            step *= 1.6
            guard step < 1e8 * scale else { return .nan }
        }
        return Root.brent(inner, step, tolerance: 1e-12 * step, maxIterations: 200) {
            relative(best.norm + direction * $0) - best.relative - rise
        } ?? .nan
    }
}
