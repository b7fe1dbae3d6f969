import GammaNumerics

/// What turns the particles at the nodes of a grid into a flux: one row of weights for each photon energy, an empty one
/// where there is no emission, and the derivatives of the rows by parameters of the process.
struct KernelMatrix: Sendable {
    var rows: [[Double]] = []
    /// One matrix a parameter.
    var slopes: [[[Double]]] = []

    /// The emission of all energies.
    static func times(_ rows: [[Double]], _ values: [Double]) -> [Double] {
        rows.map { $0.isEmpty ? 0 : VectorMath.dot($0, values) }
    }

    /// The emission of all energies for several populations, each row read once.
    static func times(_ rows: [[Double]], _ populations: [[Double]]) -> [[Double]] {
        var results = [[Double]](repeating: [Double](repeating: 0, count: rows.count), count: populations.count)
        for (place, row) in rows.enumerated() where !row.isEmpty {
            for k in populations.indices { results[k][place] = VectorMath.dot(row, populations[k]) }
        }
        return results
    }

    /// Whether emission is computed at a photon energy in TeV: from 10⁻²² to 10⁶; there is none outside.
    static func covers(_ energy: Double) -> Bool { energy > 1e-22 && energy < 1e6 }

    /// A row from the weights of each panel's four nodes.
    static func row(_ panels: [SIMD4<Double>]) -> [Double] {
        [Double](unsafeUninitializedCapacity: panels.count * PanelGrid.order) { row, count in
            for (panel, weights) in panels.enumerated() {
                for k in 0..<PanelGrid.order { row[panel * PanelGrid.order + k] = weights[k] }
            }
            count = row.count
        }
    }
}
