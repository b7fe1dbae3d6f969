import GammaMaps

/// A sky map with all that does not depend on its size on the page.
struct SkyMapPanel: Sendable {
    let figure: SkyMapFigure
    let values: [Double]
    /// The values with those of neighbours in pixels whose middle is just off the sky, so that the image reaches its edge.
    let shown: [Double]
    /// Said in the middle when there is nothing to show.
    let note: RichText
    var scale: ColourScale
    /// Whether there are values beyond the ends of the colours.
    var isOpen: (low: Bool, high: Bool)
    let survey: SkySurvey
    let outline: [PixelPoint]?
    let ink: SkyMapInk

    var geometry: WCSGeometry { figure.map.geometry }

    init(_ figure: SkyMapFigure, like other: SkyMapPanel? = nil) {
        self.figure = figure
        ink = SkyMapInk(figure.colours)
        let (values, note) = figure.plane.values(of: figure.map)
        self.values = values
        let hasValues = values.contains(where: \.isFinite)
        self.note = RichText(plain: note.isEmpty ? (hasValues ? "" : "no values") : note)
        scale = SkyMapPanel.scale(figure, values)
        isOpen = (false, false)
        if let other, other.hasGrid(of: figure) {
            survey = other.survey
            outline = other.outline
        } else {
            survey = SkySurvey(figure.map.geometry, frame: figure.grid.frame)
            outline = SkyOutline.corners(figure.map.geometry, around: survey.middle)
        }
        shown = outline == nil ? values : SkyMapPanel.reachingEdge(values, figure.map.geometry)
        setOpenEnds()
    }

    private static func reachingEdge(_ values: [Double], _ geometry: WCSGeometry) -> [Double] {
        let (nx, ny) = (geometry.nx, geometry.ny)
        guard values.count == nx * ny else { return values }
        var found: [(pixel: Int, value: Double)] = []
        for y in 0..<ny {
            for x in 0..<nx where values[y * nx + x].isNaN {
                let neighbours = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)].filter {
                    $0.0 >= 0 && $0.0 < nx && $0.1 >= 0 && $0.1 < ny && !values[$0.1 * nx + $0.0].isNaN
                }
                if let first = neighbours.first { found.append((y * nx + x, values[first.1 * nx + first.0])) }
            }
        }
        let sky = geometry.wcs.directions(
            x: found.map { Double($0.pixel % nx) }, y: found.map { Double($0.pixel / nx) })
        var shown = values
        for (index, item) in found.enumerated() where sky.lon[index].isNaN { shown[item.pixel] = item.value }
        return shown
    }

    /// Whether another figure has the same pixels and grid.
    func hasGrid(of other: SkyMapFigure) -> Bool {
        let (a, b) = (geometry, other.map.geometry)
        return a.nx == b.nx && a.ny == b.ny && a.wcs == b.wcs && figure.grid == other.grid
    }

    /// Takes over the colours of all panels.
    mutating func setScale(_ shared: ColourScale) {
        scale = shared
        setOpenEnds()
    }

    private mutating func setOpenEnds() {
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in values where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        let range = scale.axis.range
        let slack = 1e-9 * (range.high - range.low)
        isOpen = (low < range.low - slack && figure.stretch != .log, high > range.high + slack)
    }

    static func scale(_ figure: SkyMapFigure, _ values: [Double]) -> ColourScale {
        ColourScale(
            RichText(plain: figure.name), unit: figure.unit.isEmpty ? nil : RichText.unit(figure.unit),
            map: figure.colours, stretch: figure.stretch,
            range: figure.limits.ends(values, figure.stretch, isTwoSided: figure.colours == .diverging))
    }

    /// The colour of a group of regions or contours.
    func regionColour(_ index: Int) -> Colour {
        figure.regionSets[index].colour ?? ink.series(index + figure.contourSets.count)
    }

    func contourColour(_ index: Int) -> Colour { figure.contourSets[index].colour ?? ink.series(index) }

    /// What the lines mean.
    var legend: [LegendEntry] {
        var entries: [LegendEntry] = []
        for (index, set) in figure.contourSets.enumerated() {
            for entry in set.entries {
                let stroke = Stroke(contourColour(index), width: 1.1, dash: set.dash(entry.level))
                entries.append(LegendEntry(RichText(entry.text), .onMap(stroke, ink)))
            }
        }
        for (index, set) in figure.regionSets.enumerated() where !set.name.isEmpty && !set.regions.isEmpty {
            let stroke = Stroke(regionColour(index), width: 1.3)
            let isPoints = set.regions.allSatisfy(\.isPoint)
            entries.append(
                LegendEntry(RichText(plain: set.name), isPoints ? .pointOnMap(stroke.colour, ink) : .onMap(stroke, ink))
            )
        }
        return entries
    }
}
