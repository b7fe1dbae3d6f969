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
    /// The first node of the particles at which the kernel is taken after them; it is at all that follow.
    private let firstNode: Int
    /// For each place, those at nodes last: the first of four nodes of the table, and the weights of Φ₁.
    private var nodes: [Int] = []
    private var weights: [SIMD4<Double>] = []
    /// ζ, the weight of Φ₂ over that of Φ₁; none where all vanish, as in Thomson scattering.
    private var zetas: [Double] = []

    init(_ places: [ComptonGeometry.Place], _ table: ScatteringTable, nodeCount: Int) {
        var edges: [Edge] = []
        for place in places {
            guard let (node, weights) = table.locate(place.logQ) else { continue }
            if !place.isNode { edges.append(Edge(panel: place.panel, basis: place.basis)) }
            nodes.append(node)
            self.weights.append(weights * place.factor)
            zetas.append(place.zeta)
        }
        self.edges = edges
        firstNode = nodeCount - (nodes.count - edges.count)
        if zetas.allSatisfy({ $0 < 1e-10 }) { zetas = [] }
    }

    /// Whether there is no emission.
    var isEmpty: Bool { nodes.isEmpty }

    /// The weights of the particles in a field with given integrals.
    func particleWeights(_ integrals: (first: [Double], second: [Double]), nodeCount: Int) -> [Double] {
        guard !isEmpty else { return [] }
        let terms = terms(integrals)
        return [Double](unsafeUninitializedCapacity: nodeCount) { row, count in
            row.initialize(repeating: 0)
            for k in terms.indices.dropFirst(edges.count) { row[firstNode + k - edges.count] = terms[k] }
            for (term, edge) in zip(terms, edges) {
                for k in 0..<PanelGrid.order { row[edge.panel * PanelGrid.order + k] += edge.basis[k] * term }
            }
            count = nodeCount
        }
    }

    /// What one particle at each place emits.
    private func terms(_ integrals: (first: [Double], second: [Double])) -> [Double] {
        integrals.first.withUnsafeBytes { first in
            integrals.second.withUnsafeBytes { second in
                nodes.indices.map { k in
                    var sum = first.four(nodes[k])
                    if !zetas.isEmpty { sum += zetas[k] * second.four(nodes[k]) }
                    return (weights[k] * sum).sum()
                }
            }
        }
    }

    /// The weights of Φ₁ and Φ₂ at the nodes of the table for given particles: by them emission changes with the field. That of
    /// Φ₂ is empty in Thomson scattering, both are where there is no emission.
    func fieldWeights(_ particles: [Double], tableCount: Int) -> (first: [Double], second: [Double]) {
        guard !isEmpty else { return ([], []) }
        var first = [Double](repeating: 0, count: tableCount)
        var second = zetas.isEmpty ? [] : first
        first.withUnsafeMutableBytes { first in
            second.withUnsafeMutableBytes { second in
                for k in nodes.indices {
                    let weight = weights[k] * particleCount(k, particles)
                    first.add(weight, at: nodes[k])
                    if !zetas.isEmpty { second.add(zetas[k] * weight, at: nodes[k]) }
                }
            }
        }
        return (first, second)
    }

    private func particleCount(_ place: Int, _ particles: [Double]) -> Double {
        guard place < edges.count else { return particles[firstNode + place - edges.count] }
        let edge = edges[place]
        var count = 0.0
        for k in 0..<PanelGrid.order { count += edge.basis[k] * particles[edge.panel * PanelGrid.order + k] }
        return count
    }
}

extension UnsafeRawBufferPointer {
    /// Four numbers from an index on.
    fileprivate func four(_ index: Int) -> SIMD4<Double> {
        loadUnaligned(fromByteOffset: index * MemoryLayout<Double>.stride, as: SIMD4<Double>.self)
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Adds to four numbers from an index on.
    fileprivate func add(_ values: SIMD4<Double>, at index: Int) {
        let offset = index * MemoryLayout<Double>.stride
        storeBytes(
            of: loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self) + values, toByteOffset: offset,
            as: SIMD4<Double>.self)
    }
}
