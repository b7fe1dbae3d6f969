import Foundation

/// A density that is a power law between two energies.
struct PowerLawSegment {
    /// Lower energy.
    private let lower: Double
    /// Logarithm of the ratio of the energies.
    private let logRatio: Double
    /// Logarithm of the ratio of energy × density.
    private let exponent: Double
    /// Integral of the density; 0 where it is not positive at both ends.
    let integral: Double

    init(from lower: Double, to upper: Double, densities: (lower: Double, upper: Double)) {
        self.lower = lower
        logRatio = log(upper / lower)
        guard densities.lower > 0, densities.upper > 0, logRatio > 0 else {
            exponent = 0
            integral = 0
            return
        }
        exponent = log(densities.upper / densities.lower) + logRatio
        let mean = abs(exponent) < 1e-9 ? 1 : expm1(exponent) / exponent
        integral = lower * densities.lower * logRatio * mean
    }

    /// The energy below which a fraction of the integral lies.
    func energy(fraction: Double) -> Double {
        let part = abs(exponent) < 1e-9 ? fraction : log1p(fraction * expm1(exponent)) / exponent
        return lower * exp(part * logRatio)
    }
}
