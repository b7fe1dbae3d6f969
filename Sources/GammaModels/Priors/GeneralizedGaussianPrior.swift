import Foundation
import GammaNumerics

/// Density ∝ exp(−|(x − μ)/(σ√2)|^(1/η)): normal for η = ½, Laplace for η = 1.
public struct GeneralizedGaussianPrior: Prior {
    /// Names in model files.
    public static let tags = ["GeneralizedGaussianPrior"]
    /// `mu`, `sigma`, `eta`.
    public static let defaults: [(name: String, value: Double)] = [("mu", 0), ("sigma", 1), ("eta", 0.5)]
    /// `mu`, `sigma`, `eta`.
    public var constants: [Double]
    /// Multiplies the whole term.
    public var weight: Double

    /// The standard normal density.
    public init() { self.init(mu: 0, sigma: 1) }

    /// Makes the density; `mu` and `sigma` in the parameter's own unit.
    public init(mu: Double, sigma: Double, eta: Double = 0.5, weight: Double = 1) {
        constants = [mu, sigma, eta]
        self.weight = weight
    }

    /// −2 ln pdf × weight; with b = 1/η and s = σ√2 the pdf is b/(2 s Γ(1/b)) exp(−|z|^b), z = (x − μ)/s.
    public func evaluate(_ x: Double) -> PriorTerm {
        let exponent = 1 / constants[2]
        let scale = constants[1] * 2.0.squareRoot()
        let z = (x - constants[0]) / scale
        let size = abs(z)
        let sign = z < 0 ? -1.0 : 1.0
        let norm = log(exponent / (2 * scale)) - lgamma(constants[2])
        // At the centre a cusp (η ≥ 1) has no derivative; zero is its symmetric one.
        let slope = size > 0 ? exponent * pow(size, exponent - 1) * sign : 0
        let curvature =
            size > 0
            ? exponent * (exponent - 1) * pow(size, exponent - 2) : (exponent == 2 ? 2 : 0)
        return PriorTerm(
            value: 2 * pow(size, exponent) - 2 * norm, slope: 2 * slope / scale,
            curvature: 2 * curvature / (scale * scale)
        ).scaled(by: weight)
    }

    /// The widths must be positive.
    public var problem: String? {
        constants[1] > 0 && constants[2] > 0 ? nil : "sigma and eta of the prior must be positive"
    }

    /// μ ± σ√2 x^η, where a gamma variable of shape η exceeds x with the probability of both tails, 2 min(p, 1 − p).
    public func quantile(_ p: Double) -> Double {
        guard p >= 0, p <= 1 else { return .nan }
        let (mu, sigma, eta) = (constants[0], constants[1], constants[2])
        let x = Special.chiSquareQuantileUpper(2 * min(p, 1 - p), df: 2 * eta) / 2
        return mu + (p < 0.5 ? -1 : 1) * sigma * 2.0.squareRoot() * pow(x, eta)
    }
}
