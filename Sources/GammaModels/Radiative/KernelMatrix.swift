import GammaNumerics

/// What turns the particles at the nodes of a grid into a flux: one row of weights for each photon energy, an empty one
/// where there is no emission, and the derivatives of the rows by parameters of the process.
struct KernelMatrix: Sendable {
    var rows: WeightRows
    /// One matrix a parameter.
    var slopes: [WeightRows]

    init(_ rows: WeightRows, slopes: [WeightRows] = []) { (self.rows, self.slopes) = (rows, slopes) }

    /// From arrays, empty ones where there is no emission.
    init(_ grid: PanelGrid, _ rows: [[Double]], slopes: [[[Double]]] = []) {
        self.rows = WeightRows(rows, columns: grid.count)
        self.slopes = slopes.map { WeightRows($0, columns: grid.count) }
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
