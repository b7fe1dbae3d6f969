import Foundation
import GammaCore

/// Power law A (E/E₀)^−Γ.
public struct PowerLaw: PointwiseSpectralModel {
    /// Names in model files.
    public static let tags = ["PowerLawSpectralModel", "pl"]
    /// `index` Γ, `amplitude` A, `reference` E₀ (frozen).
    public var parameters: [Parameter]

    /// Gammapy's default values.
    public init() { self.init(index: 2) }

    /// Makes the model; amplitude in cm⁻² s⁻¹ TeV⁻¹, reference in TeV.
    public init(index: Double, amplitude: Double = 1e-12, reference: Double = 1) {
        parameters = [
            Parameter("index", index),
            Parameter("amplitude", amplitude, unit: .differentialFlux, interpolation: .log),
            Parameter("reference", reference, unit: .TeV, isFrozen: true),
        ]
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

    /// The formula.
    public var kernel: PowerLawKernel {
        PowerLawKernel(
            index: parameters[0].internalValue, amplitude: parameters[1].internalValue,
            reference: parameters[2].internalValue, indexRow: 0, amplitudeRow: 1, referenceRow: 2)
    }
}

/// A (E/E₀)^−Γ with its integrals.
public struct PowerLawKernel: SpectralKernel {
    let index: Double
    let amplitude: Double
    let reference: Double
    let logReference: Double
    let indexRow: Int
    let amplitudeRow: Int
    let referenceRow: Int

    init(index: Double, amplitude: Double, reference: Double, indexRow: Int, amplitudeRow: Int, referenceRow: Int) {
        self.index = index
        self.amplitude = amplitude
        self.reference = reference
        self.logReference = log(reference)
        self.indexRow = indexRow
        self.amplitudeRow = amplitudeRow
        self.referenceRow = referenceRow
    }

    public func value(_ energy: Double, _ logEnergy: Double) -> Double {
        amplitude * exp(-index * (logEnergy - logReference))
    }

    public func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double {
        let lnx = logEnergy - logReference
        let shape = exp(-index * lnx)
        let value = amplitude * shape
        rows[indexRow] = -lnx * value
        rows[amplitudeRow] = shape
        rows[referenceRow] = index * value / reference
        return value
    }

    /// A E₀^(power+1) ∫ e^{s l} dl over a bin, s = power + 1 − Γ, l = ln(E/E₀).
    func moment(_ power: Double, _ edges: [Double], _ bin: Int) -> Double {
        let (integral, _) = shapeIntegral(power, edges, bin)
        return amplitude * pow(reference, power + 1) * integral
    }

    /// The same; writes its derivatives into `rows`.
    func moment(_ power: Double, _ edges: [Double], _ bin: Int, _ rows: GradientRows) -> Double {
        let (integral, slope) = shapeIntegral(power, edges, bin)
        let scale = pow(reference, power + 1)
        let value = amplitude * scale * integral
        rows[indexRow] = -amplitude * scale * slope
        rows[amplitudeRow] = scale * integral
        // The energy range is fixed: only x^−Γ depends on E₀.
        rows[referenceRow] = index * value / reference
        return value
    }

    /// ∫ e^{s l} dl over the bin and its derivative with respect to s.
    private func shapeIntegral(_ power: Double, _ edges: [Double], _ bin: Int) -> (Double, Double) {
        let s = power + 1 - index
        let lower = log(edges[bin]) - logReference
        let width = log(edges[bin + 1] / edges[bin])
        let start = exp(s * lower)
        let u = s * width
        let integral = start * width * Exponential.mean(u)
        return (integral, lower * integral + start * width * width * Exponential.meanSlope(u))
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

/// A model that is a power law in its parameters and is therefore integrated by formula.
protocol PowerLawIntegrable: PointwiseSpectralModel where Kernel == PowerLawKernel {}

extension PowerLawIntegrable {
    public func integral(_ grid: EnergyGrid) -> [Double] { moments(0, grid) }

    public func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        momentsWithGradient(0, grid)
    }

    public func energyFlux(_ grid: EnergyGrid) -> [Double] { moments(1, grid) }

    public func energyFluxWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        momentsWithGradient(1, grid)
    }

    private func moments(_ power: Double, _ grid: EnergyGrid) -> [Double] {
        let kernel = kernel
        return (0..<grid.binCount).map { kernel.moment(power, grid.edges, $0) }
    }

    private func momentsWithGradient(_ power: Double, _ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        let kernel = kernel
        return bulkGradient(count: grid.binCount) { kernel.moment(power, grid.edges, $0, $1) }
    }
}

extension PowerLaw: PowerLawIntegrable {}
