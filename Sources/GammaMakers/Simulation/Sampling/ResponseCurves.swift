import Foundation
import GammaCore

/// Distributions of one quantity, each between the same edges, at increasing true energies.
struct ResponseCurves {
    private let logEnergies: [Double]
    private let edges: [Double]
    private let curves: [CumulativeSum]

    /// - Parameters:
    ///   - energies: increasing.
    ///   - edges: of the quantity.
    ///   - weights: probabilities between edges, up to a factor; C order (energy, interval).
    init(energies: [Double], edges: [Double], weights: [Double]) {
        logEnergies = energies.map { log($0) }
        self.edges = edges
        let count = edges.count - 1
        curves = energies.indices.map { CumulativeSum(Array(weights[$0 * count..<($0 + 1) * count])) }
    }

    /// A value at an energy, uniform within its interval; nil where the distribution is empty.
    ///
    /// Between two energies the distribution is mixed of both, in proportion to the distances in the logarithm.
    func draw(energy: Double, _ random: inout RandomStream) -> Double? {
        let choice = random.uniform()
        let share = random.uniform()
        let curve = curves[row(log(energy), choice)]
        guard curve.total > 0 else { return nil }
        let (index, fraction) = curve.index(at: share)
        return edges[index] + fraction * (edges[index + 1] - edges[index])
    }

    private func row(_ logEnergy: Double, _ choice: Double) -> Int {
        let last = logEnergies.count - 1
        guard logEnergy > logEnergies[0] else { return 0 }
        guard logEnergy < logEnergies[last] else { return last }
        var low = 0
        var high = last
        while high - low > 1 {
            let middle = (low + high) / 2
            if logEnergies[middle] <= logEnergy { low = middle } else { high = middle }
        }
        let fraction = (logEnergy - logEnergies[low]) / (logEnergies[high] - logEnergies[low])
        return choice < fraction ? high : low
    }
}
