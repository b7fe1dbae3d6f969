import GammaCore

/// The same dN/dE at every energy.
public struct ConstantSpectralModel: IntegrableSpectralModel {
    /// Names in model files.
    public static let tags = ["ConstantSpectralModel", "const"]
    /// `const`.
    public var parameters: [Parameter]

    /// Gammapy's default value.
    public init() { self.init(const: 1e-12) }

    /// Makes the model; value in cm⁻² s⁻¹ TeV⁻¹.
    public init(const value: Double) { parameters = [Parameter("const", value, unit: .differentialFlux)] }

    var kernel: Kernel { Kernel(constant: parameters[0].internalValue) }

    /// The formula.
    struct Kernel: IntegrableKernel {
        let constant: Double

        func value(_ energy: Double, _ logEnergy: Double) -> Double { constant }

        func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
            rows[0] = 1
            return constant
        }

        func moment(_ power: Int, _ bin: EnergyBin) -> Double { constant * width(power, bin) }

        func moment(_ power: Int, _ bin: EnergyBin, _ rows: GradientRows) -> Double {
            rows[0] = width(power, bin)
            return constant * rows[0]
        }

        private func width(_ power: Int, _ bin: EnergyBin) -> Double {
            let width = bin.upper - bin.lower
            return power == 0 ? width : width * (bin.upper + bin.lower) / 2
        }
    }
}
