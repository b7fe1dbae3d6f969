/// What a field of photons does in inverse Compton scattering.
///
/// With all energies in units of the electron's, z = E_γ/γ and Q = z/(4γ(1 − z)), an electron scatters
/// ¾ σ_T c γ⁻² [Φ₁(Q) + z²/(2(1 − z)) Φ₂(Q)] photons per second and energy (Jones 1968; Aharonian and Atoyan 1981), where
/// Φ₁ = ∫ n(ε)/ε (2q ln q + 1 + q − 2q²) dε and Φ₂ = ∫ n(ε)/ε (1 − q) dε over ε > Q, with q = Q/ε. All fields of photons
/// therefore are two functions of one variable.
struct ScatteringIntegrals {
    /// Φ₁ in cm⁻³.
    var first = 0.0
    /// Φ₂ in cm⁻³.
    var second = 0.0

    /// Φ₁ + ζ Φ₂.
    func sum(_ zeta: Double) -> Double { first + zeta * second }
}
