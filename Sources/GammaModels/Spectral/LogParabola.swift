import Foundation
import GammaCore

/// Log parabola A (E/E₀)^(−α − β ln(E/E₀)), natural logarithm.
public struct LogParabola: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["LogParabolaSpectralModel", "lp"]
    /// `amplitude` A, `reference` E₀ (frozen), `alpha` α, `beta` β.
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(amplitude: 1e-12) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, reference in TeV.
    public init(amplitude: Double, reference: Double = 10, alpha: Double = 2, beta: Double = 1) {
        parameters = [
            .amplitude(amplitude), .reference(reference), Parameter("alpha", alpha), Parameter("beta", beta),
        ]
    }

    /// Makes the model from a `beta` that multiplies the decimal logarithm.
    public static func fromLog10(amplitude: Double, reference: Double = 10, alpha: Double = 2, beta: Double = 1) -> Self
    {
        LogParabola(amplitude: amplitude, reference: reference, alpha: alpha, beta: beta / log(10))
    }

    var kernel: LogParabolaKernel { LogParabolaKernel(parameters) }

    /// Energy in TeV of the peak of E² dN/dE, E₀ exp((2 − α)/(2β)); nil when there is none.
    public var peakEnergy: Double? {
        let kernel = kernel
        let energy = kernel.reference * exp((2 - kernel.alpha) / (2 * kernel.beta))
        return energy.isFinite ? energy : nil
    }
}

/// Norm N (E/E₀)^(−α − β ln(E/E₀)), without unit.
public struct LogParabolaNorm: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["LogParabolaNormSpectralModel", "lp-norm"]
    /// True: a factor.
    public static let isNorm = true
    /// `norm` N, `reference` E₀ (frozen), `alpha` α, `beta` β.
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(norm: 1) }

    /// Makes the model; reference in TeV.
    public init(norm: Double, reference: Double = 10, alpha: Double = 0, beta: Double = 0) {
        parameters = [.norm(norm), .reference(reference), Parameter("alpha", alpha), Parameter("beta", beta)]
    }

    /// Makes the model from a `beta` that multiplies the decimal logarithm.
    public static func fromLog10(norm: Double, reference: Double = 10, alpha: Double = 0, beta: Double = 0) -> Self {
        LogParabolaNorm(norm: norm, reference: reference, alpha: alpha, beta: beta / log(10))
    }

    var kernel: LogParabolaKernel { LogParabolaKernel(parameters) }
}

/// A (E/E₀)^(−α − β ln(E/E₀)) of the parameters A, E₀, α, β in this order.
struct LogParabolaKernel: SpectralKernel {
    let amplitude: Double
    let reference: Double
    let logReference: Double
    let alpha: Double
    let beta: Double

    init(_ parameters: [Parameter]) {
        amplitude = parameters[0].internalValue
        reference = parameters[1].internalValue
        logReference = log(reference)
        alpha = parameters[2].internalValue
        beta = parameters[3].internalValue
    }

    func value(_ energy: Double, _ logEnergy: Double) -> Double {
        let l = logEnergy - logReference
        return amplitude * exp(-l * (alpha + beta * l))
    }

    func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
        let l = logEnergy - logReference
        let shape = exp(-l * (alpha + beta * l))
        let value = amplitude * shape
        rows[0] = shape
        rows[1] = value * (alpha + 2 * beta * l) / reference
        rows[2] = -l * value
        rows[3] = -l * l * value
        return value
    }
}
