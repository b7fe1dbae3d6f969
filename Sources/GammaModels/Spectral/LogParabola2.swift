import Foundation
import GammaCore

/// Log parabola with its own energy scale in the exponent: A (E/E₀)^(−α − β ln(E/E_s)).
public struct LogParabola2: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["LogParabola2SpectralModel", "lp2"]
    /// `amplitude` A, `reference` E₀ (frozen), `alpha` α, `beta` β, `escale` E_s (frozen).
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(amplitude: 1e-12) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, energies in TeV.
    public init(amplitude: Double, reference: Double = 10, alpha: Double = 2, beta: Double = 1, escale: Double = 1) {
        parameters = [
            .amplitude(amplitude), .reference(reference), Parameter("alpha", alpha), Parameter("beta", beta),
            Parameter("escale", escale, unit: .TeV, isFrozen: true),
        ]
    }

    /// Makes the model from a `beta` that multiplies the decimal logarithm.
    public static func fromLog10(
        amplitude: Double, reference: Double = 10, alpha: Double = 2, beta: Double = 1, escale: Double = 1
    ) -> Self {
        LogParabola2(amplitude: amplitude, reference: reference, alpha: alpha, beta: beta / log(10), escale: escale)
    }

    var kernel: Kernel { Kernel(parameters) }

    /// Energy in TeV of the peak of E² dN/dE; nil when there is none.
    ///
    /// Gammapy gives E_s exp((2 − α)/(2β)), which holds for E₀ = E_s only; this is √(E₀E_s) exp((2 − α)/(2β)).
    public var peakEnergy: Double? {
        let kernel = kernel
        let energy = (kernel.reference * kernel.escale).squareRoot() * exp((2 - kernel.alpha) / (2 * kernel.beta))
        return energy.isFinite ? energy : nil
    }

    /// The formula.
    struct Kernel: SpectralKernel {
        let amplitude: Double
        let reference: Double
        let logReference: Double
        let alpha: Double
        let beta: Double
        let escale: Double
        let logScale: Double

        init(_ parameters: [Parameter]) {
            amplitude = parameters[0].internalValue
            reference = parameters[1].internalValue
            logReference = log(reference)
            alpha = parameters[2].internalValue
            beta = parameters[3].internalValue
            escale = parameters[4].internalValue
            logScale = log(escale)
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double {
            amplitude * exp(-(logEnergy - logReference) * (alpha + beta * (logEnergy - logScale)))
        }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let l = logEnergy - logReference
            let m = logEnergy - logScale
            let shape = exp(-l * (alpha + beta * m))
            let value = amplitude * shape
            rows[0] = shape
            rows[1] = value * (alpha + beta * m) / reference
            rows[2] = -l * value
            rows[3] = -l * m * value
            rows[4] = value * beta * l / escale
            return value
        }
    }
}
