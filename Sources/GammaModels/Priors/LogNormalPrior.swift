import Foundation
import GammaNumerics

/// Density of x whose logarithm is normal with median `mu` and standard deviation `sigma` of ln x.
public struct LogNormalPrior: Prior {
    /// Names in model files.
    public static let tags = ["LogNormalPrior"]
    /// `mu`, `sigma`.
    public static let defaults: [(name: String, value: Double)] = [("mu", 1), ("sigma", 1)]
    /// `mu`, `sigma`.
    public var constants: [Double]
    /// Multiplies the whole term.
    public var weight: Double

    /// Median 1 and spread 1.
    public init() { self.init(mu: 1, sigma: 1) }

    /// Makes the density; `mu` positive and in the parameter's own unit.
    public init(mu: Double, sigma: Double, weight: Double = 1) {
        constants = [mu, sigma]
        self.weight = weight
    }

    /// (ln(x/μ)/σ)² + 2 ln(x σ √2π), times the weight; +∞ for x ≤ 0.
    public func evaluate(_ x: Double) -> PriorTerm {
        guard x > 0 else { return .outside }
        let (mu, sigma) = (constants[0], constants[1])
        let z = log(x / mu) / sigma
        return PriorTerm(
            value: z * z + 2 * log(x * sigma * (2 * Double.pi).squareRoot()),
            slope: 2 * (z / sigma + 1) / x,
            curvature: 2 * (1 / (sigma * sigma) - z / sigma - 1) / (x * x)
        ).scaled(by: weight)
    }

    /// The widths must be positive.
    public var problem: String? {
        constants[0] > 0 && constants[1] > 0 ? nil : "mu and sigma of the prior must be positive"
    }

    /// μ exp(σ Φ⁻¹(p)).
    public func quantile(_ p: Double) -> Double { constants[0] * exp(constants[1] * Special.normalQuantile(p)) }
}
