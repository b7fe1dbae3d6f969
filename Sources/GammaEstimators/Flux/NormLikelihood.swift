import Foundation
import GammaCore
import GammaDatasets
import GammaNumerics

/// The likelihood of the norm of one source over a set of bins, everything else held fixed.
///
/// The signal of a bin is `fixed + norm · reference`, so that value, slope and curvature cost a few operations a bin:
/// best value, errors, limits and scans all come from this one function.
struct NormLikelihood: Sendable {
    /// One bin: its statistic, the signal of everything else, and the signal of the source at norm 1.
    struct Bin: Sendable {
        var statistic: BinStatistic
        var fixed: Double
        var reference: Double
    }

    var bins: [Bin]

    /// −2 ln L at a norm.
    func value(_ norm: Double) -> Double {
        var sum = 0.0
        for bin in bins { sum += bin.statistic.value(signal: bin.fixed + norm * bin.reference) }
        return sum
    }

    /// −2 ln L with first and second derivative by the norm.
    func derivatives(_ norm: Double) -> (value: Double, first: Double, second: Double) {
        var result = (value: 0.0, first: 0.0, second: 0.0)
        for bin in bins {
            let term = bin.statistic.derivatives(signal: bin.fixed + norm * bin.reference)
            result.value += term.value
            result.first += term.first * bin.reference
            result.second += term.second * bin.reference * bin.reference
        }
        return result
    }

    /// Signal counts of the source at norm 1.
    var reference: Double { bins.reduce(0) { $0 + $1.reference } }

    /// Below this norm some bin would predict negative counts: the lowest value a fit may take.
    var lowestNorm: Double {
        var lowest = -Double.infinity
        for bin in bins where bin.reference > 0 {
            lowest = max(lowest, -(bin.fixed + max(bin.statistic.background(signal: bin.fixed), 0)) / bin.reference)
        }
        return lowest
    }

    /// A norm that is large compared with anything the counts allow.
    private var scale: Double {
        let counts = bins.reduce(0) { $0 + max($1.statistic.counts, $1.statistic.background(signal: 0)) }
        return max(counts, 1) / max(reference, 1e-300)
    }

    /// The minimum: found by Newton steps that are kept inside a bracket of the slope's sign change.
    /// - Returns: nil when the bins do not respond to the source.
    func minimum() -> (norm: Double, stat: Double, error: Double)? {
        guard reference > 0, reference.isFinite else { return nil }
        var low = -scale
        var high = scale
        var widenings = 0
        while derivatives(high).first < 0, widenings < 60 {
            high *= 2
            widenings += 1
        }
        while derivatives(low).first > 0, widenings < 120 {
            low *= 2
            widenings += 1
        }
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
        let end = derivatives(norm)
        let error = end.second > 0 ? (2 / end.second).squareRoot() : .nan
        return (norm, end.value, error)
    }

    /// Distance from the minimum at which −2 ln L has risen by `rise`, upwards or downwards.
    /// - Returns: NaN when it does not rise that much.
    func distance(from best: Double, stat: Double, rise: Double, upwards: Bool, firstStep: Double) -> Double {
        let direction = upwards ? 1.0 : -1.0
        var step = firstStep.isFinite && firstStep > 0 ? firstStep : scale * 0.1
        var inner = 0.0
        for _ in 0..<200 {
            if value(best + direction * step) - stat >= rise { break }
            inner = step
            step *= 1.6
            guard step < 1e8 * scale else { return .nan }
        }
        return Root.brent(inner, step, tolerance: 1e-12 * step, maxIterations: 200) {
            value(best + direction * $0) - stat - rise
        } ?? .nan
    }

    /// The norm at which exactly the predicted counts (Asimov) would differ from norm 0 by TS = nσ².
    ///
    /// Cowan et al. 2011, Eur. Phys. J. C 71, 1554. The background of each norm is the one profiled from the data, as in
    /// Gammapy. NaN when no norm does.
    func sensitivity(sigma: Double) -> Double {
        func testStatistic(_ norm: Double) -> Double {
            var sum = 0.0
            for bin in bins {
                let signal = bin.fixed + norm * bin.reference
                let asimov = bin.statistic.asimov(signal: signal)
                sum += asimov.value(signal: bin.fixed) - asimov.value(signal: signal)
            }
            return sum
        }
        guard reference > 0 else { return .nan }
        var high = sigma / reference
        for _ in 0..<200 {
            if testStatistic(high) >= sigma * sigma { break }
            high *= 1.6
            guard high < 1e10 * scale else { return .nan }
        }
        return Root.brent(0, high, tolerance: 1e-10 * high, maxIterations: 200) {
            testStatistic($0) - sigma * sigma
        } ?? .nan
    }
}
