import Foundation
import GammaNumerics

/// Synchrotron radiation in a field of random directions, by the approximation of Aharonian, Kelner and Prosekin,
/// Phys. Rev. D 82, 043002 (2010), equation D7.
struct SynchrotronKernel {
    private let grid: PanelGrid
    /// (E_γ/E_c)^⅓ for each node at a photon energy of 1 TeV; falls with the energy of the electron.
    private let roots: [Double]
    /// Photons per TeV and second at a photon energy of 1 TeV.
    private let rate: Double
    private let magneticField: Double

    /// - Parameter magneticField: in µG.
    init(_ grid: PanelGrid, magneticField: Double) {
        self.grid = grid
        self.magneticField = magneticField
        let critical = 1.5 * ElectronConstants.cyclotronEnergy * magneticField
        roots = grid.energies.map {
            let gamma = $0 / ElectronConstants.restEnergy
            return cbrt(1 / (critical * gamma * gamma))
        }
        rate =
            3.0.squareRoot() * ElectronConstants.fineStructure * ElectronConstants.cyclotron * magneticField
            / (2 * Double.pi)
    }

    /// Photons per TeV and second for each energy in TeV, and the derivative by the magnetic field.
    func matrix(_ energies: [Double]) -> KernelMatrix {
        var matrix = KernelMatrix(rows: [], slopes: [[]])
        for energy in energies {
            let (row, slope) = KernelMatrix.covers(energy) ? pair(energy) : ([], [])
            matrix.rows.append(row)
            matrix.slopes[0].append(slope)
        }
        return matrix
    }

    private func pair(_ energy: Double) -> (row: [Double], slope: [Double]) {
        let root = cbrt(energy)
        let count = grid.count
        // e^−x vanishes for electrons of low energy.
        let first = roots.firstIndex { root * $0 < 8.5 } ?? count
        var exponentials = (first..<count).map { k -> Double in
            let y = root * roots[k]
            return -y * y * y
        }
        VectorMath.formExp(&exponentials)
        var row = [Double](repeating: 0, count: count)
        var slope = row
        fill(first, root, exponentials, &row, &slope, scale: rate / energy)
        return (row, slope)
    }

    /// Rows from the first node on that contributes. Without checks of bounds the compiler does several nodes at once.
    private func fill(
        _ first: Int, _ root: Double, _ exponentials: [Double], _ row: inout [Double], _ slope: inout [Double],
        scale: Double
    ) {
        let (roots, weights, exponentials) = (roots.span, grid.weights.span, exponentials.span)
        var row = row.mutableSpan
        var slope = slope.mutableSpan
        let perField = 1 / magneticField
        for k in first..<roots.count {
            let (value, logSlope) = Self.emissivity(root * roots[unchecked: k])
            let emission = scale * value * exponentials[unchecked: k - first] * weights[unchecked: k]
            row[unchecked: k] = emission
            // Proportional to B G(x) with x ∝ 1/B.
            slope[unchecked: k] = emission * (1 - logSlope) * perField
        }
    }

    /// G(x) eˣ and d ln G/d ln x, from the cube root of x.
    private static func emissivity(_ y: Double) -> (value: Double, logSlope: Double) {
        let square = y * y
        let root = 1 + 3.4 * square
        let upper = 1 + square * (2.210 + 0.347 * square)
        let lower = 1 + square * (1.353 + 0.217 * square)
        // One division for all three.
        let inverse = 1 / (root * upper * lower)
        let (byRoot, byUpper, byLower) = (inverse * upper * lower, inverse * root * lower, inverse * root * upper)
        let slope =
            1 - 3.4 * square * byRoot + 2 * square * (2.210 + 0.694 * square) * byUpper - 2 * square
            * (1.353 + 0.434 * square) * byLower
        return (1.808 * y * root.squareRoot() * byRoot * upper * byLower, slope / 3 - square * y)
    }
}
