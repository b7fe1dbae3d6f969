import GammaMaps

/// An image of a map on the sky, pixel by pixel as it is stored, with the grid of its coordinates and a colour bar.
///
/// ```swift
/// try SkyMapFigure(counts, name: "Counts", stretch: .sqrt)
///     .contours(significance, levels: [3, 5, 7], name: "Significance")
///     .regions([.circle(centre: crab, radius: 0.1)], name: "On region")
///     .sources([SkyMapSource("Crab nebula", at: crab)])
///     .save("counts.png")
/// ```
///
/// Longitude grows to the left also where the columns of the map run the other way.
public struct SkyMapFigure: Figure {
    /// How the values between the centres of pixels are shown.
    public enum Rendering: String, Sendable, CaseIterable {
        /// Pixels as they are.
        case nearest
        /// Interpolated between the centres of pixels.
        case bilinear
    }

    /// The map.
    public var map: WCSMap
    /// Which of its images.
    public var plane: SkyMapPlane
    /// What the values are.
    public var name: String
    /// Their unit, as in files.
    public var unit: String
    /// How values are spread over the colours.
    public var stretch: Stretch
    /// Where the colours begin and end.
    public var limits: SkyMapLimits
    /// The colours; with ``ColourMap/diverging`` zero is in the middle unless limits are given.
    public var colours: ColourMap
    /// The colour of pixels without a value; with opacity 0 the page is seen.
    public var missing: Colour
    /// Pixels or interpolated values.
    public var rendering: Rendering
    /// The coordinate grid.
    public var grid: SkyGrid
    /// Lines of equal value of this or other maps.
    public var contourSets: [SkyMapContours]
    /// Outlines of regions.
    public var regionSets: [SkyMapRegions]
    /// Sources with their names.
    public var sourceList: [SkyMapSource]
    /// Size of a point source; nil for none.
    public var beam: SkyMapBeam?
    /// True for a bar that shows an angle.
    public var hasScaleBar: Bool
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(
        _ map: WCSMap, plane: SkyMapPlane = .sum, name: String = "Value", unit: String? = nil,
        stretch: Stretch = .linear, limits: SkyMapLimits = .automatic, colours: ColourMap = .viridis,
        missing: Colour = Colour(grey: 0.8), rendering: Rendering = .nearest, grid: SkyGrid = SkyGrid(),
        beam: SkyMapBeam? = nil, hasScaleBar: Bool = false, title: String = ""
    ) {
        self.map = map
        self.plane = plane
        self.name = name
        self.unit = unit ?? map.unit.description
        self.stretch = stretch
        self.limits = limits
        self.colours = colours
        self.missing = missing
        self.rendering = rendering
        self.grid = grid
        self.beam = beam
        self.hasScaleBar = hasScaleBar
        self.title = title
        contourSets = []
        regionSets = []
        sourceList = []
    }

    /// A map of significances: blue below zero, red above.
    /// - Parameter reach: the significance at both ends of the colours; nil for the 99.75 percentile of their sizes.
    public static func significance(
        _ map: WCSMap, plane: SkyMapPlane = .sum, reach: Double? = 5, title: String = ""
    ) -> SkyMapFigure {
        SkyMapFigure(
            map, plane: plane, name: "Significance", unit: "σ", limits: reach.map { .range(-$0, $0) } ?? .automatic,
            colours: .diverging, title: title)
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        SkyMapPage([self], columns: 1, style: style).drawing(summary: title.isEmpty ? name : "\(name): \(title)")
    }
}
