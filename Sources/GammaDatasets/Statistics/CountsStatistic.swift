import Foundation

/// The statistics of counts in one bin: excess, significance, errors and limits.
///
/// Arrays of them are made by `array(…)`, summed by `total`, and read with `map`: `statistics.map(\.sqrtTS)`.
public protocol CountsStatistic: Sendable, CustomStringConvertible {
    /// Counts measured.
    var nOn: Double { get }
    /// Background expected in the on region.
    var background: Double { get }
    /// Excess over the background (and over a known signal, where there is one).
    var excess: Double { get }
    /// Symmetric error of the excess from the counts' variances.
    var error: Double { get }
    /// The statistic without further signal.
    var statNull: Double { get }
    /// The statistic at its minimum, signal = excess.
    var statMax: Double { get }
    /// Test statistic of the excess against none, never negative.
    var ts: Double { get }
    /// Distance downwards from the excess to where the statistic has risen by sigma².
    func errn(sigma: Double) -> Double
    /// Distance upwards from the excess to where the statistic has risen by sigma².
    func errp(sigma: Double) -> Double
    /// The signal above the excess at which the statistic has risen by sigma².
    func upperLimit(sigma: Double) -> Double
    /// The excess that, on this background, would have the given significance; NaN where none has.
    func excess(matchingSignificance significance: Double) -> Double
}

extension CountsStatistic {
    /// Significance, the square root of ``ts`` with the sign of the excess; for on and off counts that of Li & Ma (1983,
    /// ApJ 272, 317, eq. 17).
    public var sqrtTS: Double { excess < 0 ? -ts.squareRoot() : ts.squareRoot() }

    /// Chance of an excess at least that large without signal, ½ P(χ²₁ ≥ TS), whatever the sign of the excess.
    public var pValue: Double { 0.5 * erfc((ts / 2).squareRoot()) }

    /// Counts, background, excess, significance and p-value in one line.
    public var description: String {
        String(
            format: "%.10g counts, background %.4g, excess %.4g ± %.2g, significance %.2f (p = %.2g)",
            nOn, background, excess, error, sqrtTS, pValue)
    }
}
