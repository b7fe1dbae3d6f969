import Foundation
import GammaCore

/// Power law with an exponential cut-off: A (E/E₀)^−Γ exp(−(λE)^α).
public struct ExpCutoffPowerLaw: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["ExpCutoffPowerLawSpectralModel", "ecpl"]
    /// `index` Γ, `amplitude` A, `reference` E₀ (frozen), `lambda_` λ, `alpha` α (frozen).
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(index: 1.5) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, reference in TeV, lambda in TeV⁻¹.
    public init(
        index: Double, amplitude: Double = 1e-12, reference: Double = 1, lambda: Double = 0.1, alpha: Double = 1
    ) {
        parameters = [
            Parameter("index", index), .amplitude(amplitude), .reference(reference), .lambda(lambda),
            Parameter("alpha", alpha, isFrozen: true),
        ]
    }

    var kernel: ExpCutoffKernel { ExpCutoffKernel(parameters) }

    /// Energy in TeV of the peak of E² dN/dE, ((2 − Γ)/α)^(1/α)/λ; nil when there is none.
    public var peakEnergy: Double? {
        let kernel = kernel
        let energy = pow((2 - kernel.index) / kernel.alpha, 1 / kernel.alpha) / kernel.lambda
        return energy.isFinite && energy > 0 ? energy : nil
    }
}

/// Norm N (E/E₀)^−Γ exp(−(λE)^α), without unit.
public struct ExpCutoffPowerLawNorm: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["ExpCutoffPowerLawNormSpectralModel", "ecpl-norm"]
    /// True: a factor.
    public static let isNorm = true
    /// `index` Γ, `norm` N, `reference` E₀ (frozen), `lambda_` λ, `alpha` α (frozen).
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(norm: 1) }

    /// Makes the model; reference in TeV, lambda in TeV⁻¹.
    public init(
        norm: Double, index: Double = 0, reference: Double = 1, lambda: Double = 0.1, alpha: Double = 1
    ) {
        parameters = [
            Parameter("index", index), .norm(norm), .reference(reference), .lambda(lambda),
            Parameter("alpha", alpha, isFrozen: true),
        ]
    }

    var kernel: ExpCutoffKernel { ExpCutoffKernel(parameters) }
}

extension Parameter {
    /// The inverse of the cut-off energy. Gammapy's name avoids Python's keyword.
    fileprivate static func lambda(_ value: Double) -> Parameter {
        Parameter("lambda_", value, unit: .perTeV)
    }
}

/// A (E/E₀)^−Γ exp(−(λE)^α) of the parameters Γ, A, E₀, λ, α in this order.
struct ExpCutoffKernel: SpectralKernel {
    let index: Double
    let amplitude: Double
    let reference: Double
    let logReference: Double
    let lambda: Double
    let alpha: Double

    init(_ parameters: [Parameter]) {
        index = parameters[0].internalValue
        amplitude = parameters[1].internalValue
        reference = parameters[2].internalValue
        logReference = log(reference)
        lambda = parameters[3].internalValue
        alpha = parameters[4].internalValue
    }

    func value(_ energy: Double, _ logEnergy: Double) -> Double {
        amplitude * exp(-index * (logEnergy - logReference) - cutoff(energy))
    }

    func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
        let lnx = logEnergy - logReference
        let cutoff = cutoff(energy)
        let shape = exp(-index * lnx - cutoff)
        let value = amplitude * shape
        rows[0] = -lnx * value
        rows[1] = shape
        rows[2] = index * value / reference
        rows[3] = -value * (alpha == 1 ? energy : alpha * energy * pow(lambda * energy, alpha - 1))
        rows[4] = cutoff == 0 ? 0 : -value * cutoff * log(lambda * energy)
        return value
    }

    private func cutoff(_ energy: Double) -> Double {
        alpha == 1 ? lambda * energy : pow(lambda * energy, alpha)
    }
}
