import GammaNumerics

/// The inverse Compton kernel of one photon energy, in a field that is given by its integrals at the nodes of a table.
struct ScatteringRow: Sendable {
    /// A place near the edge of the kernel, where it is not taken at the nodes of the particles.
    private struct Edge {
        let panel: Int
        let basis: SIMD4<Double>
    }

    /// Near the edge.
    private let edges: [Edge]
    /// The nodes of the particles at which the kernel is taken after them.
    private let nodes: Range<Int>
    /// Where the integrals are taken, the edges first; the factor is ζ.
    private let places: FourPointStencils

    init(_ all: [ComptonGeometry.Place], _ table: ScatteringTable, nodeCount: Int) {
        var edges: [Edge] = []
        var places = FourPointStencils()
        for place in all {
            guard let (node, weights) = table.locate(place.logQ) else { continue }
            if !place.isNode { edges.append(Edge(panel: place.panel, basis: place.basis)) }
            places.append(node: node, weights: weights * place.factor, factor: place.zeta)
        }
        self.edges = edges
        self.places = places
        nodes = nodeCount - (places.count - edges.count)..<nodeCount
    }

    /// Writes the weights of the particles in a field with given integrals.
    func fillParticleWeights(
        _ integrals: (first: [Double], second: [Double]), _ rows: inout WeightRows, _ row: Int
    ) {
        let terms = places.sums(integrals.first, integrals.second)
        let first = edges.reduce(nodes.lowerBound) { min($0, $1.panel * PanelGrid.order) }
        rows.fill(row, first..<nodes.upperBound) { weights in
            for (term, node) in zip(terms.dropFirst(edges.count), nodes) { weights[node - first] = term }
            for (term, edge) in zip(terms, edges) {
                let start = edge.panel * PanelGrid.order - first
                for k in 0..<PanelGrid.order { weights[start + k] += edge.basis[k] * term }
            }
        }
    }

    /// Writes the weights of Φ₁ and Φ₂ at the nodes of the table for given particles: by them emission changes with the field.
    func fillFieldWeights(
        _ particles: [Double], _ rows: inout (first: WeightRows, second: WeightRows), _ row: Int
    ) {
        let counts = edges.map { count($0, particles) } + particles[nodes]
        rows.first.fill(row, 0..<places.end) { first in
            guard places.usesSecond else { return places.add(counts, to: first, nil) }
            rows.second.fill(row, 0..<places.end) { places.add(counts, to: first, $0) }
        }
    }

    private func count(_ edge: Edge, _ particles: [Double]) -> Double {
        var count = 0.0
        for k in 0..<PanelGrid.order { count += edge.basis[k] * particles[edge.panel * PanelGrid.order + k] }
        return count
    }
}
