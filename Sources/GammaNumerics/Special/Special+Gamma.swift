import Foundation
import GammaCore

extension Special {
    /// The lower regularised incomplete gamma function P(a, x), for a > 0 and x ≥ 0.
    public static func gammaP(_ a: Double, _ x: Double) -> Double {
        guard a > 0, x >= 0, a.isFinite else { return .nan }
        if x == 0 { return 0 }
        if x == .infinity { return 1 }
        return x < a + 1 ? series(a, x) : 1 - continuedFraction(a, x)
    }

    /// The upper regularised incomplete gamma function Q(a, x) = 1 − P(a, x), for a > 0 and x ≥ 0.
    public static func gammaQ(_ a: Double, _ x: Double) -> Double {
        guard a > 0, x >= 0, a.isFinite else { return .nan }
        if x == 0 { return 1 }
        if x == .infinity { return 0 }
        if a < 1, x < 1 { return smallArgumentQ(a, x) }
        return x < a + 1 ? 1 - series(a, x) : continuedFraction(a, x)
    }

    /// Probability that a χ² number with `df` degrees of freedom exceeds x.
    public static func chiSquareSurvival(_ x: Double, df: Double) -> Double {
        if x <= 0 { return df > 0 ? 1 : .nan }
        if df == 1 { return Foundation.erfc((0.5 * x).squareRoot()) }
        if df == 2 { return exp(-0.5 * x) }
        return gammaQ(0.5 * df, 0.5 * x)
    }

    /// Probability that a χ² number with `df` degrees of freedom is below x.
    public static func chiSquareCDF(_ x: Double, df: Double) -> Double {
        if x <= 0 { return df > 0 ? 0 : .nan }
        if df == 1 { return Foundation.erf((0.5 * x).squareRoot()) }
        if df == 2 { return -expm1(-0.5 * x) }
        return gammaP(0.5 * df, 0.5 * x)
    }

    /// The x that a χ² number with `df` degrees of freedom exceeds with probability p; NaN for p outside [0, 1].
    public static func chiSquareQuantileUpper(_ p: Double, df: Double) -> Double {
        guard p >= 0, p <= 1, df > 0, df.isFinite else { return .nan }
        if p == 0 { return .infinity }
        if p == 1 { return 0 }
        if df == 1 {
            let sigma = normalSurvivalQuantile(0.5 * p)
            return sigma * sigma
        }
        if df == 2 { return -2 * log(p) }
        return 2 * inverseGamma(0.5 * df, upper: p)
    }

    /// Solves Q(a, x) = p by Newton's method on the logarithm of the smaller tail, kept in a bracket.
    private static func inverseGamma(_ a: Double, upper p: Double) -> Double {
        let usesUpper = p <= 0.5
        let target = usesUpper ? log(p) : log1p(-p)
        // Wilson & Hilferty 1931; near zero P(a, x) ≈ x^a / Γ(a + 1).
        let t = 1 - 1 / (9 * a) + normalSurvivalQuantile(p) / (3 * a.squareRoot())
        var x = t > 0.1 ? a * t * t * t : exp((log1p(-p) + logGamma(a + 1)) / a)
        var (low, high) = (0.0, Double.infinity)
        for _ in 0..<200 {
            let tail = usesUpper ? gammaQ(a, x) : gammaP(a, x)
            let excess = log(tail) - target
            if usesUpper == (excess > 0) { low = x } else { high = x }
            let density = exp(PoissonProbability.logarithm(a, mean: x)) * a / x
            var next = x + (usesUpper ? excess : -excess) * tail / density
            if !(next > low && next < high) { next = high == .infinity ? 2 * x : 0.5 * (low + high) }
            if abs(next - x) <= 2e-16 * x { return next }
            x = next
        }
        return x
    }

    /// P(a, x) by its power series; the prefactor x^a e^−x / Γ(a + 1) is a Poisson probability.
    private static func series(_ a: Double, _ x: Double) -> Double {
        var sum = 1.0
        var term = 1.0
        var n = a
        for _ in 0..<1_000_000 {
            n += 1
            term *= x / n
            sum += term
            if term < 1e-17 * sum { break }
        }
        return sum * exp(PoissonProbability.logarithm(a, mean: x))
    }

    /// Q(a, x) by Legendre's continued fraction, evaluated by Lentz's method.
    private static func continuedFraction(_ a: Double, _ x: Double) -> Double {
        var b = x + 1 - a
        var c = Double.greatestFiniteMagnitude
        var d = 1 / b
        var h = d
        for i in 1..<1_000_000 {
            let n = -Double(i) * (Double(i) - a)
            b += 2
            d = 1 / (n * d + b)
            c = b + n / c
            let factor = c * d
            h *= factor
            if abs(factor - 1) < 1e-16 { break }
        }
        return a * h * exp(PoissonProbability.logarithm(a, mean: x))
    }

    /// Q(a, x) for a and x below 1, where 1 − P would cancel.
    private static func smallArgumentQ(_ a: Double, _ x: Double) -> Double {
        let logarithm = a * log(x) - logGamma(1 + a)
        var sum = 0.0
        var term = -1.0
        for n in 1..<100 {
            term *= -x / Double(n)
            sum += term / (a + Double(n))
            if abs(term) < 1e-18 * abs(sum) { break }
        }
        return -expm1(logarithm) + exp(logarithm) * a * sum
    }
}
