import Foundation
import GammaNumerics

/// The density of dark matter in a spherical halo, in GeV cm⁻³ at a radius in kpc.
///
/// Default radii and slopes are those of Cirelli et al., JCAP 03, 051 (2011), for the Milky Way.
public struct DarkMatterHalo: Sendable, Equatable {
    /// The profile; radii in kpc.
    public enum Profile: Sendable, Equatable {
        /// ρ_s (r/r_s)^−γ (1 + (r/r_s)^(1/α))^(−(β−γ)α) (Zhao 1996).
        case zhao(scaleRadius: Double = 24.42, alpha: Double = 1, beta: Double = 3, gamma: Double = 1)
        /// ρ_s (r/r_s)^−1 (1 + r/r_s)^−2 (Navarro, Frenk and White 1997).
        case nfw(scaleRadius: Double = 24.42)
        /// ρ_s exp(−2/α [(r/r_s)^α − 1]).
        case einasto(scaleRadius: Double = 28.44, alpha: Double = 0.17)
        /// ρ_s/(1 + (r/r_s)²).
        case isothermal(scaleRadius: Double = 4.38)
        /// ρ_s/((1 + r/r_s)(1 + (r/r_s)²)) (Burkert 1995).
        case burkert(scaleRadius: Double = 12.67)
        /// ρ_s (r/r_s)^−1.16 (1 + r/r_s)^−1.84 (Diemand, Moore and Stadel 2004).
        case moore(scaleRadius: Double = 30.28)
    }

    /// What happens to the particles, which decides the power of the density.
    public enum Process: Sendable {
        /// The density squared: J factors in GeV² cm⁻⁵.
        case annihilation
        /// The density: D factors in GeV cm⁻².
        case decay
    }

    /// The profile.
    public var profile: Profile
    /// ρ_s in GeV cm⁻³.
    public var density: Double

    /// Makes a halo.
    public init(_ profile: Profile, density: Double = 1) {
        self.profile = profile
        self.density = density
    }

    /// The Milky Way's, with 0.3 GeV cm⁻³ at the Sun, 8.33 kpc from its centre.
    public static func milkyWay(_ profile: Profile) -> DarkMatterHalo {
        let halo = DarkMatterHalo(profile)
        return DarkMatterHalo(profile, density: 0.3 / halo(8.33))
    }

    /// The density in GeV cm⁻³ at a radius in kpc.
    public func callAsFunction(_ radius: Double) -> Double {
        switch profile {
        case .zhao(let scale, let alpha, let beta, let gamma):
            let x = radius / scale
            return density / (pow(x, gamma) * pow(1 + pow(x, 1 / alpha), (beta - gamma) * alpha))
        case .nfw(let scale):
            let x = radius / scale
            return density / (x * (1 + x) * (1 + x))
        case .einasto(let scale, let alpha): return density * exp(-2 / alpha * (pow(radius / scale, alpha) - 1))
        case .isothermal(let scale):
            let x = radius / scale
            return density / (1 + x * x)
        case .burkert(let scale):
            let x = radius / scale
            return density / ((1 + x) * (1 + x * x))
        case .moore(let scale):
            let x = radius / scale
            return density * pow(x, -1.16) * pow(1 + x, -1.84)
        }
    }
}
