import Foundation

/// A spectrum given by a formula at one energy: a new model is its ``SpectralKernel``, its parameters and its tags.
public protocol PointwiseSpectralModel: SpectralModel {
    /// The formula with the parameters already in internal units (TeV, cm, s).
    associatedtype Kernel: SpectralKernel
    /// The formula at the present parameters.
    var kernel: Kernel { get }
}

/// A formula at one energy, with parameters in internal units.
public protocol SpectralKernel {
    /// dN/dE at an energy in TeV, of which the natural logarithm is given too.
    func value(_ energy: Double, _ logEnergy: Double) -> Double
    /// dN/dE; writes its derivatives with respect to the parameters in internal units into `rows`.
    func value(_ energy: Double, _ logEnergy: Double, _ rows: GradientRows) -> Double
}

/// Where a kernel writes the derivatives at one energy, one a parameter.
public struct GradientRows {
    let base: UnsafeMutablePointer<Double>
    let stride: Int

    /// The derivative with respect to the parameter of that index.
    public subscript(parameter: Int) -> Double {
        get { base[parameter &* stride] }
        nonmutating set { base[parameter &* stride] = newValue }
    }
}

extension PointwiseSpectralModel {
    public func evaluate(_ energies: [Double]) -> [Double] {
        let kernel = kernel
        return energies.map { kernel.value($0, log($0)) }
    }

    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        let kernel = kernel
        return bulkGradient(count: energies.count) { kernel.value(energies[$0], log(energies[$0]), $1) }
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
