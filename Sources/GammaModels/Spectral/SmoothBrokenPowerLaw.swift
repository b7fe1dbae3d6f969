import Foundation
import GammaCore

/// Power law with a smooth break: A (E/E₀)^−Γ₁ [1 + (E/E_b)^((Γ₂−Γ₁)/β′)]^−β′ with β′ = β sign(Γ₂ − Γ₁).
public struct SmoothBrokenPowerLaw: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["SmoothBrokenPowerLawSpectralModel", "sbpl"]
    /// `index1` Γ₁, `index2` Γ₂, `amplitude` A, `ebreak` E_b, `reference` E₀ (frozen), `beta` β (frozen).
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(index1: 2, index2: 2) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, energies in TeV.
    public init(
        index1: Double, index2: Double, amplitude: Double = 1e-12, ebreak: Double = 1, reference: Double = 1,
        beta: Double = 1
    ) {
        parameters = [
            Parameter("index1", index1), Parameter("index2", index2), .amplitude(amplitude),
            Parameter("ebreak", ebreak, unit: .TeV), .reference(reference), Parameter("beta", beta, isFrozen: true),
        ]
    }

    var kernel: Kernel { Kernel(parameters) }

    /// The formula, with t = |Γ₂ − Γ₁|/β · ln(E/E_b) and the break as e^(−β′ ln(1 + eᵗ)).
    struct Kernel: SpectralKernel {
        let index1: Double
        let difference: Double
        let sign: Double
        let amplitude: Double
        let ebreak: Double
        let logBreak: Double
        let reference: Double
        let logReference: Double
        let beta: Double

        init(_ parameters: [Parameter]) {
            index1 = parameters[0].internalValue
            difference = parameters[1].internalValue - index1
            sign = difference > 0 ? 1 : (difference < 0 ? -1 : 0)
            amplitude = parameters[2].internalValue
            ebreak = parameters[3].internalValue
            logBreak = log(ebreak)
            reference = parameters[4].internalValue
            logReference = log(reference)
            beta = parameters[5].internalValue
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double {
            amplitude * shape(logEnergy).value
        }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let (shape, softplus, logistic, t) = shape(logEnergy)
            let value = amplitude * shape
            let y = logEnergy - logBreak
            rows[0] = value * (-(logEnergy - logReference) + logistic * y)
            rows[1] = -value * logistic * y
            rows[2] = shape
            rows[3] = value * difference * logistic / ebreak
            rows[4] = value * index1 / reference
            rows[5] = value * sign * (logistic * t - softplus)
            return value
        }

        private func shape(_ logEnergy: Double) -> (value: Double, softplus: Double, logistic: Double, t: Double) {
            let t = sign == 0 ? 0 : abs(difference) / beta * (logEnergy - logBreak)
            let softplus = t > 0 ? t + log1p(exp(-t)) : log1p(exp(t))
            let logistic = sign == 0 ? 0 : (t > 0 ? 1 / (1 + exp(-t)) : exp(t) / (1 + exp(t)))
            return (exp(-index1 * (logEnergy - logReference) - beta * sign * softplus), softplus, logistic, t)
        }
    }
}
