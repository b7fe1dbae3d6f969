import GammaMaps

extension SkyMapFigure {
    /// The figure with contours of a map, which may have another geometry.
    public func contours(
        _ map: WCSMap, plane: SkyMapPlane = .sum, levels: [Double], name: String = "Contours", colour: Colour? = nil
    ) -> SkyMapFigure {
        var figure = self
        figure.contourSets.append(SkyMapContours(map, plane: plane, levels: levels, name: name, colour: colour))
        return figure
    }

    /// The figure with contours of the values that it shows.
    public func contours(levels: [Double], name: String? = nil, colour: Colour? = nil) -> SkyMapFigure {
        contours(map, plane: plane, levels: levels, name: name ?? self.name, colour: colour)
    }

    /// The figure with the border of what a mask excludes (false).
    public func outline(of mask: WCSMask, name: String, colour: Colour? = nil) -> SkyMapFigure {
        var contours = SkyMapContours(mask.map, levels: [0.5], name: name, colour: colour)
        contours.namesLevels = false
        var figure = self
        figure.contourSets.append(contours)
        return figure
    }

    /// The figure with the outlines of regions.
    /// - Parameter name: shown in the legend; empty for none.
    public func regions(_ regions: [SkyRegion], name: String = "", colour: Colour? = nil) -> SkyMapFigure {
        var figure = self
        figure.regionSets.append(SkyMapRegions(regions, name: name, colour: colour))
        return figure
    }

    /// The figure with markers and names of sources.
    public func sources(_ sources: [SkyMapSource]) -> SkyMapFigure {
        var figure = self
        figure.sourceList += sources
        return figure
    }
}
