import Foundation
import GammaCore

/// Power law A (E/E₀)^−Γ.
public struct PowerLaw: IntegrableSpectralModel {
    /// Names in model files.
    public static let tags = ["PowerLawSpectralModel", "pl"]
    /// `index` Γ, `amplitude` A, `reference` E₀ (frozen).
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(index: 2) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, reference in TeV.
    public init(index: Double, amplitude: Double = 1e-12, reference: Double = 1) {
        parameters = [Parameter("index", index), .amplitude(amplitude), .reference(reference)]
    }

    /// The spectral index Γ.
    public var index: Parameter {
        get { parameters[0] }
        set { parameters[0] = newValue }
    }
    /// dN/dE at the reference energy.
    public var amplitude: Parameter {
        get { parameters[1] }
        set { parameters[1] = newValue }
    }
    /// The reference energy E₀.
    public var reference: Parameter {
        get { parameters[2] }
        set { parameters[2] = newValue }
    }

    var kernel: PowerLawKernel { PowerLawKernel(parameters) }

    /// E₀ exp(cov(A, Γ)/(A σ_Γ²)), formula 1 of arXiv:0910.4881.
    public func pivotEnergy(covariance: Covariance) -> Double? { kernel.pivotEnergy(covariance, parameters) }
}

extension Parameter {
    /// dN/dE at the reference energy.
    static func amplitude(_ value: Double) -> Parameter {
        Parameter("amplitude", value, unit: .differentialFlux, interpolation: .log)
    }

    /// A frozen reference energy in TeV.
    static func reference(_ value: Double) -> Parameter { Parameter("reference", value, unit: .TeV, isFrozen: true) }

    /// A factor.
    static func norm(_ value: Double) -> Parameter { Parameter("norm", value, interpolation: .log) }
}

/// A (E/E₀)^−Γ of the parameters Γ, A, E₀ in this order, with its integrals.
struct PowerLawKernel: IntegrableKernel {
    let index: Double
    let amplitude: Double
    let reference: Double
    let logReference: Double

    init(_ parameters: [Parameter]) {
        index = parameters[0].internalValue
        amplitude = parameters[1].internalValue
        reference = parameters[2].internalValue
        logReference = log(reference)
    }

    func value(_ energy: Double, _ logEnergy: Double) -> Double {
        amplitude * exp(-index * (logEnergy - logReference))
    }

    func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
        let lnx = logEnergy - logReference
        let shape = exp(-index * lnx)
        let value = amplitude * shape
        rows[0] = -lnx * value
        rows[1] = shape
        rows[2] = index * value / reference
        return value
    }

    func moment(_ power: Int, _ bin: EnergyBin) -> Double {
        amplitude * PowerLawMoment(power, index, reference, logReference, bin).value
    }

    func moment(_ power: Int, _ bin: EnergyBin, _ rows: GradientRows) -> Double {
        let moment = PowerLawMoment(power, index, reference, logReference, bin)
        rows[0] = amplitude * moment.slope
        rows[1] = moment.value
        rows[2] = index * amplitude * moment.value / reference
        return amplitude * moment.value
    }

    /// Needs the covariance of Γ and A in the units of the parameters.
    func pivotEnergy(_ covariance: Covariance, _ parameters: [Parameter]) -> Double? {
        guard covariance.count >= 2, covariance[0, 0] > 0 else { return nil }
        let energy = reference * exp(covariance[0, 1] / (parameters[1].value * covariance[0, 0]))
        return energy.isFinite ? energy : nil
    }
}

/// ∫ E^power (E/E₀)^−Γ dE over a bin and its derivative with respect to Γ; regular through power + 1 = Γ.
struct PowerLawMoment {
    let value: Double
    let slope: Double

    init(_ power: Int, _ index: Double, _ reference: Double, _ logReference: Double, _ bin: EnergyBin) {
        let s = Double(power + 1) - index
        let lower = bin.logLower - logReference
        let scale = (power == 0 ? reference : reference * reference) * exp(s * lower) * bin.width
        let u = s * bin.width
        value = scale * Exponential.mean(u)
        slope = -(lower * value + scale * bin.width * Exponential.meanSlope(u))
    }
}

/// Means of e^{u t} over t from 0 to 1, exact through u = 0.
enum Exponential {
    /// (eᵘ − 1)/u.
    static func mean(_ u: Double) -> Double {
        abs(u) < 1e-5 ? 1 + u / 2 + u * u / 6 : expm1(u) / u
    }

    /// ∫ t e^{ut} dt = (eᵘ(u − 1) + 1)/u².
    static func meanSlope(_ u: Double) -> Double {
        if abs(u) < 0.05 {
            return 1.0 / 2 + u
                * (1.0 / 3 + u * (1.0 / 8 + u * (1.0 / 30 + u * (1.0 / 144 + u * (1.0 / 840 + u / 5760)))))
        }
        return (u * exp(u) - expm1(u)) / (u * u)
    }
}
