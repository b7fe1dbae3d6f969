import GammaCore
import GammaNumerics

extension RadiativeSpectralModel {
    /// Particles per TeV in the source at energies in TeV, at the present parameters; 0 outside the range of the particles.
    public func particles(at energies: [Double]) -> [Double] {
        let range = grid.range
        let values = formula.values(VectorMath.log(energies))
        return zip(energies, values).map { range.contains($0) ? $1 : 0 }
    }

    /// Energy of the particles in the source between two energies in TeV, in erg: ∫ E N(E) dE within their range.
    ///
    /// Like the amplitude it goes with the square of the distance and, where gas is the target, with one over its density. Energies of
    /// protons are total ones.
    public func energyContent(from low: Double = 0, to high: Double = .infinity) -> Double {
        let range = grid.range
        let (low, high) = (max(low, range.lowerBound), min(high, range.upperBound))
        guard low < high else { return 0 }
        let part = PanelGrid(range: low...high)
        let values = part.values(formula)
        let sum = part.energies.indices.reduce(0) { $0 + part.weights[$1] * part.energies[$1] * values[$1] }
        return sum * Unit.ergPerTeV
    }

    private var formula: ParticleFormula { ParticleFormula(particles, parameters.map(\.internalValue)) }
}
