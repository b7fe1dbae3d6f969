import GammaMaps

/// A supernova remnant of SNRcat as the H.E.S.S. Galactic plane survey used it.
public struct SupernovaRemnant: Sendable, Hashable {
    /// `G28.6-0.1`.
    public let name: String
    /// Where it is.
    public let position: SkyDirection
    /// `shell`, `thermal composite` …
    public let type: String
    /// Distance, kpc; NaN when unknown.
    public let distance: Double
    /// Range of the distance, kpc; NaN when unknown.
    public let distanceRange: (minimum: Double, maximum: Double)

    /// Equal names at equal places.
    public static func == (a: Self, b: Self) -> Bool { a.name == b.name && a.position == b.position }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
