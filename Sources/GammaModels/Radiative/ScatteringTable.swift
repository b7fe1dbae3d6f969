import Foundation
import GammaNumerics

/// The scattering integrals of photons given at energies of equal ratio, as a linear map of their densities.
///
/// Between its nodes a density is ε^−1.5 times a straight line in ln ε; outside there are none. The integrals are
/// interpolated in ln Q by cubics, after multiplication with Q^1.5.
struct ScatteringTable: Sendable {
    /// ln of the lowest node in units of the electron's rest energy.
    private let start: Double
    private let step: Double
    /// Index of the first node with photons; those before it serve small Q.
    let firstPhoton: Int
    let count: Int
    /// Φ₁ and Φ₂ at each node per density at each node.
    private let first: WeightRows
    private let second: WeightRows

    private static let power = 1.5

    /// - Parameters:
    ///   - range: energies of photons in units of the electron's rest energy.
    ///   - nodesPerDecade: at least.
    ///   - margin: decades of Q below the range.
    init(range: ClosedRange<Double>, nodesPerDecade: Double, margin: Double) {
        let length = log(range.upperBound / range.lowerBound)
        let steps = max(4, (length / log(10) * nodesPerDecade).rounded(.up))
        step = length / steps
        firstPhoton = Int((margin * log(10) / step).rounded(.up))
        start = log(range.lowerBound) - Double(firstPhoton) * step
        count = firstPhoton + Int(steps) + 1
        let (first, second) = Self.weights(count: count, step: step)
        self.first = Self.matrix(first, firstPhoton, count)
        self.second = Self.matrix(second, firstPhoton, count)
    }

    /// Energies of the nodes in TeV.
    var energies: [Double] { (0..<count).map { exp(start + Double($0) * step) * ElectronConstants.restEnergy } }

    /// The integrals at the nodes for the densities at the nodes of each of several fields, in photons per cm³ and unit of energy.
    func integrals(_ densities: [[Double]]) -> (first: [[Double]], second: [[Double]]) {
        (first.times(densities), second.times(densities))
    }

    /// Where a value of Q lies: the first of four nodes and their weights; nil above all photons.
    func locate(_ logQ: Double) -> (node: Int, weights: SIMD4<Double>)? {
        let place = (logQ - start) / step
        guard place < Double(count - 1) else { return nil }
        guard place > 0 else { return (0, SIMD4(1, 0, 0, 0)) }
        let node = min(max(Int(place) - 1, 0), count - 4)
        let t = place - Double(node)
        let cubic = SIMD4(
            -(t - 1) * (t - 2) * (t - 3) / 6, t * (t - 2) * (t - 3) / 2, -t * (t - 1) * (t - 3) / 2,
            t * (t - 1) * (t - 2) / 6)
        let base = exp(-Self.power * step * t)
        let ratio = exp(Self.power * step)
        return (node, cubic * SIMD4(base, base * ratio, base * ratio * ratio, base * ratio * ratio * ratio))
    }

    // MARK: - Weights

    /// What the density of the node d steps above Q adds: from the half of its triangle below it, and from that above.
    private typealias Halves = [(below: Double, above: Double)]

    private static func weights(count: Int, step: Double) -> (first: Halves, second: Halves) {
        let rule = Quadrature.gaussLegendre(8)
        func half(_ d: Int, _ sign: Double, _ f: (Double) -> Double) -> Double {
            if d == 0, sign < 0 { return 0 }
            var sum = 0.0
            for k in rule.nodes.indices {
                let v = sign * step * (1 + rule.nodes[k]) / 2
                sum +=
                    rule.weights[k] * step / 2 * (1 - abs(v) / step) * exp(-power * v) * f(exp(-Double(d) * step - v))
            }
            return sum
        }
        func halves(_ f: (Double) -> Double) -> Halves { (0..<count).map { (half($0, -1, f), half($0, 1, f)) } }
        return (halves { 2 * $0 * log($0) + 1 + $0 - 2 * $0 * $0 }, halves { 1 - $0 })
    }

    private static func matrix(_ weights: Halves, _ firstPhoton: Int, _ count: Int) -> WeightRows {
        let rows = (0..<count).map { node in
            var row = [Double](repeating: 0, count: count)
            for photon in max(node, firstPhoton)..<count {
                let weight = weights[photon - node]
                row[photon] = (photon > firstPhoton ? weight.below : 0) + (photon < count - 1 ? weight.above : 0)
            }
            return row
        }
        return WeightRows(rows, columns: count)
    }
}

extension ScatteringTable {
    /// The matrix of photons given per eV and cm³ at energies in eV.
    static func matrix(_ geometry: ComptonGeometry, energies: [Double], densities: [Double]) -> KernelMatrix {
        let unit = ElectronConstants.restEnergyEV
        let table = ScatteringTable(
            range: energies[0] / unit...energies[energies.count - 1] / unit, nodesPerDecade: 60, margin: 3)
        let curve = NodeTable(nodes: energies.map { log($0) })
        let logs = densities.map { log(max($0, .leastNormalMagnitude)) }
        let nodes = table.energies.enumerated().map { index, energy -> Double in
            if index < table.firstPhoton { return 0 }
            let (lower, weight) = curve.locateClamped(log(energy * 1e12))
            return exp(logs[lower] + weight * (logs[lower + 1] - logs[lower])) * unit
        }
        let (first, second) = table.integrals([nodes])
        return geometry.matrix(slopes: 0) { place in
            guard let (node, weights) = table.locate(place.logQ) else { return (0, (0, 0)) }
            var sum = 0.0
            for k in 0..<4 { sum += weights[k] * (first[0][node + k] + place.zeta * second[0][node + k]) }
            return (sum, (0, 0))
        }
    }
}
