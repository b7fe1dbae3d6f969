import Foundation
import GammaNumerics

/// Inverse Compton scattering of the synchrotron photons of the same electrons.
struct SelfCompton: Sendable {
    /// Photons from 10⁻⁷ to 10⁹ eV.
    private static let range = 1e-7 / ElectronConstants.restEnergyEV...1e9 / ElectronConstants.restEnergyEV
    let table = ScatteringTable(range: range, nodesPerDecade: 20, margin: 0)
    private let scatterings: [ScatteringRow]
    private let nodeCount: Int

    init(_ grid: PanelGrid, _ geometry: ComptonGeometry) {
        let (table, nodeCount) = (table, grid.count)
        self.nodeCount = nodeCount
        scatterings = geometry.places.map { ScatteringRow($0, table, nodeCount: nodeCount) }
    }

    /// Photons per cm³ and unit of energy for one photon per TeV and second.
    /// - Parameter radius: of the sphere in pc.
    static func dilution(radius: Double) -> Double {
        let length = radius * ElectronConstants.kiloparsec * 1e-3
        return 2.24 / (4 * Double.pi * length * length * ElectronConstants.lightSpeed) * ElectronConstants.restEnergy
    }

    /// The rows of weights in a field with given integrals.
    func rows(_ integrals: (first: [Double], second: [Double])) -> WeightRows {
        var rows = WeightRows(rows: scatterings.count, columns: nodeCount)
        for (row, scattering) in scatterings.enumerated() { scattering.fillParticleWeights(integrals, &rows, row) }
        return rows
    }

    /// The weights of Φ₁ and Φ₂ at the nodes of the table for given particles: by them emission changes with the field.
    func fieldRows(_ particles: [Double]) -> (first: WeightRows, second: WeightRows) {
        let zeros = WeightRows(rows: scatterings.count, columns: table.count)
        var rows = (first: zeros, second: zeros)
        for (row, scattering) in scatterings.enumerated() { scattering.fillFieldWeights(particles, &rows, row) }
        return rows
    }
}
