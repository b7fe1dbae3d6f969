import Foundation
import GammaNumerics

/// Energy bins with the points on which spectra are integrated, made once and used for every evaluation.
///
/// Every bin gets the same number of points, max(2, ⌊100 log₁₀ r⌋) with r the largest ratio of a bin's edges, equally
/// spaced in log E with the edges included (Gammapy's rule, numerics §9.1).
public struct EnergyGrid: Sendable {
    /// Edges of the bins in TeV, ascending.
    public let edges: [Double]
    /// Integration points in TeV, bin after bin.
    public let nodes: [Double]
    /// Points a bin.
    public let pointsPerBin: Int
    /// ln(next/this) of neighbouring points, one a bin.
    let steps: [Double]

    /// Makes the grid; edges in TeV, positive and ascending.
    ///
    /// Bins for which this does not hold give NaN integrals.
    public init(edges: [Double]) {
        self.edges = edges
        let binCount = max(0, edges.count - 1)
        let ratios = (0..<binCount).map { edges[$0 + 1] / edges[$0] }
        let largest = ratios.filter { $0.isFinite && $0 > 1 }.max() ?? 1
        let points = max(2, Int(min(100 * log10(largest), 100_000)))
        pointsPerBin = points
        steps = ratios.map { log($0) / Double(points - 1) }
        var nodes = [Double](repeating: 0, count: binCount * points)
        for bin in 0..<binCount {
            let start = log(edges[bin])
            nodes[bin * points] = edges[bin]
            nodes[bin * points + points - 1] = edges[bin + 1]
            for k in 1..<(points - 1) { nodes[bin * points + k] = exp(start + Double(k) * steps[bin]) }
        }
        self.nodes = nodes
    }

    /// Number of bins.
    public var binCount: Int { steps.count }

    /// Logarithmic centres of the bins in TeV.
    public var centres: [Double] { (0..<binCount).map { (edges[$0] * edges[$0 + 1]).squareRoot() } }

    /// Integral of E^energyPower f over each bin from the values of f at ``nodes``.
    func trapezoid(_ values: [Double], energyPower: Int) -> [Double] {
        let (integrand, logRatios) = integrand(values, energyPower)
        return (0..<binCount).map { bin in
            let first = bin * pointsPerBin
            var sum = 0.0
            for k in first..<first + pointsPerBin - 1 {
                sum += LogarithmicMean.value(integrand[k], integrand[k + 1], logRatios[k])
            }
            return sum * steps[bin]
        }
    }

    /// The integrals with their derivatives from those at ``nodes`` (one row a parameter).
    func trapezoid(_ values: [Double], _ gradient: [[Double]], energyPower: Int)
        -> (values: [Double], gradient: [[Double]])
    {
        let (integrand, logRatios) = integrand(values, energyPower)
        var sums = [Double](repeating: 0, count: binCount)
        // Every node enters one or two intervals: the derivative of the sum is a weight a node.
        var weights = [Double](repeating: 0, count: nodes.count)
        for bin in 0..<binCount {
            let first = bin * pointsPerBin
            var sum = 0.0
            for k in first..<first + pointsPerBin - 1 {
                let (mean, da, db) = LogarithmicMean.valueWithDerivatives(
                    integrand[k], integrand[k + 1], logRatios[k])
                sum += mean
                weights[k] += da
                weights[k + 1] += db
            }
            sums[bin] = sum * steps[bin]
            for k in first..<first + pointsPerBin {
                weights[k] = weighted(weights[k], nodes[k], energyPower) * steps[bin]
            }
        }
        let rows = gradient.map { row in
            (0..<binCount).map { bin in
                var sum = 0.0
                for k in bin * pointsPerBin..<(bin + 1) * pointsPerBin { sum += weights[k] * row[k] }
                return sum
            }
        }
        return (sums, rows)
    }

    /// The integrand in ln E at the nodes, and the logarithms of the ratios of neighbours (those across bins mean nothing).
    private func integrand(_ values: [Double], _ power: Int) -> (values: [Double], logRatios: [Double]) {
        let integrand = values.indices.map { weighted(values[$0], nodes[$0], power) }
        var ratios = integrand
        for k in 0..<max(0, integrand.count - 1) { ratios[k] = integrand[k + 1] / integrand[k] }
        return (integrand, VectorMath.log(ratios))
    }

    /// f E^(power+1): the integrand in ln E.
    private func weighted(_ value: Double, _ energy: Double, _ power: Int) -> Double {
        power == 0 ? value * energy : value * energy * energy
    }
}

/// The logarithmic mean (b − a)/ln(b/a): ln(x₂/x₁) times it is the log-log trapezoid of x y.
enum LogarithmicMean {
    /// - Parameter u: ln(b/a); not finite where a or b is zero or their signs differ.
    @inline(__always)
    static func value(_ a: Double, _ b: Double, _ u: Double) -> Double {
        u.isFinite ? mean(a, b, u) : degenerate(a, b)
    }

    @inline(__always)
    static func valueWithDerivatives(_ a: Double, _ b: Double, _ u: Double) -> (mean: Double, da: Double, db: Double) {
        guard u.isFinite else { return a * b < 0 ? (degenerate(a, b), 0.5, 0.5) : (degenerate(a, b), 0, 0) }
        if abs(u) < seriesLimit { return (mean(a, b, u), shape(u), shape(-u)) }
        let ratio = b / a
        let u2 = u * u
        return (mean(a, b, u), (ratio - 1 - u) / u2, (1 / ratio - 1 + u) / u2)
    }

    /// Below it the differences lose digits, and the series are exact to rounding.
    private static let seriesLimit = 0.03

    @inline(__always)
    private static func mean(_ a: Double, _ b: Double, _ u: Double) -> Double {
        guard abs(u) < seriesLimit else { return (b - a) / u }
        return a
            * (1 + u * (1.0 / 2 + u * (1.0 / 6 + u * (1.0 / 24 + u * (1.0 / 120 + u * (1.0 / 720 + u / 5040))))))
    }

    /// (eᵘ − 1 − u)/u² near zero.
    private static func shape(_ u: Double) -> Double {
        1.0 / 2 + u * (1.0 / 6 + u * (1.0 / 24 + u * (1.0 / 120 + u * (1.0 / 720 + u * (1.0 / 5040 + u / 40320)))))
    }

    /// A zero gives zero as in the limit; a change of sign the arithmetic mean.
    private static func degenerate(_ a: Double, _ b: Double) -> Double {
        if a.isNaN || b.isNaN { return .nan }
        return a * b < 0 ? (a + b) / 2 : 0
    }
}
