import Foundation
import GammaNumerics

/// Normal density of mean `mu` and standard deviation `sigma`: ((x − μ)/σ)² + 2 ln(σ√2π).
public struct GaussianPrior: Prior {
    /// Names in model files.
    public static let tags = ["GaussianPrior"]
    /// `mu`, `sigma`.
    public static let defaults: [(name: String, value: Double)] = [("mu", 0), ("sigma", 1)]
    /// `mu`, `sigma`.
    public var constants: [Double]
    /// Multiplies the whole term.
    public var weight: Double

    /// The standard normal density.
    public init() { self.init(mu: 0, sigma: 1) }

    /// Makes the density; constants in the parameter's own unit.
    public init(mu: Double, sigma: Double, weight: Double = 1) {
        constants = [mu, sigma]
        self.weight = weight
    }

    /// −2 ln pdf × weight with derivatives.
    public func evaluate(_ x: Double) -> PriorTerm {
        let (mu, sigma) = (constants[0], constants[1])
        let z = (x - mu) / sigma
        return PriorTerm(
            value: z * z + 2 * log(sigma * (2 * Double.pi).squareRoot()), slope: 2 * z / sigma,
            curvature: 2 / (sigma * sigma)
        ).scaled(by: weight)
    }

    /// The widths must be positive.
    public var problem: String? {
        constants[1] > 0 ? nil : "sigma of the prior must be positive"
    }

    /// μ + σ Φ⁻¹(p).
    public func quantile(_ p: Double) -> Double { constants[0] + constants[1] * Special.normalQuantile(p) }
}
