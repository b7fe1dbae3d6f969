import GammaMaps

/// What is drawn of a source over a map.
public struct CatalogOverlay: Sendable, Hashable {
    /// Name of the source.
    public var name: String
    /// Where it is.
    public var position: SkyDirection
    /// Outlines of its components; points for those without extension.
    public var outlines: [SkyRegion]
    /// The ellipse that holds the position with 95 %; nil when the error is not stated.
    public var positionRegion: SkyRegion?
    /// Radius in deg of a circle around the position that holds the outlines; 0 for a point.
    public var radius: Double
}

extension CatalogSource {
    /// Position, outlines and name, for figures.
    public var overlay: CatalogOverlay {
        let shapes = (variants.first?.parts ?? []).compactMap { try? $0.shape.get() }
        let outlines = shapes.compactMap(\.region)
        let radii = outlines.map { position.separation(to: $0.centre) + Self.radius($0) }
        let isPoint = outlines.allSatisfy(\.isPoint)
        return CatalogOverlay(
            name: name, position: position, outlines: outlines,
            positionRegion: positionError?.region(at: position), radius: isPoint ? 0 : radii.max() ?? 0)
    }

    private static func radius(_ region: SkyRegion) -> Double {
        switch region {
        case .circle(_, let radius), .annulus(_, _, let radius): radius
        case .ellipse(_, let width, let height, _): max(width, height) / 2
        default: 0
        }
    }
}

extension SourceCatalog {
    /// Overlays of the sources within `radius` deg of a direction.
    public func overlays(_ centre: SkyDirection, radius: Double) -> [CatalogOverlay] {
        cone(centre, radius: radius).map(\.overlay)
    }
}
