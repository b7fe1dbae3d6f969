import Foundation

/// Inverse Compton scattering of the synchrotron photons of the same electrons.
struct SelfCompton: Sendable {
    /// Where the kernel of each place finds its integrals.
    private struct Lookup {
        let place: ComptonGeometry.Place
        let node: Int
        let weights: SIMD4<Double>

        func sum(_ values: [Double]) -> Double {
            var sum = 0.0
            for k in 0..<4 { sum += weights[k] * values[node + k] }
            return sum
        }
    }

    /// Photons from 10⁻⁷ to 10⁹ eV.
    private static let range = 1e-7 / ElectronConstants.restEnergyEV...1e9 / ElectronConstants.restEnergyEV
    let table = ScatteringTable(range: range, nodesPerDecade: 20, margin: 0)
    private let lookups: [[Lookup]]
    private let panelCount: Int

    init(_ grid: PanelGrid, _ geometry: ComptonGeometry) {
        panelCount = grid.panelCount
        let table = table
        lookups = geometry.places.map { places in
            places.compactMap { place in
                table.locate(place.logQ).map { Lookup(place: place, node: $0.node, weights: $0.weights) }
            }
        }
    }

    /// Photons per cm³ and unit of energy for one photon per TeV and second.
    /// - Parameter radius: of the sphere in pc.
    static func dilution(radius: Double) -> Double {
        let length = radius * ElectronConstants.kiloparsec * 1e-3
        return 2.24 / (4 * Double.pi * length * length * ElectronConstants.lightSpeed) * ElectronConstants.restEnergy
    }

    /// The rows of weights in a field with given integrals.
    func rows(_ integrals: (first: [Double], second: [Double])) -> [[Double]] {
        lookups.map { lookups in
            if lookups.isEmpty { return [] }
            var row = [SIMD4<Double>](repeating: SIMD4(), count: panelCount)
            for lookup in lookups {
                let sum = lookup.sum(integrals.first) + lookup.place.zeta * lookup.sum(integrals.second)
                row[lookup.place.panel] += lookup.place.basis * (lookup.place.factor * sum)
            }
            return KernelMatrix.row(row)
        }
    }

    /// The weights of Φ₁ and Φ₂ at the nodes of the table for given particles: by them emission changes with the field.
    func fieldRows(_ particles: [Double]) -> (first: [[Double]], second: [[Double]]) {
        var result: (first: [[Double]], second: [[Double]]) = ([], [])
        for lookups in lookups {
            var first = [Double](repeating: 0, count: lookups.isEmpty ? 0 : table.count)
            var second = first
            for lookup in lookups {
                let place = lookup.place
                let base = place.panel * PanelGrid.order
                var count = 0.0
                for k in 0..<PanelGrid.order { count += place.basis[k] * particles[base + k] }
                for k in 0..<4 {
                    let weight = lookup.weights[k] * place.factor * count
                    first[lookup.node + k] += weight
                    second[lookup.node + k] += weight * place.zeta
                }
            }
            result.first.append(first)
            result.second.append(second)
        }
        return result
    }
}
