import GammaCore

/// The flux of a source over time as the catalogue states it.
public struct CatalogHistory: Sendable {
    /// `1-year`, `2-month`, `1-month`.
    public var name: String
    /// Edges of the bins, one more than bands.
    public var edges: [Instant]
    /// The fluxes, all in one band of energy.
    public var bands: [CatalogBand]
}
