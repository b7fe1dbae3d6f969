import Foundation
import GammaCore

extension RadiativeSpectralModel {
    /// ∫ dN/dE dE over each bin by four places of Gauss–Legendre on at most a quarter of a decade in ln E: emission is smooth,
    /// and every energy costs a row of each kernel.
    public func integral(_ grid: EnergyGrid) -> [Double] {
        let places = BinPlaces(grid.edges)
        return places.sums(evaluate(places.energies), power: 0)
    }

    /// The integrals and their derivatives.
    public func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        momentsWithGradient(grid, power: 0)
    }

    /// ∫ E dN/dE dE over each bin, in the same way.
    public func energyFlux(_ grid: EnergyGrid) -> [Double] {
        let places = BinPlaces(grid.edges)
        return places.sums(evaluate(places.energies), power: 1)
    }

    /// The energy fluxes and their derivatives.
    public func energyFluxWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        momentsWithGradient(grid, power: 1)
    }

    private func momentsWithGradient(_ grid: EnergyGrid, power: Int) -> (values: [Double], gradient: [[Double]]) {
        let places = BinPlaces(grid.edges)
        let (values, gradient) = evaluateWithGradient(places.energies)
        return (places.sums(values, power: power), gradient.map { places.sums($0, power: power) })
    }
}

/// Places and weights of integrals over bins of energy.
private struct BinPlaces {
    var energies: [Double] = []
    private var weights: [Double] = []
    /// First place of each bin, and the number of all; a bin that is none has no places.
    private var starts: [Int] = [0]

    init(_ edges: [Double]) {
        for (lower, upper) in zip(edges, edges.dropFirst()) {
            let width = log(upper / lower)
            if lower > 0, width > 0, width.isFinite {
                let pieces = max(1, Int((width / (log(10) / 4)).rounded(.up)))
                let step = width / Double(pieces)
                for piece in 0..<pieces {
                    for k in 0..<PanelGrid.order {
                        let energy = lower * exp(step * (Double(piece) + (1 + GaussPanel.nodes[k]) / 2))
                        energies.append(energy)
                        weights.append(GaussPanel.weights[k] * step / 2 * energy)
                    }
                }
            }
            starts.append(energies.count)
        }
        if edges.isEmpty { starts = [] }
    }

    func sums(_ values: [Double], power: Int) -> [Double] {
        zip(starts, starts.dropFirst()).map { start, end in
            if start == end { return .nan }
            var sum = 0.0
            for k in start..<end { sum += weights[k] * values[k] * (power == 0 ? 1 : energies[k]) }
            return sum
        }
    }
}
