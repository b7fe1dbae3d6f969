/// The scatter of fluxes beyond their errors, relative to their mean.
///
/// Vaughan et al. 2003, MNRAS 345, 1271, eqs. 8, 10, 11 and B2. The quantity without bias is the excess variance, which may be
/// negative; its square root ``fvar`` is zero when it is. Gammapy takes the root of the absolute value instead, which makes
/// a constant source variable: ``gammapyFvar`` is that number, for comparison.
public struct FractionalVariability: Sendable, Hashable {
    /// Normalised excess variance (S² − ⟨σ²⟩) / mean²; negative when fluxes scatter less than their errors say.
    public let excessVariance: Double
    /// Its error.
    public let excessVarianceError: Double
    /// Fractional variability √(excess variance), zero when that is negative.
    public let fvar: Double
    /// Its error; where ``fvar`` is too small for propagation, the root of the excess variance's error.
    public let fvarError: Double
    /// Gammapy's `compute_fvar`: √|excess variance|.
    public let gammapyFvar: Double
    /// Gammapy's error of it.
    public let gammapyFvarError: Double
    /// Number of fluxes.
    public let count: Int

    /// - Parameters:
    ///   - scatter: variance of the fluxes.
    ///   - meanSquareError: mean of their squared errors.
    init(scatter: Double, meanSquareError: Double, mean: Double, count: Int) {
        let number = Double(count)
        excessVariance = (scatter - meanSquareError) / (mean * mean)
        gammapyFvar = abs(excessVariance).squareRoot()
        func varianceError(_ fvar: Double) -> Double {
            let first = (2 / number).squareRoot() * meanSquareError / (mean * mean)
            let second = (meanSquareError / number).squareRoot() * 2 * fvar / abs(mean)
            return (first * first + second * second).squareRoot()
        }
        gammapyFvarError = varianceError(gammapyFvar) / (2 * gammapyFvar)
        fvar = max(0, excessVariance).squareRoot()
        excessVarianceError = varianceError(fvar)
        let root = excessVarianceError.squareRoot()
        fvarError = fvar > 0 ? min(excessVarianceError / (2 * fvar), root) : root
        self.count = count
    }

    /// Excess variance in units of its error.
    public var significance: Double { excessVariance / excessVarianceError }
}
