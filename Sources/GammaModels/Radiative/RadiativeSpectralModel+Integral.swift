import Foundation
import GammaCore
import GammaNumerics

extension RadiativeSpectralModel {
    /// ∫ dN/dE dE over each bin, see ``EmissionBins``.
    public func integral(_ grid: EnergyGrid) -> [Double] { moments(grid, power: 0) }

    /// The integrals and their derivatives.
    public func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        momentsWithGradient(grid, power: 0)
    }

    /// ∫ E dN/dE dE over each bin, in the same way.
    public func energyFlux(_ grid: EnergyGrid) -> [Double] { moments(grid, power: 1) }

    /// The energy fluxes and their derivatives.
    public func energyFluxWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        momentsWithGradient(grid, power: 1)
    }

    private func bins(_ grid: EnergyGrid) -> EmissionBins {
        cache.value(KernelCache.Key(term: -4, parameters: [], energies: grid.edges)) { EmissionBins(edges: grid.edges) }
    }

    private func moments(_ grid: EnergyGrid, power: Int) -> [Double] {
        let bins = bins(grid)
        let sums = bins.sums(evaluate(bins.nodes), power: power)
        var values = sums.values
        if !sums.rough.isEmpty {
            let places = BinPlaces(sums.rough.map { bins.bins[$0] })
            for (bin, value) in zip(sums.rough, places.sums(evaluate(places.energies), power: power)) {
                values[bin] = value
            }
        }
        return values
    }

    private func momentsWithGradient(_ grid: EnergyGrid, power: Int) -> (values: [Double], gradient: [[Double]]) {
        let bins = bins(grid)
        let (emission, slopes) = evaluateWithGradient(bins.nodes)
        let sums = bins.sums(emission, power: power)
        let logSlopes = slopes.map { row in zip(row, emission).map { $1 > 0 ? $0 / $1 : 0 } }
        var (values, gradient) = (sums.values, sums.slopes.times(logSlopes))
        for bin in values.indices where values[bin].isNaN {
            for row in gradient.indices { gradient[row][bin] = .nan }
        }
        if !sums.rough.isEmpty {
            let places = BinPlaces(sums.rough.map { bins.bins[$0] })
            let (direct, directSlopes) = evaluateWithGradient(places.energies)
            for (bin, value) in zip(sums.rough, places.sums(direct, power: power)) { values[bin] = value }
            for row in gradient.indices {
                for (bin, slope) in zip(sums.rough, places.sums(directSlopes[row], power: power)) {
                    gradient[row][bin] = slope
                }
            }
        }
        return (values, gradient)
    }
}
