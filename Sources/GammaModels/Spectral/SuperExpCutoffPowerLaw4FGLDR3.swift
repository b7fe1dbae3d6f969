import Foundation
import GammaCore

/// Power law with a super-exponential cut-off as in the 4FGL-DR3 catalogue (equations 2 and 3 of arXiv:2201.11184):
/// A x^(−Γ₁ + a/Γ₂) exp(a/Γ₂² (1 − x^Γ₂)), x = E/E₀.
public struct SuperExpCutoffPowerLaw4FGLDR3: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["SuperExpCutoffPowerLaw4FGLDR3SpectralModel", "secpl-4fgl-dr3"]
    /// `amplitude` A, `reference` E₀ (frozen), `expfactor` a, `index_1` Γ₁, `index_2` Γ₂.
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(amplitude: 1e-12) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, reference in TeV.
    public init(
        amplitude: Double, reference: Double = 1, expfactor: Double = 1e-2, index1: Double = 1.5, index2: Double = 2
    ) {
        parameters = [
            .amplitude(amplitude), .reference(reference), Parameter("expfactor", expfactor),
            Parameter("index_1", index1), Parameter("index_2", index2),
        ]
    }

    var kernel: Kernel { Kernel(parameters) }

    /// Energy in TeV of the peak of E² dN/dE, E₀ (1 + Γ₂/a (2 − Γ₁))^(1/Γ₂) (equation 21 of ApJ 958, 191); nil when
    /// there is none.
    public var peakEnergy: Double? {
        let k = kernel
        let index0 = k.index1 - k.factor / k.index2
        guard k.factor > 0, !(k.index2 < 0 && index0 < 2), !(k.index2 > 0 && index0 >= 2) else { return nil }
        let energy = k.reference * pow(1 + k.index2 / k.factor * (2 - k.index1), 1 / k.index2)
        return energy.isFinite ? energy : nil
    }

    /// The formula as A exp(−Γ₁ l − a l² S(Γ₂ l)) with l = ln x and S(u) = (eᵘ − 1 − u)/u², regular through Γ₂ l = 0.
    struct Kernel: SpectralKernel {
        let amplitude: Double
        let reference: Double
        let logReference: Double
        let factor: Double
        let index1: Double
        let index2: Double

        init(_ parameters: [Parameter]) {
            amplitude = parameters[0].internalValue
            reference = parameters[1].internalValue
            logReference = log(reference)
            factor = parameters[2].internalValue
            index1 = parameters[3].internalValue
            index2 = parameters[4].internalValue
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double {
            let l = logEnergy - logReference
            return amplitude * exp(-index1 * l - factor * l * l * Curvature.value(index2 * l))
        }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let l = logEnergy - logReference
            let u = index2 * l
            let curvature = Curvature.value(u)
            let shape = exp(-index1 * l - factor * l * l * curvature)
            let value = amplitude * shape
            rows[0] = shape
            rows[1] = value * (index1 + factor * l * Exponential.mean(u)) / reference
            rows[2] = -value * l * l * curvature
            rows[3] = -value * l
            rows[4] = value == 0 ? 0 : -value * factor * l * l * l * Curvature.slope(u)
            return value
        }
    }

    /// S(u) = (eᵘ − 1 − u)/u² and its derivative, by series near zero.
    private enum Curvature {
        static func value(_ u: Double) -> Double {
            guard abs(u) < 0.3 else { return (expm1(u) - u) / (u * u) }
            var term = 0.5
            var sum = 0.5
            for n in 1...12 {
                term *= u / Double(n + 2)
                sum += term
            }
            return sum
        }

        static func slope(_ u: Double) -> Double {
            guard abs(u) < 0.5 else { return (exp(u) * (u - 2) + u + 2) / (u * u * u) }
            var term = 1.0 / 6
            var sum = term
            for n in 2...15 {
                term *= u / Double(n + 2)
                sum += term * Double(n)
            }
            return sum
        }
    }
}
