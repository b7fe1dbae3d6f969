/// A line of a source's card that only this catalogue has.
public struct CatalogDetail: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// The value as text.
    public var value: String
    /// Its unit; empty for none.
    public var unit: String

    init(_ name: String, _ value: String, unit: String = "") {
        self.name = name
        self.value = value
        self.unit = unit
    }
}
