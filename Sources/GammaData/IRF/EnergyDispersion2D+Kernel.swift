import GammaNumerics

extension EnergyDispersion2D {
    /// Probability of each reconstructed-energy bin (columns) for each true-energy bin (rows) at an offset in deg.
    ///
    /// The density at the logarithmic centre of the true-energy bin, normalised over migration, is summed up and the
    /// curve read linearly at the edges of the reconstructed-energy bins; nothing is weighted inside the true bin.
    /// Entries below 1e-8 are zero. Rows sum to less than 1 where the reconstructed axis does not cover them.
    /// Source: numerics.md §3.4 (as Gammapy's `to_edisp_kernel`).
    public func kernel(offset: Double, energyTrueEdges: [Double], energyEdges: [Double]) -> Matrix {
        let values = kernels(offsets: [offset], energyTrueEdges: energyTrueEdges, energyEdges: energyEdges)
        guard !values.isEmpty else { return Matrix(rows: 0, columns: 0, values: []) }
        return Matrix(rows: energyTrueEdges.count - 1, columns: energyEdges.count - 1, values: values)
    }

    /// The kernels at many offsets in deg, C order (true energy, energy, offset); zero for offsets outside the axis.
    /// - Parameter energyEdges: increasing, TeV, as those of the true energy.
    public func kernels(offsets: [Double], energyTrueEdges: [Double], energyEdges: [Double]) -> [Double] {
        guard energyTrueEdges.count >= 2, energyEdges.count >= 2 else { return [] }
        let energies = zip(energyTrueEdges, energyTrueEdges.dropFirst()).map { ($0 * $1).squareRoot() }
        // Energies once for all offsets: then every row of migration is a short curve over the offset.
        let rows = ResponseTable.interpolate(
            values, shape: axes.map(\.count), [AxisStencil(energyTrue, at: energies), nil, nil])
        let gather = LinearGather(offset, at: offsets)
        // Between nodes without negative densities a curve is the mean of those of the two nodes.
        let isLinear = gather.isBetweenNodes && rows.allSatisfy { $0 >= 0 && $0 < .infinity }
        var curves = CumulativeCurves(
            rows: rows, migra: migra, nodes: offset.count,
            gather: isLinear ? LinearGather(offset, at: offset.centres) : gather)
        var kernels: [Double] = []
        kernels.reserveCapacity(energies.count * (energyEdges.count - 1) * offsets.count)
        for (row, energy) in energies.enumerated() {
            curves.read(row, at: energyEdges.map { $0 / energy })
            curves.appendProbabilities(to: &kernels, at: isLinear ? gather : nil)
        }
        return kernels
    }
}

/// The sums of the density over migration, one curve an offset, read at some migrations.
private struct CumulativeCurves {
    /// Densities (true energy, migration, node of the offset axis).
    let rows: [Double]
    let edges: [Double]
    let widths: [Double]
    let gather: LinearGather
    /// Number of nodes of the offset axis.
    let nodes: Int
    /// The curves where they were read (migration, offset).
    var values: [Double] = []
    /// The ends of the curves (offset).
    var norms: [Double]
    var density: [Double]

    init(rows: [Double], migra: IRFAxis, nodes: Int, gather: LinearGather) {
        self.rows = rows
        edges = migra.edges
        widths = migra.widths
        self.gather = gather
        self.nodes = nodes
        norms = Array(repeating: 0, count: gather.count)
        density = norms
    }

    /// Reads the curves of one true energy at increasing migrations: linear between edges, constant beyond.
    mutating func read(_ energy: Int, at migras: [Double]) {
        let count = gather.count
        norms = Array(repeating: 0, count: count)
        values.removeAll(keepingCapacity: true)
        var next = 0
        while next < migras.count, !(migras[next] > edges[0]) {
            values += norms
            next += 1
        }
        for (bin, width) in widths.enumerated() {
            let row = energy * widths.count + bin
            // Most densities far from the diagonal are zero.
            let isEmpty = rows[row * nodes..<(row + 1) * nodes].allSatisfy { $0 == 0 }
            if !isEmpty { gather.read(rows, row: row, into: &density) }
            while next < migras.count, migras[next] < edges[bin + 1] {
                values += norms
                let part = (migras[next] - edges[bin]) / (edges[bin + 1] - edges[bin]) * width
                if !isEmpty { addDensity(times: part, from: values.count - count) }
                next += 1
            }
            if !isEmpty { VectorMath.add(density, times: width, to: &norms) }
        }
        for _ in next..<migras.count { values += norms }
    }

    private mutating func addDensity(times factor: Double, from first: Int) {
        for k in density.indices { values[first + k] += density[k] * factor }
    }

    /// Differences of neighbouring readings over the ends of the curves (bin, offset).
    /// - Parameter offsets: where the curves are read that were made at the nodes of the offset axis; nil for others.
    func appendProbabilities(to kernels: inout [Double], at offsets: LinearGather?) {
        let count = offsets?.count ?? gather.count
        let values = offsets?.read(self.values) ?? self.values
        let norms = offsets?.read(self.norms) ?? self.norms
        guard count > 0 else { return }
        for bin in 0..<values.count / count - 1 {
            for (k, norm) in norms.enumerated() {
                let difference = values[(bin + 1) * count + k] - values[bin * count + k]
                let probability = norm > 0 ? difference / norm : 0
                kernels.append(probability < 1e-8 ? 0 : probability)
            }
        }
    }
}
