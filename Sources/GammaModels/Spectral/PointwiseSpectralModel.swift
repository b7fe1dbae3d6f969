import Foundation
import GammaNumerics

/// A spectrum given by a formula at one energy: a new model is its ``SpectralKernel``, its parameters and its tags.
protocol PointwiseSpectralModel: SpectralModel, StandardModel {
    /// The formula with the parameters already in internal units (TeV, cm, s).
    associatedtype Kernel: SpectralKernel
    /// The formula at the present parameters.
    var kernel: Kernel { get }
}

/// A formula at one energy, with parameters in internal units.
protocol SpectralKernel {
    /// dN/dE at an energy in TeV, of which the natural logarithm is given too.
    func value(_ energy: Double, _ logEnergy: Double) -> Double
    /// dN/dE; writes its derivatives with respect to the parameters in internal units into `rows`.
    func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double
}

/// A formula that can be integrated over a bin: power 0 gives the flux, power 1 the energy flux.
protocol IntegrableKernel: SpectralKernel {
    /// ∫ E^power dN/dE dE over the bin.
    func moment(_ power: Int, _ bin: EnergyBin) -> Double
    /// The same; writes its derivatives into `rows`.
    func moment(_ power: Int, _ bin: EnergyBin, _ rows: GradientRows) -> Double
}

/// A spectrum whose formula is integrated by formula too.
protocol IntegrableSpectralModel: PointwiseSpectralModel where Kernel: IntegrableKernel {}

/// An energy range in TeV with its logarithms.
struct EnergyBin {
    let lower: Double
    let upper: Double
    let logLower: Double
    /// ln(upper/lower).
    let width: Double

    init(_ lower: Double, _ upper: Double) {
        self.lower = lower
        self.upper = upper
        logLower = log(lower)
        width = log(upper / lower)
    }
}

/// Where a kernel writes the derivatives at one energy, one a parameter.
struct GradientRows {
    let base: UnsafeMutablePointer<Double>
    let stride: Int

    /// The derivative with respect to the parameter of that index.
    subscript(parameter: Int) -> Double {
        get { base[parameter &* stride] }
        nonmutating set { base[parameter &* stride] = newValue }
    }
}

extension PointwiseSpectralModel {
    /// dN/dE at each energy in TeV.
    public func evaluate(_ energies: [Double]) -> [Double] {
        let kernel = kernel
        var values = VectorMath.log(energies)
        for i in energies.indices { values[i] = kernel.value(energies[i], values[i]) }
        return values
    }

    /// dN/dE at each energy in TeV and its derivatives.
    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        let kernel = kernel
        let logs = VectorMath.log(energies)
        return bulkGradient(count: energies.count) { kernel.value(energies[$0], logs[$0], $1) }
    }
}

extension IntegrableSpectralModel {
    /// ∫ dN/dE dE over each bin, by formula.
    public func integral(_ grid: EnergyGrid) -> [Double] { moments(0, grid) }

    /// The integrals and their derivatives, by formula.
    public func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        momentsWithGradient(0, grid)
    }

    /// ∫ E dN/dE dE over each bin, by formula.
    public func energyFlux(_ grid: EnergyGrid) -> [Double] { moments(1, grid) }

    /// The energy fluxes and their derivatives, by formula.
    public func energyFluxWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        momentsWithGradient(1, grid)
    }

    private func moments(_ power: Int, _ grid: EnergyGrid) -> [Double] {
        let kernel = kernel
        return (0..<grid.binCount).map { kernel.moment(power, EnergyBin(grid.edges[$0], grid.edges[$0 + 1])) }
    }

    private func momentsWithGradient(_ power: Int, _ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        let kernel = kernel
        return bulkGradient(count: grid.binCount) {
            kernel.moment(power, EnergyBin(grid.edges[$0], grid.edges[$0 + 1]), $1)
        }
    }
}

extension ParametricModel {
    /// Values at `count` points and their derivatives, turned from internal units to those of the parameters.
    @inline(__always)
    func bulkGradient(count: Int, _ body: (Int, GradientRows) -> Double) -> (values: [Double], gradient: [[Double]]) {
        let factors = parameters.map(\.internalFactor)
        var values = [Double](repeating: 0, count: count)
        // One spare element keeps the base address valid for models without parameters.
        var flat = [Double](repeating: 0, count: count * factors.count + 1)
        flat.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            for i in 0..<count {
                values[i] = body(i, GradientRows(base: factors.isEmpty ? base : base + i, stride: count))
            }
        }
        let gradient = factors.indices.map { row in
            let factor = factors[row]
            let slice = flat[row * count..<(row + 1) * count]
            return factor == 1 ? Array(slice) : slice.map { $0 * factor }
        }
        return (values, gradient)
    }
}
