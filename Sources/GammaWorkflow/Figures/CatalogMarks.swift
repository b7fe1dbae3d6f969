import GammaCatalog
import GammaMaps
import GammaPlots

/// Sources of a catalogue as they are drawn over maps.
public struct CatalogMarks: Sendable {
    /// Title of the catalogue, for the legend.
    public var catalog: String
    /// The sources.
    public var overlays: [CatalogOverlay]

    /// Makes marks.
    public init(catalog: String, overlays: [CatalogOverlay]) { (self.catalog, self.overlays) = (catalog, overlays) }

    private static let colour = Palette.colour(1)

    /// The figure with outlines, and names of those that it does not name already; those outside of the map are left out.
    public func drawn(_ figure: SkyMapFigure) -> SkyMapFigure {
        let geometry = figure.map.geometry
        let shown = overlays.filter { geometry.indices(of: $0.position) != nil }
        guard !shown.isEmpty else { return figure }
        let known = Set(figure.sourceList.map(\.name))
        let outlines = shown.flatMap { $0.outlines.isEmpty ? [.point($0.position)] : $0.outlines }
        return figure.regions(outlines, name: catalog, colour: Self.colour).sources(
            shown.filter { !known.contains($0.name) }.map { SkyMapSource($0.name, at: $0.position) })
    }

    /// Every panel with them.
    public func drawn(_ figure: SkyMapPanelsFigure) -> SkyMapPanelsFigure {
        var figure = figure
        figure.panels = figure.panels.map(drawn)
        return figure
    }
}
