import GammaNumerics

extension EnergyDispersion2D {
    /// Probability of each reconstructed-energy bin (columns) for each true-energy bin (rows) at an offset in deg.
    ///
    /// The density at the logarithmic centre of the true-energy bin, normalised over migration, is summed up and the
    /// curve read linearly at the edges of the reconstructed-energy bins; nothing is weighted inside the true bin.
    /// Entries below 1e-8 are zero. Rows sum to less than 1 where the reconstructed axis does not cover them.
    /// Source: numerics.md §3.4 (as Gammapy's `to_edisp_kernel`).
    public func kernel(offset: Double, energyTrueEdges: [Double], energyEdges: [Double]) -> Matrix {
        let columns = max(energyEdges.count - 1, 0)
        guard energyTrueEdges.count >= 2, columns > 0 else { return Matrix(rows: 0, columns: 0, values: []) }
        let energies = zip(energyTrueEdges, energyTrueEdges.dropFirst()).map { ($0 * $1).squareRoot() }
        let stencils = table3D.stencils([energies, nil, [offset]])
        let density = table3D.evaluate(stencils)
        let isDefined = stencils[2]?.isInside[0] ?? false

        var kernel = [Double](repeating: 0, count: energies.count * columns)
        guard isDefined else { return Matrix(rows: energies.count, columns: columns, values: kernel) }
        let edges = migra.edges
        let widths = migra.widths
        var curve = [Double](repeating: 0, count: edges.count)
        for (row, energy) in energies.enumerated() {
            for m in 0..<migra.count { curve[m + 1] = curve[m] + density[row * migra.count + m] * widths[m] }
            let norm = curve[migra.count]
            guard norm > 0 else { continue }
            var lower = Self.read(curve, at: energyEdges[0] / energy, edges)
            for column in 0..<columns {
                let upper = Self.read(curve, at: energyEdges[column + 1] / energy, edges)
                let probability = (upper - lower) / norm
                kernel[row * columns + column] = probability < 1e-8 ? 0 : probability
                lower = upper
            }
        }
        return Matrix(rows: energies.count, columns: columns, values: kernel)
    }

    /// The cumulative curve at a migration: linear between edges, constant beyond.
    private static func read(_ curve: [Double], at migra: Double, _ edges: [Double]) -> Double {
        guard migra > edges[0] else { return 0 }
        guard migra < edges[edges.count - 1] else { return curve[curve.count - 1] }
        var low = 0
        var high = edges.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] <= migra { low = middle } else { high = middle }
        }
        return curve[low] + (curve[high] - curve[low]) * (migra - edges[low]) / (edges[high] - edges[low])
    }
}
