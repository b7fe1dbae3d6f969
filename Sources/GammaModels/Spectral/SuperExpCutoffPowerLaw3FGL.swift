import Foundation
import GammaCore

/// Power law with a super-exponential cut-off as in the 3FGL catalogue:
/// A (E/E₀)^−Γ₁ exp((E₀/E_c)^Γ₂ − (E/E_c)^Γ₂).
public struct SuperExpCutoffPowerLaw3FGL: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["SuperExpCutoffPowerLaw3FGLSpectralModel", "secpl-3fgl"]
    /// `amplitude` A, `reference` E₀ (frozen), `ecut` E_c, `index_1` Γ₁, `index_2` Γ₂.
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(amplitude: 1e-12) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, energies in TeV.
    public init(
        amplitude: Double, reference: Double = 1, ecut: Double = 10, index1: Double = 1.5, index2: Double = 2
    ) {
        parameters = [
            .amplitude(amplitude), .reference(reference), Parameter("ecut", ecut, unit: .TeV),
            Parameter("index_1", index1), Parameter("index_2", index2),
        ]
    }

    var kernel: Kernel { Kernel(parameters) }

    /// The formula.
    struct Kernel: SpectralKernel {
        let amplitude: Double
        let reference: Double
        let logReference: Double
        let ecut: Double
        let logCut: Double
        let index1: Double
        let index2: Double
        /// (E₀/E_c)^Γ₂.
        let powerAtReference: Double

        init(_ parameters: [Parameter]) {
            amplitude = parameters[0].internalValue
            reference = parameters[1].internalValue
            logReference = log(reference)
            ecut = parameters[2].internalValue
            logCut = log(ecut)
            index1 = parameters[3].internalValue
            index2 = parameters[4].internalValue
            powerAtReference = exp(index2 * (logReference - logCut))
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double {
            amplitude
                * exp(-index1 * (logEnergy - logReference) + powerAtReference - exp(index2 * (logEnergy - logCut)))
        }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let lnx = logEnergy - logReference
            let power = exp(index2 * (logEnergy - logCut))
            let shape = exp(-index1 * lnx + powerAtReference - power)
            let value = amplitude * shape
            rows[0] = shape
            rows[1] = value * (index1 + index2 * powerAtReference) / reference
            rows[2] = -value * index2 * (powerAtReference - power) / ecut
            rows[3] = -lnx * value
            // Beyond the reach of the exponential the value is zero, whatever the power is.
            rows[4] =
                value == 0
                ? 0 : value * (powerAtReference * (logReference - logCut) - power * (logEnergy - logCut))
            return value
        }
    }
}
