import GammaCore

/// One kernel of a radiative model: a process, or one of the photon fields of inverse Compton scattering.
struct EmissionTerm: Sendable {
    /// What radiates.
    enum Kind: Sendable {
        case synchrotron
        case field(SeedField)
        case bremsstrahlung(Bremsstrahlung)
        case pionDecay(PionDecay)
    }

    let kind: Kind
    /// Positions of its parameters within those of the model.
    let parameters: Range<Int>
    /// Position of the one to which the emission is proportional; nil without one.
    let norm: Int?

    static func make(_ process: RadiativeProcess, firstParameter: Int) throws -> [EmissionTerm] {
        let one = firstParameter..<firstParameter + 1
        switch process {
        case .synchrotron: return [EmissionTerm(kind: .synchrotron, parameters: one, norm: nil)]
        case .bremsstrahlung(let gas, _):
            return [EmissionTerm(kind: .bremsstrahlung(gas), parameters: one, norm: firstParameter)]
        case .pionDecay(let decay, _):
            return [EmissionTerm(kind: .pionDecay(decay), parameters: one, norm: firstParameter)]
        case .inverseCompton(let fields):
            guard !fields.isEmpty else { throw Fault(.badValue, "inverse Compton scattering needs a photon field") }
            var next = firstParameter
            return try fields.map { field in
                try field.check()
                let range = next..<next + field.parameters.count
                next = range.upperBound
                return EmissionTerm(
                    kind: .field(field), parameters: range, norm: field.norm.map { range.lowerBound + $0 })
            }
        }
    }

    /// Whether the photons are the source's own.
    var needsSynchrotron: Bool {
        if case .field(let field) = kind, field.kind == .synchrotron { true } else { false }
    }

    /// Positions of the parameters, within those of the model, by which ``KernelMatrix/slopes`` are taken.
    var slopeParameters: [Int] { parameters.filter { $0 != norm } }

    /// The kernel at the parameters of the model, without the norm.
    func matrix(_ grid: PanelGrid, _ energies: [Double], _ values: [Double], _ geometry: () -> ComptonGeometry)
        -> KernelMatrix
    {
        let first = parameters.lowerBound
        switch kind {
        case .synchrotron: return SynchrotronKernel(grid, magneticField: values[first]).matrix(energies)
        case .bremsstrahlung(let gas): return gas.matrix(grid, energies)
        case .pionDecay(let decay): return decay.matrix(grid, energies)
        case .field(let field):
            switch field.kind {
            case .thermal, .directed:
                let temperature = values[first]
                let angle = field.kind == .directed ? values[first + 2] : nil
                let scattering = ThermalScattering(temperature: temperature, angle: angle)
                return geometry().matrix(slopes: angle == nil ? 1 : 2) { place in
                    let (value, byTemperature, byAngle) = scattering(place.logQ)
                    return (
                        value.sum(place.zeta), (byTemperature.sum(place.zeta) / temperature, byAngle.sum(place.zeta))
                    )
                }
            case .monoenergetic: return MonoenergeticScattering(grid, energy: values[first]).matrix(energies)
            case .tabulated(let seeds, let densities):
                return ScatteringTable.matrix(geometry(), energies: seeds, densities: densities)
            case .synchrotron: return KernelMatrix(grid, [])
            }
        }
    }
}

extension SeedField {
    /// Position of the parameter to which the emission is proportional.
    fileprivate var norm: Int? {
        switch kind {
        case .thermal, .directed, .monoenergetic: 1
        case .tabulated: 0
        case .synchrotron: nil
        }
    }
}
