import GammaModels

/// A flux that the catalogue states in a column of its own.
public struct CatalogFlux: Sendable, Hashable {
    /// What was stated.
    public enum Kind: Sendable, Hashable {
        /// dN/dE at an energy in TeV, cm⁻² s⁻¹ TeV⁻¹.
        case differential(at: Double)
        /// Flux between two energies in TeV, cm⁻² s⁻¹; the upper one may be infinite.
        case integral(from: Double, to: Double)
        /// Energy flux between two energies in TeV, TeV cm⁻² s⁻¹.
        case energy(from: Double, to: Double)
    }

    /// Name of the column.
    public var column: String
    /// What it is.
    public var kind: Kind
    /// The value.
    public var value: Double
    /// Its error; nil when not stated.
    public var error: Double?
    /// Whether the value is an upper limit.
    public var isUpperLimit: Bool
    /// Name of the model of the source that it belongs to; nil for the best one.
    public var variant: String?

    /// Makes a stated flux.
    public init(
        _ column: String, _ kind: Kind, _ value: Double, error: Double? = nil, isUpperLimit: Bool = false,
        variant: String? = nil
    ) {
        self.column = column
        self.kind = kind
        self.value = value
        self.error = error
        self.isUpperLimit = isUpperLimit
        self.variant = variant
    }

    /// The same flux of a spectrum; an infinite upper energy stands for 10⁸ times the lower one.
    public func predicted(by spectrum: any SpectralModel) -> Double {
        switch kind {
        case .differential(let energy): spectrum(energy)
        case .integral(let lower, let upper):
            spectrum.integral(from: lower, to: upper.isFinite ? upper : 1e8 * lower)
        case .energy(let lower, let upper): spectrum.energyFlux(from: lower, to: upper)
        }
    }
}
