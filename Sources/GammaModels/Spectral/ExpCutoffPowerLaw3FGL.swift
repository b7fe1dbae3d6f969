import Foundation
import GammaCore

/// Power law with an exponential cut-off as in the 3FGL catalogue: A (E/E₀)^−Γ exp((E₀ − E)/E_c).
public struct ExpCutoffPowerLaw3FGL: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["ExpCutoffPowerLaw3FGLSpectralModel", "ecpl-3fgl"]
    /// `index` Γ, `amplitude` A, `reference` E₀ (frozen), `ecut` E_c.
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(index: 1.5) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, energies in TeV.
    public init(index: Double, amplitude: Double = 1e-12, reference: Double = 1, ecut: Double = 10) {
        parameters = [
            Parameter("index", index), .amplitude(amplitude), .reference(reference),
            Parameter("ecut", ecut, unit: .TeV),
        ]
    }

    var kernel: Kernel { Kernel(parameters) }

    /// The formula.
    struct Kernel: SpectralKernel {
        let index: Double
        let amplitude: Double
        let reference: Double
        let logReference: Double
        let ecut: Double

        init(_ parameters: [Parameter]) {
            index = parameters[0].internalValue
            amplitude = parameters[1].internalValue
            reference = parameters[2].internalValue
            logReference = log(reference)
            ecut = parameters[3].internalValue
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double {
            amplitude * exp(-index * (logEnergy - logReference) + (reference - energy) / ecut)
        }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let lnx = logEnergy - logReference
            let shape = exp(-index * lnx + (reference - energy) / ecut)
            let value = amplitude * shape
            rows[0] = -lnx * value
            rows[1] = shape
            rows[2] = value * (index / reference + 1 / ecut)
            rows[3] = -value * (reference - energy) / (ecut * ecut)
            return value
        }
    }
}
