import GammaMaps

/// Regions drawn over a sky map.
public struct SkyMapRegions: Sendable {
    /// The regions; points become crosses, outlines of excluded regions are dashed.
    public var regions: [SkyRegion]
    /// Shown in the legend; empty for none.
    public var name: String
    /// Colour of the outlines; nil for one that suits the image.
    public var colour: Colour?

    /// Makes a group of regions.
    public init(_ regions: [SkyRegion], name: String = "", colour: Colour? = nil) {
        self.regions = regions
        self.name = name
        self.colour = colour
    }
}
