import Foundation

/// Places and weights of integrals over bins of energy: four of Gauss–Legendre on at most a quarter of a decade in ln E.
struct BinPlaces {
    private(set) var energies: [Double] = []
    private(set) var weights: [Double] = []
    /// First place of each bin, and the number of all; a bin that is none has no places.
    private var starts: [Int] = [0]

    init(_ bins: [(lower: Double, upper: Double)]) {
        for bin in bins {
            if Self.isBin(bin) { add(bin) }
            starts.append(energies.count)
        }
    }

    /// Whether there is anything to integrate over.
    static func isBin(_ bin: (lower: Double, upper: Double)) -> Bool {
        bin.lower > 0 && bin.upper > bin.lower && (bin.upper / bin.lower).isFinite
    }

    private mutating func add(_ bin: (lower: Double, upper: Double)) {
        let width = log(bin.upper / bin.lower)
        let pieces = max(1, Int((width / (log(10) / 4)).rounded(.up)))
        let step = width / Double(pieces)
        for piece in 0..<pieces {
            for k in 0..<PanelGrid.order {
                let energy = bin.lower * exp(step * (Double(piece) + (1 + GaussPanel.nodes[k]) / 2))
                energies.append(energy)
                weights.append(GaussPanel.weights[k] * step / 2 * energy)
            }
        }
    }

    /// The integral over each bin of values at the places times a power of the energy; NaN for a bin that is none.
    func sums(_ values: [Double], power: Int) -> [Double] {
        zip(starts, starts.dropFirst()).map { start, end in
            if start == end { return .nan }
            var sum = 0.0
            for k in start..<end { sum += weights[k] * values[k] * (power == 0 ? 1 : energies[k]) }
            return sum
        }
    }
}
