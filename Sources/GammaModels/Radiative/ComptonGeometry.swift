import Foundation

/// Where the inverse Compton kernel is taken for each photon energy, whatever the field of photons is.
struct ComptonGeometry: Sendable {
    /// One place.
    struct Place: Sendable {
        /// ln Q, see ``ScatteringIntegrals``.
        let logQ: Double
        /// z²/(2(1 − z)).
        let zeta: Double
        /// ¾ σ_T c γ⁻² dE over the rest energy: photons per TeV and second for Φ in cm⁻³.
        let factor: Double
        let panel: Int
        let basis: SIMD4<Double>
        /// See ``KernelPoint/isNode``.
        let isNode: Bool
    }

    /// One array an energy, empty where there is no emission.
    let places: [[Place]]
    private let grid: PanelGrid

    init(_ grid: PanelGrid, _ energies: [Double]) {
        self.grid = grid
        places = energies.map { energy in
            guard KernelMatrix.covers(energy) else { return [] }
            // Photons up to the rest energy of the electron are seen.
            let depth = min(0, -log(4 * energy / ElectronConstants.restEnergy))
            return grid.points(from: energy, depth: depth).map { point in
                let gamma = point.energy / ElectronConstants.restEnergy
                return Place(
                    logQ: -point.logExcess - log(4 * gamma), zeta: Self.zeta(excess: exp(point.logExcess)),
                    factor: Self.rate * point.weight / (gamma * gamma), panel: point.panel, basis: point.basis,
                    isNode: point.isNode)
            }
        }
    }

    /// ¾ σ_T c over the rest energy.
    static let rate =
        0.75 * ElectronConstants.thomson * ElectronConstants.lightSpeed / ElectronConstants.restEnergy

    /// z²/(2(1 − z)) with 1/z − 1 = excess.
    static func zeta(excess: Double) -> Double { 1 / (2 * excess * (1 + excess)) }

    /// The matrix of a field and its derivatives by up to two parameters, from Φ₁ + ζΦ₂ at each place.
    func matrix(slopes count: Int, _ body: (Place) -> (value: Double, slopes: (Double, Double))) -> KernelMatrix {
        var rows: [[Double]] = []
        var slopes = [[[Double]]](repeating: [], count: count)
        for places in places {
            let zeros = [SIMD4<Double>](repeating: SIMD4(), count: places.isEmpty ? 0 : grid.panelCount)
            var (row, first, second) = (zeros, zeros, zeros)
            for place in places {
                let (value, slopes) = body(place)
                guard value != 0 else { continue }
                let basis = place.basis * place.factor
                row[place.panel] += basis * value
                if count > 0 { first[place.panel] += basis * slopes.0 }
                if count > 1 { second[place.panel] += basis * slopes.1 }
            }
            rows.append(KernelMatrix.row(row))
            if count > 0 { slopes[0].append(KernelMatrix.row(first)) }
            if count > 1 { slopes[1].append(KernelMatrix.row(second)) }
        }
        return KernelMatrix(grid, rows, slopes: slopes)
    }
}
