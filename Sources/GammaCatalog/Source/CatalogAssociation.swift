/// What a source is associated with.
public struct CatalogAssociation: Sendable, Hashable {
    /// Name of the other source.
    public var name: String
    /// Catalogue that it is in, or the kind of association; empty when unknown.
    public var catalog: String
    /// Distance, deg; nil when not stated.
    public var separation: Double?
    /// Probability that both are the same; nil when not stated.
    public var probability: Double?

    /// Makes an association.
    public init(_ name: String, catalog: String = "", separation: Double? = nil, probability: Double? = nil) {
        self.name = name
        self.catalog = catalog
        self.separation = separation
        self.probability = probability
    }
}
