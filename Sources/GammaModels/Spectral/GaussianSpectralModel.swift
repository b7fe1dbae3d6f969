import Foundation
import GammaCore

/// Normal density of energy, for line searches: F/(σ√2π) exp(−(E − m)²/2σ²).
public struct GaussianSpectralModel: IntegrableSpectralModel {
    /// Names in model files.
    public static let tags = ["GaussianSpectralModel", "gauss"]
    /// `amplitude` F, `mean` m, `sigma` σ.
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(amplitude: 1e-12) }

    /// Makes the model; amplitude in cm⁻² s⁻¹, energies in TeV.
    public init(amplitude: Double, mean: Double = 1, sigma: Double = 2) {
        parameters = [
            Parameter("amplitude", amplitude, unit: .flux, interpolation: .log), Parameter("mean", mean, unit: .TeV),
            Parameter("sigma", sigma, unit: .TeV),
        ]
    }

    var kernel: Kernel { Kernel(parameters) }

    /// The formula.
    struct Kernel: IntegrableKernel {
        let amplitude: Double
        let mean: Double
        let sigma: Double

        init(_ parameters: [Parameter]) {
            amplitude = parameters[0].internalValue
            mean = parameters[1].internalValue
            sigma = parameters[2].internalValue
        }

        func value(_ energy: Double, _ logEnergy: Double) -> Double { amplitude * density(energy) }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            let density = density(energy)
            let z = (energy - mean) / sigma
            rows[0] = density
            rows[1] = amplitude * density * z / sigma
            rows[2] = amplitude * density * (z * z - 1) / sigma
            return amplitude * density
        }

        func moment(_ power: Int, _ bin: EnergyBin) -> Double {
            let probability = probability(bin)
            guard power == 1 else { return amplitude * probability }
            return amplitude * (mean * probability - sigma * sigma * (density(bin.upper) - density(bin.lower)))
        }

        func moment(_ power: Int, _ bin: EnergyBin, _ rows: GradientRows) -> Double {
            let (low, high) = (density(bin.lower), density(bin.upper))
            let (z1, z2) = ((bin.lower - mean) / sigma, (bin.upper - mean) / sigma)
            let probability = probability(bin)
            let byMean = low - high
            let bySigma = low * z1 - high * z2
            guard power == 1 else {
                rows[0] = probability
                rows[1] = amplitude * byMean
                rows[2] = amplitude * bySigma
                return amplitude * probability
            }
            let first = mean * probability + sigma * sigma * (low - high)
            rows[0] = first
            rows[1] = amplitude * (probability + mean * byMean + sigma * (low * z1 - high * z2))
            rows[2] = amplitude * (mean * bySigma + sigma * (low * (1 + z1 * z1) - high * (1 + z2 * z2)))
            return amplitude * first
        }

        private func density(_ energy: Double) -> Double {
            let z = (energy - mean) / sigma
            return exp(-z * z / 2) / (sigma * (2 * Double.pi).squareRoot())
        }

        /// Probability of the bin, by the complementary function on its own side of the mean to keep the tails.
        private func probability(_ bin: EnergyBin) -> Double {
            let scale = sigma * 2.0.squareRoot()
            let (a, b) = ((bin.lower - mean) / scale, (bin.upper - mean) / scale)
            if a > 0, b > 0 { return (erfc(a) - erfc(b)) / 2 }
            if a < 0, b < 0 { return (erfc(-b) - erfc(-a)) / 2 }
            return (erf(b) - erf(a)) / 2
        }
    }
}
