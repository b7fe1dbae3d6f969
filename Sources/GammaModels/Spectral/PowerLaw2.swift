import Foundation
import GammaCore

/// Power law whose amplitude is the flux F between two energies: F E^−Γ / ∫_{E₁}^{E₂} E^−Γ dE.
public struct PowerLaw2: IntegrableSpectralModel {
    /// Names in model files.
    public static let tags = ["PowerLaw2SpectralModel", "pl-2"]
    /// `amplitude` F, `index` Γ, `emin` E₁ (frozen), `emax` E₂ (frozen).
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(amplitude: 1e-12) }

    /// Makes the model; amplitude in cm⁻² s⁻¹, energies in TeV.
    public init(amplitude: Double, index: Double = 2, minimum: Double = 0.1, maximum: Double = 100) {
        parameters = [
            Parameter("amplitude", amplitude, unit: .flux, interpolation: .log), Parameter("index", index),
            Parameter("emin", minimum, unit: .TeV, isFrozen: true),
            Parameter("emax", maximum, unit: .TeV, isFrozen: true),
        ]
    }

    var kernel: Kernel { Kernel(parameters) }

    /// The formula; shapes are (E/E₂)^−Γ, J its integral from E₁ to E₂.
    struct Kernel: IntegrableKernel {
        let amplitude: Double
        let index: Double
        let maximum: Double
        let logMaximum: Double
        /// (E₁/E₂)^−Γ.
        let shapeAtMinimum: Double
        let whole: PowerLawMoment

        init(_ parameters: [Parameter]) {
            amplitude = parameters[0].internalValue
            index = parameters[1].internalValue
            let minimum = parameters[2].internalValue
            maximum = parameters[3].internalValue
            logMaximum = log(maximum)
            shapeAtMinimum = exp(-index * (log(minimum) - logMaximum))
            whole = PowerLawMoment(0, index, maximum, logMaximum, EnergyBin(minimum, maximum))
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double {
            amplitude * exp(-index * (logEnergy - logMaximum)) / whole.value
        }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let lnx = logEnergy - logMaximum
            let shape = exp(-index * lnx)
            return fill(rows, shape, slope: -lnx * shape)
        }

        func moment(_ power: Int, _ bin: EnergyBin) -> Double {
            amplitude * PowerLawMoment(power, index, maximum, logMaximum, bin).value / whole.value
        }

        func moment(_ power: Int, _ bin: EnergyBin, _ rows: GradientRows) -> Double {
            let part = PowerLawMoment(power, index, maximum, logMaximum, bin)
            return fill(rows, part.value, slope: part.slope)
        }

        /// Derivatives of F·part/J; E₂ as the scale of the shape cancels in the ratio.
        private func fill(_ rows: GradientRows, _ part: Double, slope: Double) -> Double {
            let ratio = part / whole.value
            let value = amplitude * ratio
            rows[0] = ratio
            rows[1] = amplitude * (slope - ratio * whole.slope) / whole.value
            rows[2] = value * shapeAtMinimum / whole.value
            rows[3] = -value / whole.value
            return value
        }
    }
}
