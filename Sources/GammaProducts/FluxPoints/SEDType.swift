import GammaCore

/// The forms in which a flux can be given, with Gammapy's names.
public enum SEDType: String, Sendable, Hashable, CaseIterable, Codable {
    /// Factor on a reference model, with the reference values beside it; everything else follows from it.
    case likelihood
    /// Differential flux dN/dE at the reference energy.
    case dnde
    /// E² dN/dE at the reference energy.
    case e2dnde
    /// Flux integrated over the energy bin.
    case flux
    /// Energy flux integrated over the energy bin.
    case eflux

    /// The unit inside GammaKit: TeV, cm, s.
    public var unit: Unit {
        switch self {
        case .likelihood: .none
        case .dnde: .differentialFlux
        case .flux: .flux
        case .e2dnde, .eflux: .energyFlux
        }
    }

    /// Gammapy's column name of the value: `norm` for ``likelihood``, its own name otherwise.
    public var columnName: String { self == .likelihood ? "norm" : rawValue }

    /// The unit of table columns in the spelling of FITS files; energy fluxes are in erg as Gammapy writes them.
    public var tableUnit: String {
        switch self {
        case .likelihood: ""
        case .dnde: "TeV-1 s-1 cm-2"
        case .flux: "s-1 cm-2"
        case .e2dnde, .eflux: "erg s-1 cm-2"
        }
    }

    /// How it is written on an axis or in a column head: `E² dN/dE`.
    public var label: String {
        switch self {
        case .likelihood: "norm"
        case .dnde: "dN/dE"
        case .e2dnde: "E² dN/dE"
        case .flux: "flux"
        case .eflux: "energy flux"
        }
    }
}
