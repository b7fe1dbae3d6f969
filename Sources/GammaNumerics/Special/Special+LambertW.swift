import Foundation

extension Special {
    /// The principal branch of Lambert's W: w e^w = x with w ≥ −1, for x ≥ −1/e; NaN below.
    public static func lambertW0(_ x: Double) -> Double {
        if x == 0 || x == .infinity { return x }
        guard let p = branchDistance(x) else { return .nan }
        if p < 0.02 { return branchSeries(p) }
        let start: Double
        if x < 0.5 {
            start = p < 1.2 ? branchSeries(p) : x / (1 + x)
        } else if x < 8 {
            start = log1p(x) * (1 - log1p(log1p(x)) / (2 + log1p(x)))
        } else {
            start = log(x) - log(log(x))
        }
        return refined(start, x)
    }

    /// The lower branch of Lambert's W: w e^w = x with w ≤ −1, for −1/e ≤ x < 0; −∞ at 0, NaN elsewhere.
    public static func lambertWm1(_ x: Double) -> Double {
        if x == 0 { return -.infinity }
        guard x < 0, let p = branchDistance(x) else { return .nan }
        if p < 0.02 { return branchSeries(-p) }
        if p < 1 { return refined(branchSeries(-p), x) }
        let l1 = log(-x)
        let l2 = log(-l1)
        return refined(l1 - l2 + l2 / l1, x)
    }

    /// √(2 (1 + e x)), with e in two parts because of the cancellation at −1/e; nil below it.
    private static func branchDistance(_ x: Double) -> Double? {
        let square = 2 * (fma(2.718281828459045, x, 1) + 1.4456468917292502e-16 * x)
        // −1/e rounded to a double lies just below −1/e.
        guard square > -1e-15 else { return nil }
        return max(square, 0).squareRoot()
    }

    /// W about the branch point (Corless et al. 1996, eq. 4.22); the sign of p chooses the branch.
    private static func branchSeries(_ p: Double) -> Double {
        let tail = 769.0 / 17280 + p * (-221.0 / 8505 + p * (680_863.0 / 43_545_600 - p * 1963.0 / 204_120))
        return -1 + p * (1 + p * (-1.0 / 3 + p * (11.0 / 72 + p * (-43.0 / 540 + p * tail))))
    }

    /// Fritsch's iteration (Fritsch, Shafer & Crowley 1973), of fourth order.
    private static func refined(_ start: Double, _ x: Double) -> Double {
        var w = start
        for _ in 0..<10 {
            let z = log(x / w) - w
            let q = 2 * (1 + w) * (1 + w + 2.0 / 3 * z)
            let step = z / (1 + w) * (q - z) / (q - 2 * z)
            w *= 1 + step
            if !(abs(step) > 2e-16) { break }
        }
        return w
    }
}
