/// The on and off regions on the sky, with what is excluded, the pointings and, if wanted, the events.
public struct RegionsFigure: Figure {
    /// Regions that belong together, such as the off regions of one observation.
    public struct Group: Sendable {
        /// Shown in the legend.
        public var name: String
        /// The regions.
        public var shapes: [SkyShape]

        /// Makes a group.
        public init(name: String, shapes: [SkyShape]) {
            self.name = name
            self.shapes = shapes
        }
    }

    /// The coordinates of everything below.
    public var axes: SkyAxes
    /// The on region.
    public var on: [SkyShape]
    /// Off regions, a group an observation.
    public var off: [Group]
    /// Excluded regions.
    public var exclusions: [SkyShape]
    /// Says which directions (longitude, latitude in degrees) are excluded, for masks that are no regions.
    public var isExcluded: (@Sendable (Double, Double) -> Bool)?
    /// Pointing directions in degrees.
    public var pointings: [(lon: Double, lat: Double)]
    /// Directions of events in degrees.
    public var events: [(lon: Double, lat: Double)]
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(
        axes: SkyAxes = .equatorial, on: [SkyShape], off: [Group] = [], exclusions: [SkyShape] = [],
        isExcluded: (@Sendable (Double, Double) -> Bool)? = nil, pointings: [(lon: Double, lat: Double)] = [],
        events: [(lon: Double, lat: Double)] = [], title: String = ""
    ) {
        self.axes = axes
        self.on = on
        self.off = off
        self.exclusions = exclusions
        self.isExcluded = isExcluded
        self.pointings = pointings
        self.events = events
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let plane = TangentPlane(lon: centre.lon, lat: centre.lat)
        let sky = field(plane)
        var panel = sky.panel()
        addMask(sky, to: &panel)
        add(exclusions, "Excluded", Palette.reference, filled: true, plane, to: &panel)
        addEvents(plane, to: &panel)
        let isCrowded = off.count > 6
        for (index, group) in off.enumerated() {
            let colour = isCrowded ? Palette.colour(0) : Palette.colour(index == 0 ? 0 : index + 1)
            let name = isCrowded ? (index == 0 ? "Off regions" : "") : group.name
            add(group.shapes, name, colour, filled: false, plane, to: &panel)
        }
        add(on, "On region", Palette.colour(1), filled: true, plane, to: &panel)
        addPointings(plane, to: &panel)
        if on.isEmpty, off.isEmpty { panel.emptyNote = "no regions" }
        let count = off.reduce(0) { $0 + $1.shapes.count }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 430, height: 410,
            summary: "Sky regions\(title.isEmpty ? "" : ": " + title) (\(on.count) on, \(count) off)")
    }

    private var allShapes: [SkyShape] { on + off.flatMap(\.shapes) }

    private var centre: (lon: Double, lat: Double) {
        for shape in allShapes + exclusions {
            switch shape {
            case .circle(let lon, let lat, _), .ellipse(let lon, let lat, _, _, _),
                .rectangle(let lon, let lat, _, _, _),
                .annulus(let lon, let lat, _, _), .point(let lon, let lat):
                return (lon, lat)
            case .polygon(let corners): if let first = corners.first { return first }
            }
        }
        return pointings.first ?? (0, 0)
    }

    /// The square that holds all regions and pointings.
    private func field(_ plane: TangentPlane) -> SkyPanel {
        var places = allShapes.flatMap { $0.outlines(on: plane).joined() + [$0.marker(on: plane)].compactMap { $0 } }
        places += pointings.compactMap { plane.project(lon: $0.lon, lat: $0.lat) }
        if allShapes.isEmpty { places += exclusions.flatMap { $0.outlines(on: plane).joined() } }
        places = places.filter { $0.x.isFinite && $0.y.isFinite }
        let xs = places.map(\.x)
        let ys = places.map(\.y)
        let (left, right) = (xs.min() ?? -1, xs.max() ?? 1)
        let (low, high) = (ys.min() ?? -1, ys.max() ?? 1)
        let half = max((right - left) / 2, (high - low) / 2, 1e-4) * 1.18
        let x = (left + right) / 2
        let y = (low + high) / 2
        return SkyPanel(
            plane: plane, axes: axes, x: AxisRange(x - half, x + half, .linear),
            y: AxisRange(y - half, y + half, .linear))
    }

    private func add(
        _ shapes: [SkyShape], _ name: String, _ colour: Colour, filled: Bool, _ plane: TangentPlane,
        to panel: inout Panel
    ) {
        guard !shapes.isEmpty else { return }
        let fill = colour.opacity(filled ? 0.3 : 0.08)
        let stroke = Stroke(colour, width: 1.3)
        let curves = shapes.flatMap { $0.outlines(on: plane) }.filter { $0.count > 2 }
        let areas = shapes.flatMap { $0.areas(on: plane) }.filter { $0.count > 2 }
        panel.layers.append(.curves(areas, closed: true, nil, fill: fill))
        panel.layers.append(.curves(curves, closed: true, stroke, fill: nil))
        let markers = shapes.compactMap { $0.marker(on: plane) }.map { DataPoint(x: $0.x, y: $0.y) }
        if !markers.isEmpty { panel.layers.append(.points(markers, .cross, colour)) }
        guard !name.isEmpty, !panel.legend.contains(where: { $0.text.plain == name }) else { return }
        let key: LegendEntry.Key = curves.isEmpty ? .symbol(.cross, colour) : .patch(fill, stroke)
        panel.legend.append(LegendEntry(RichText(plain: name), key))
    }

    private func addPointings(_ plane: TangentPlane, to panel: inout Panel) {
        let places = pointings.compactMap { plane.project(lon: $0.lon, lat: $0.lat) }.map {
            DataPoint(x: $0.x, y: $0.y)
        }
        guard !places.isEmpty else { return }
        panel.layers.append(.points(places, .star, Palette.ink))
        panel.legend.append(LegendEntry(places.count == 1 ? "Pointing" : "Pointings", .symbol(.star, Palette.ink)))
    }

    private func addEvents(_ plane: TangentPlane, to panel: inout Panel) {
        let places = events.compactMap { plane.project(lon: $0.lon, lat: $0.lat) }
        guard !places.isEmpty else { return }
        panel.layers.append(.dots(x: places.map(\.x), y: places.map(\.y), radius: 0.7, Palette.reference))
        panel.legend.append(LegendEntry("Events", .symbol(.circle, Palette.reference)))
    }

    private func addMask(_ sky: SkyPanel, to panel: inout Panel) {
        guard let isExcluded else { return }
        let size = 200
        let edges = { (range: AxisRange) in
            (0...size).map { range.low + (range.high - range.low) * Double($0) / Double(size) }
        }
        let xEdges = edges(sky.x)
        let yEdges = edges(sky.y)
        var values = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0..<size {
                let place = sky.plane.direction(
                    x: (xEdges[column] + xEdges[column + 1]) / 2, y: (yEdges[row] + yEdges[row + 1]) / 2)
                if isExcluded(place.lon, place.lat) { values[row * size + column] = 1 }
            }
        }
        guard values.contains(1) else { return }
        let greys = ColourScale("", map: .greys, range: AxisRange(0, 1, .linear))
        panel.layers.append(.mask(ImageLayer(values: values, xEdges: xEdges, yEdges: yEdges, scale: greys)))
        panel.legend.append(LegendEntry("Excluded", .patch(Colour(grey: 0.85), nil)))
    }
}
