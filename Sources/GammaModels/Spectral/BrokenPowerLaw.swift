import Foundation
import GammaCore

/// Two power laws that meet: A (E/E_b)^−Γ₁ below the break, A (E/E_b)^−Γ₂ from the break on.
public struct BrokenPowerLaw: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["BrokenPowerLawSpectralModel", "bpl"]
    /// `index1` Γ₁, `index2` Γ₂, `amplitude` A, `ebreak` E_b.
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(index1: 2, index2: 2) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, break in TeV.
    public init(index1: Double, index2: Double, amplitude: Double = 1e-12, ebreak: Double = 1) {
        parameters = [
            Parameter("index1", index1), Parameter("index2", index2), .amplitude(amplitude),
            Parameter("ebreak", ebreak, unit: .TeV),
        ]
    }

    var kernel: Kernel { Kernel(parameters) }

    /// The formula.
    struct Kernel: SpectralKernel {
        let index1: Double
        let index2: Double
        let amplitude: Double
        let ebreak: Double
        let logBreak: Double

        init(_ parameters: [Parameter]) {
            index1 = parameters[0].internalValue
            index2 = parameters[1].internalValue
            amplitude = parameters[2].internalValue
            ebreak = parameters[3].internalValue
            logBreak = log(ebreak)
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double {
            amplitude * exp(-(energy < ebreak ? index1 : index2) * (logEnergy - logBreak))
        }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let isBelow = energy < ebreak
            let index = isBelow ? index1 : index2
            let lnx = logEnergy - logBreak
            let shape = exp(-index * lnx)
            let value = amplitude * shape
            rows[0] = isBelow ? -lnx * value : 0
            rows[1] = isBelow ? 0 : -lnx * value
            rows[2] = shape
            rows[3] = index * value / ebreak
            return value
        }
    }
}
