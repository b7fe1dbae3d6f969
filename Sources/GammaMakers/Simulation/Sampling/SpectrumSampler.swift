import GammaCore

/// Energies distributed as values at nodes with power laws between them.
struct SpectrumSampler {
    private let nodes: [Double]
    private let segments: [PowerLawSegment]
    private let sums: CumulativeSum

    /// Integral over all energies.
    var total: Double { sums.total }

    init(nodes: [Double], values: [Double]) {
        self.nodes = nodes
        segments = nodes.indices.dropLast().map {
            PowerLawSegment(from: nodes[$0], to: nodes[$0 + 1], densities: (values[$0], values[$0 + 1]))
        }
        sums = CumulativeSum(segments.map(\.integral))
    }

    /// An energy, and the number of its interval between nodes.
    /// - Precondition: the total is positive.
    func draw(_ random: inout RandomStream) -> (energy: Double, interval: Int) {
        let (index, fraction) = sums.index(at: random.uniform())
        return (segments[index].energy(fraction: fraction), index)
    }

    /// Logarithmic centre of an interval.
    func centre(_ interval: Int) -> Double { (nodes[interval] * nodes[interval + 1]).squareRoot() }
}
