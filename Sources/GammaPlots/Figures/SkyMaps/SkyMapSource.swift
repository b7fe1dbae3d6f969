import GammaMaps

/// A source marked on a sky map.
public struct SkyMapSource: Sendable {
    /// Written beside the marker where there is room; empty for none.
    public var name: String
    /// Where it is.
    public var direction: SkyDirection
    /// Radius in degrees of a circle that shows its extent; 0 for none.
    public var radius: Double

    /// Makes a source.
    public init(_ name: String, at direction: SkyDirection, radius: Double = 0) {
        self.name = name
        self.direction = direction
        self.radius = radius
    }
}
