import Foundation

extension Special {
    /// Probability of a standard normal number below x.
    public static func normalCDF(_ x: Double) -> Double { 0.5 * Foundation.erfc(-x * 0.5.squareRoot()) }

    /// Probability of a standard normal number above x.
    public static func normalSurvival(_ x: Double) -> Double { 0.5 * Foundation.erfc(x * 0.5.squareRoot()) }

    /// The x below which a standard normal number lies with probability p; ±∞ at 1 and 0, NaN outside.
    public static func normalQuantile(_ p: Double) -> Double { p < 0.5 ? -upperTail(p) : upperTail(1 - p) }

    /// The x above which a standard normal number lies with probability p; keeps the precision of small p.
    public static func normalSurvivalQuantile(_ p: Double) -> Double { p < 0.5 ? upperTail(p) : -upperTail(1 - p) }

    /// Solves normalSurvival(y) = p for p ≤ 1/2: a rational start (Abramowitz & Stegun 26.2.23), then Halley's method.
    private static func upperTail(_ p: Double) -> Double {
        guard p >= 0, p <= 0.5 else { return .nan }
        if p == 0.5 { return 0 }
        if p == 0 { return .infinity }
        let t = (-2 * log(p)).squareRoot()
        var y = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
        for _ in 0..<3 {
            let density = exp(-0.5 * y * y) / (2 * Double.pi).squareRoot()
            let u = (normalSurvival(y) - p) / density
            y += u / (1 - 0.5 * u * y)
        }
        return y
    }
}
