import Foundation

/// Formulas for the responses of a small array of Cherenkov telescopes, for simulation where no real responses are at hand.
///
/// The numbers are those of an array of four 12 m telescopes at small zenith angle: 0.25 TeV threshold, 0.2 km² at high
/// energies, 15 % energy resolution and 0.09° angular resolution (68 % containment) at 1 TeV. Energies are in TeV,
/// offsets in deg.
///
/// | response | formula | |
/// |---|---|---|
/// | effective area | A₀ E^(−0.09) e^(−E_A/E) f(θ) | the parametrisation of H.E.S.S. in MNRAS 402, 1342, appendix B |
/// | roll-off | f(θ) = e^(−θ⁴/2w²) | 0.997 at 0.5°, 0.41 at 2° |
/// | migration | Gaussian, mean 1 + b e^(−E/E_b), width s₀ + s₁ E^(−1/2) | bias near the threshold |
/// | point spread | three Gaussians of widths (1, 2, 4)·σ(E, θ), amplitudes (1, 0.15, 0.002) | 68 % within 2.0 σ |
/// | σ(E, θ) | (p₀ + p₁ E^(−1/2)) (1 + 0.05 θ²) | |
/// | background rate | B₀ E^(−2.7) e^(−E_B/E) f(θ) | cosmic rays after gamma-hadron separation |
public struct ArrayResponse: Sendable, Hashable {
    /// A₀ in cm².
    public var area = 2.0e9
    /// E_A in TeV.
    public var areaCutoff = 0.5
    /// w in deg².
    public var rollOff = 3.0
    /// b: relative bias of the energy far below ``biasScale``.
    public var bias = 0.3
    /// E_b in TeV.
    public var biasScale = 0.2
    /// s₀: relative energy resolution at high energies.
    public var resolution = 0.10
    /// s₁: what adds to the resolution at 1 TeV.
    public var resolutionAt1TeV = 0.05
    /// p₀ in deg: width of the core of the point spread function at high energies.
    public var spread = 0.035
    /// p₁ in deg: what adds to it at 1 TeV.
    public var spreadAt1TeV = 0.012
    /// B₀ in s⁻¹ TeV⁻¹ sr⁻¹.
    public var backgroundRate = 1300.0
    /// E_B in TeV.
    public var backgroundCutoff = 0.5
    /// LO_THRES in TeV.
    public var loThreshold = 0.25
    /// HI_THRES in TeV.
    public var hiThreshold = 50.0

    /// The array described above.
    public init() {}

    /// The array at a zenith angle in deg, up to 70°: showers are farther away, so that the pool of light is wider and fainter.
    ///
    /// Areas grow as 1/cos² of the angle, energies of thresholds as cos^−2.5;
    /// the width of the point-spread function by a tenth of 1/cos − 1.
    public init(zenith: Double) {
        let cosine = cos(min(max(zenith, 0), 70) * Double.pi / 180)
        area /= cosine * cosine
        backgroundRate /= cosine * cosine
        let threshold = pow(cosine, -2.5)
        areaCutoff *= threshold
        backgroundCutoff *= threshold
        biasScale *= threshold
        loThreshold *= threshold
        spread *= 1 + 0.1 * (1 / cosine - 1)
    }

    /// Relative amplitudes and widths of the three Gaussians of the point spread function.
    static let gaussians: [(amplitude: Double, width: Double)] = [(1, 1), (0.15, 2), (0.002, 4)]

    /// Effective area in cm².
    public func effectiveArea(energy: Double, offset: Double) -> Double {
        area * pow(energy, -0.09) * exp(-areaCutoff / energy) * acceptance(offset: offset)
    }

    /// The roll-off towards the edge of the field of view, 1 at the centre.
    public func acceptance(offset: Double) -> Double { exp(-pow(offset, 4) / (2 * rollOff * rollOff)) }

    /// Mean of reconstructed over true energy.
    public func migrationMean(energy: Double) -> Double { 1 + bias * exp(-energy / biasScale) }

    /// Standard deviation of reconstructed over true energy.
    public func migrationWidth(energy: Double) -> Double { resolution + resolutionAt1TeV / energy.squareRoot() }

    /// Width in deg of the narrowest Gaussian of the point spread function.
    public func spreadWidth(energy: Double, offset: Double) -> Double {
        (spread + spreadAt1TeV / energy.squareRoot()) * (1 + 0.05 * offset * offset)
    }

    /// Background rate in s⁻¹ TeV⁻¹ sr⁻¹ at a reconstructed energy.
    public func background(energy: Double, offset: Double) -> Double {
        backgroundRate * pow(energy, -2.7) * exp(-backgroundCutoff / energy) * acceptance(offset: offset)
    }
}
