import Foundation

/// Inverse Compton scattering on photons of one energy from everywhere, per eV cm⁻³ of their energy density.
struct MonoenergeticScattering {
    /// Energy of the photons in units of the electron's.
    private let seed: Double
    private let grid: PanelGrid

    /// - Parameter energy: of the photons in eV.
    init(_ grid: PanelGrid, energy: Double) {
        self.grid = grid
        seed = energy / ElectronConstants.restEnergyEV
    }

    /// Photons per TeV and second for each energy in TeV, and the derivative by the energy of the photons in eV.
    func matrix(_ energies: [Double]) -> KernelMatrix {
        var (rows, slopes): ([[Double]], [[Double]]) = ([], [])
        for energy in energies {
            let points = KernelMatrix.covers(energy) ? points(energy) : []
            rows.append(points.isEmpty ? [] : grid.row(points) { kernel($0, energy).value })
            slopes.append(points.isEmpty ? [] : grid.row(points) { kernel($0, energy).slope })
        }
        return KernelMatrix(grid, rows, slopes: [slopes])
    }

    /// From the electron energy at which Q = ε.
    private func points(_ energy: Double) -> [KernelPoint] {
        let photon = energy / ElectronConstants.restEnergy
        let gamma = photon / 2 * (1 + (1 + 1 / (photon * seed)).squareRoot())
        // The kernel changes over the distance from there to E_γ, and its slope does not vanish at the edge.
        return grid.points(from: gamma * ElectronConstants.restEnergy, depth: log(1 - photon / gamma) - 20)
    }

    private func kernel(_ point: KernelPoint, _ energy: Double) -> (value: Double, slope: Double) {
        let excess = point.energy / energy - 1
        let gamma = point.energy / ElectronConstants.restEnergy
        let q = 1 / (4 * gamma * excess * seed)
        guard q < 1 else { return (0, 0) }
        let zeta = ComptonGeometry.zeta(excess: excess)
        let sum = 2 * q * log(q) + (1 - q) * (1 + 2 * q + zeta)
        let sumSlope = 2 * log(q) + 3 - 4 * q - zeta
        let scale =
            ComptonGeometry.rate / (gamma * gamma * seed * seed) / ElectronConstants.restEnergyEV
        return (scale * sum, -scale * (2 * sum + q * sumSlope) / (seed * ElectronConstants.restEnergyEV))
    }
}
