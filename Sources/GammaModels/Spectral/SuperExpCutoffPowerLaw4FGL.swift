import Foundation
import GammaCore

/// Power law with a super-exponential cut-off as in the 4FGL catalogue (equation 4 of arXiv:1902.10045):
/// A (E/E₀)^−Γ₁ exp(a (E₀^Γ₂ − E^Γ₂)) with the energies of the exponent in MeV.
public struct SuperExpCutoffPowerLaw4FGL: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["SuperExpCutoffPowerLaw4FGLSpectralModel", "secpl-4fgl"]
    /// `amplitude` A, `reference` E₀ (frozen), `expfactor` a in MeV^−Γ₂ (written without unit), `index_1` Γ₁, `index_2` Γ₂.
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(amplitude: 1e-12) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, reference in TeV.
    public init(
        amplitude: Double, reference: Double = 1, expfactor: Double = 1e-14, index1: Double = 1.5, index2: Double = 2
    ) {
        parameters = [
            .amplitude(amplitude), .reference(reference), Parameter("expfactor", expfactor),
            Parameter("index_1", index1), Parameter("index_2", index2),
        ]
    }

    var kernel: Kernel { Kernel(parameters) }

    /// The formula.
    struct Kernel: SpectralKernel {
        let amplitude: Double
        let reference: Double
        let logReference: Double
        let factor: Double
        let index1: Double
        let index2: Double
        /// E₀^Γ₂ in MeV.
        let powerAtReference: Double
        static let logMeVPerTeV = log(1e6)

        init(_ parameters: [Parameter]) {
            amplitude = parameters[0].internalValue
            reference = parameters[1].internalValue
            logReference = log(reference)
            factor = parameters[2].internalValue
            index1 = parameters[3].internalValue
            index2 = parameters[4].internalValue
            powerAtReference = exp(index2 * (logReference + Self.logMeVPerTeV))
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double {
            let power = exp(index2 * (logEnergy + Self.logMeVPerTeV))
            return amplitude * exp(-index1 * (logEnergy - logReference) + factor * (powerAtReference - power))
        }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let lnx = logEnergy - logReference
            let power = exp(index2 * (logEnergy + Self.logMeVPerTeV))
            let shape = exp(-index1 * lnx + factor * (powerAtReference - power))
            let value = amplitude * shape
            rows[0] = shape
            rows[1] = value * (index1 + factor * index2 * powerAtReference) / reference
            rows[2] = value * (powerAtReference - power)
            rows[3] = -lnx * value
            rows[4] =
                value * factor
                * (powerAtReference * (logReference + Self.logMeVPerTeV) - power * (logEnergy + Self.logMeVPerTeV))
            return value
        }
    }
}
