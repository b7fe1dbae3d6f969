import GammaCore

/// A way in which particles of a source make photons, with the start values of its parameters.
public enum RadiativeProcess: Sendable, Equatable {
    /// Synchrotron radiation of electrons in a field `B` in µG.
    case synchrotron(magneticField: Double = 3.24)
    /// Inverse Compton scattering of electrons on fields of photons.
    case inverseCompton([SeedField])
    /// Bremsstrahlung of electrons in gas with `density` ions a cm³.
    case bremsstrahlung(Bremsstrahlung = Bremsstrahlung(), density: Double = 1)
    /// Decay of pions made by protons in gas with `density` protons a cm³.
    case pionDecay(PionDecay = PionDecay(), density: Double = 1)

    /// Name in model files.
    var tag: String {
        switch self {
        case .synchrotron: "synchrotron"
        case .inverseCompton: "inverse-compton"
        case .bremsstrahlung: "bremsstrahlung"
        case .pionDecay: "pion-decay"
        }
    }

    /// Whether protons radiate.
    var isHadronic: Bool { if case .pionDecay = self { true } else { false } }

    /// Start values.
    var parameters: [Parameter] {
        switch self {
        case .synchrotron(let field): [Parameter("B", field, unit: .microgauss, interpolation: .log)]
        case .inverseCompton(let fields): fields.flatMap(\.parameters)
        case .bremsstrahlung(_, let density), .pionDecay(_, let density):
            [Parameter("density", density, unit: .perCm3, isFrozen: true)]
        }
    }
}
