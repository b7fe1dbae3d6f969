import Foundation
import GammaCore

/// The Crab nebula of Meyer, Horns and Zechlin (A&A 523, A2, 2010, appendix D): a polynomial of the decimal logarithms
/// of energy in TeV and of E² dN/dE in erg cm⁻² s⁻¹.
public struct MeyerCrab: PointwiseSpectralModel {
    /// Names in model files. Gammapy has the model but no tag for it.
    public static let tags = ["MeyerCrabSpectralModel", "meyer-crab"]
    /// `norm` (frozen).
    public var parameters: [Parameter]

    /// The published spectrum.
    public init() { self.init(norm: 1) }

    /// The published spectrum times `norm`.
    public init(norm: Double) { parameters = [Parameter("norm", norm, isFrozen: true)] }

    var kernel: Kernel { Kernel(norm: parameters[0].internalValue) }

    /// The formula.
    struct Kernel: SpectralKernel {
        let norm: Double
        static let coefficients = [-0.00449161, 0, 0.0473174, -0.179475, -0.53616, -10.2708]
        static let TeVPerErg = 1 / Unit.ergPerTeV

        func value(_ energy: Double, _ logEnergy: Double) -> Double { norm * shape(energy, logEnergy) }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            rows[0] = shape(energy, logEnergy)
            return norm * rows[0]
        }

        private func shape(_ energy: Double, _ logEnergy: Double) -> Double {
            let x = logEnergy / log(10)
            let exponent = Self.coefficients.reduce(0) { $0 * x + $1 }
            return exp(exponent * log(10)) * Self.TeVPerErg / (energy * energy)
        }
    }
}

/// Published spectra of the Crab nebula, for fluxes in Crab units.
public enum CrabReference: String, Sendable, CaseIterable {
    /// Meyer et al., A&A 523, A2 (2010).
    case meyer
    /// HEGRA, ApJ 539, 317 (2000).
    case hegra
    /// H.E.S.S., A&A 457, 899 (2006), power law.
    case hessPowerLaw = "hess_pl"
    /// H.E.S.S., A&A 457, 899 (2006), with cut-off.
    case hessCutoff = "hess_ecpl"
    /// MAGIC, JHEAp 5, 30 (2015), log parabola.
    case magicLogParabola = "magic_lp"
    /// MAGIC, JHEAp 5, 30 (2015), with cut-off.
    case magicCutoff = "magic_ecpl"

    /// The spectrum.
    public var model: any SpectralModel {
        switch self {
        case .meyer: MeyerCrab()
        case .hegra: PowerLaw(index: 2.62, amplitude: 2.83e-11)
        case .hessPowerLaw: PowerLaw(index: 2.63, amplitude: 3.45e-11)
        case .hessCutoff: ExpCutoffPowerLaw(index: 2.39, amplitude: 3.76e-11, lambda: 1 / 14.3)
        case .magicLogParabola: LogParabola.fromLog10(amplitude: 3.23e-11, reference: 1, alpha: 2.47, beta: 0.24)
        case .magicCutoff: ExpCutoffPowerLaw(index: 2.21, amplitude: 3.80e-11, lambda: 1 / 6.0)
        }
    }
}
