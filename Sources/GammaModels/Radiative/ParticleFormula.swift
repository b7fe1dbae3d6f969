import Foundation
import GammaNumerics

/// The particles per TeV of a distribution at given parameters, with their derivatives.
struct ParticleFormula {
    private let shape: ParticleDistribution.Shape
    private let amplitude: Double
    private let reference: Double
    /// Both are the one index where there is no break.
    private let indices: (low: Double, high: Double)
    /// ln of the break, and of the break over the reference.
    private let logBreak: Double
    private let breakRatio: Double
    private let breakEnergy: Double
    private let cutoff: (energy: Double, beta: Double)?
    private let curvature: Double
    private let count: Int

    /// - Parameter values: of the distribution's parameters in internal units, in their order.
    init(_ distribution: ParticleDistribution, _ values: [Double]) {
        shape = distribution.shape
        amplitude = values[0]
        reference = values[1]
        count = distribution.parameters.count
        if distribution.hasBreak {
            breakEnergy = values[2]
            indices = (values[3], values[4])
        } else {
            breakEnergy = .infinity
            indices = (values[2], values[2])
        }
        logBreak = log(breakEnergy)
        breakRatio = logBreak - log(reference)
        cutoff = distribution.hasCutoff ? (values[count - 2], values[count - 1]) : nil
        curvature = shape == .logParabola ? values[3] : 0
    }

    /// ln of the energy in TeV where the formula changes; nil without one.
    var kink: Double? { logBreak.isFinite ? logBreak : nil }

    /// dN/dE at energies in TeV given by their logarithms.
    func values(_ logs: [Double]) -> [Double] { shapes(logs).map { amplitude * $0 } }

    /// dN/dE and its derivatives, one row a parameter.
    func valuesWithSlopes(_ logs: [Double]) -> (values: [Double], slopes: [[Double]]) {
        let shapes = shapes(logs)
        let values = shapes.map { amplitude * $0 }
        var slopes = [[Double]](repeating: values, count: count)
        slopes[0] = shapes
        let powers = cutoff.map { suppression(logs, $0) }
        for k in logs.indices { fill(k, logs[k], powers?[k] ?? 0, &slopes) }
        return (values, slopes)
    }

    /// Turns the values in the rows of the slopes into the derivatives.
    private func fill(_ k: Int, _ logEnergy: Double, _ suppression: Double, _ slopes: inout [[Double]]) {
        let l = logEnergy - log(reference)
        let isHigh = logEnergy >= logBreak
        switch shape {
        case .logParabola:
            slopes[1][k] *= (indices.low + 2 * curvature * l) / reference
            slopes[2][k] *= -l
            slopes[3][k] *= -l * l
            return
        case .powerLaw, .cutoffPowerLaw:
            slopes[1][k] *= indices.low / reference
            slopes[2][k] *= -l
        case .brokenPowerLaw, .cutoffBrokenPowerLaw:
            slopes[1][k] *= indices.low / reference
            slopes[2][k] *= isHigh ? (indices.high - indices.low) / breakEnergy : 0
            slopes[3][k] *= isHigh ? -breakRatio : -l
            slopes[4][k] *= isHigh ? breakRatio - l : 0
        }
        guard let cutoff else { return }
        slopes[count - 2][k] *= cutoff.beta * suppression / cutoff.energy
        slopes[count - 1][k] *= suppression == 0 ? 0 : -suppression * (logEnergy - log(cutoff.energy))
    }

    private func shapes(_ logs: [Double]) -> [Double] {
        let logReference = log(reference)
        var exponents = logs.map { logEnergy -> Double in
            let l = logEnergy - logReference
            if logEnergy >= logBreak { return (indices.high - indices.low) * breakRatio - indices.high * l }
            return -l * (indices.low + curvature * l)
        }
        if let cutoff {
            let powers = suppression(logs, cutoff)
            for k in exponents.indices { exponents[k] -= powers[k] }
        }
        VectorMath.formExp(&exponents)
        return exponents
    }

    /// (E/E_c)^β.
    private func suppression(_ logs: [Double], _ cutoff: (energy: Double, beta: Double)) -> [Double] {
        let logCutoff = log(cutoff.energy)
        return VectorMath.exp(logs.map { cutoff.beta * ($0 - logCutoff) })
    }
}
