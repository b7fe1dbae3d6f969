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

    /// Photons per TeV and second for each energy in TeV, and the derivative by the magnetic field, both proportional to B G(x)
    /// with x ∝ 1/B.
    func matrix(_ energies: [Double]) -> KernelMatrix {
        var rows = WeightRows(rows: energies.count, columns: grid.count)
        var slopes = rows
        for (row, energy) in energies.enumerated() where KernelMatrix.covers(energy) {
            let root = cbrt(energy)
            // e^−x vanishes for electrons of low energy.
            let range = (roots.firstIndex { root * $0 < 8.5 } ?? grid.count)..<grid.count
            rows.fill(row, range) { values in
                slopes.fill(row, range) { fieldSlopes in
                    SynchrotronRow.fill(
                        roots: roots[range], weights: grid.weights[range], root: root, scale: rate / energy,
                        slopeScale: 1 / magneticField, row: values, slope: fieldSlopes)
                }
            }
        }
        return KernelMatrix(rows, slopes: [slopes])
    }
}
