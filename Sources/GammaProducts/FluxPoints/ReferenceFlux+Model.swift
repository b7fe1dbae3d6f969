import Foundation
import GammaModels

extension ReferenceFlux {
    /// The reference values of a spectral model in bins with the given edges (TeV); one value a bin.
    public static func bins(_ model: any SpectralModel, edges: [Double]) -> [ReferenceFlux] {
        guard edges.count > 1 else { return [] }
        let centres = zip(edges, edges.dropFirst()).map { ($0 * $1).squareRoot() }
        let dnde = model.evaluate(centres)
        let flux = model.integral(edges: edges)
        let eflux = model.energyFlux(edges: edges)
        return centres.indices.map {
            ReferenceFlux(dnde: dnde[$0], flux: flux[$0], eflux: eflux[$0], eRef: centres[$0])
        }
    }

    /// The reference values of a spectral model in one bin; without edges (NaN) only the differential ones.
    public init(_ model: any SpectralModel, eMin: Double, eMax: Double, eRef: Double) {
        let hasEdges = eMin > 0 && eMax > eMin && eMax.isFinite
        self.init(
            dnde: eRef > 0 && eRef.isFinite ? model.evaluate([eRef]).first ?? .nan : .nan,
            flux: hasEdges ? model.integral(edges: [eMin, eMax]).first ?? .nan : .nan,
            eflux: hasEdges ? model.energyFlux(edges: [eMin, eMax]).first ?? .nan : .nan, eRef: eRef)
    }

    /// The reference values in a bin of which only the differential flux is known: a power law of the given index
    /// through it.
    static func powerLaw(index: Double, dnde: Double, eMin: Double, eMax: Double, eRef: Double) -> ReferenceFlux {
        func integral(_ power: Double) -> Double {
            // ∫ (E/eRef)^-power dE, in a form that holds for power 1, too.
            let (low, high) = (log(eMin / eRef), log(eMax / eRef))
            let slope = 1 - power
            guard abs(slope) > 1e-9 else { return eRef * (high - low) }
            return eRef * (exp(slope * high) - exp(slope * low)) / slope
        }
        return ReferenceFlux(
            dnde: dnde, flux: dnde * integral(index), eflux: dnde * eRef * integral(index - 1), eRef: eRef)
    }

    /// The spectral index of a power law through two points; 2 where there is none.
    static func index(_ first: Double, at low: Double, _ second: Double, at high: Double) -> Double {
        let index = -log(second / first) / log(high / low)
        return index.isFinite ? index : 2
    }
}
