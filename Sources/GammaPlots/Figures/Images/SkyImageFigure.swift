/// An image of the sky about a direction, with longitude growing to the left.
///
/// The cells are squares on the tangent plane at the centre, as in a map with the projection TAN. Other maps are sampled
/// through ``sampled(lon:lat:width:cells:axes:name:value:)``.
public struct SkyImageFigure: Figure {
    /// Direction in the middle, degrees.
    public var centre: (lon: Double, lat: Double)
    /// Coordinates of the centre and the grid.
    public var axes: SkyAxes
    /// Side of a cell in degrees.
    public var cellSize: Double
    /// Number of columns.
    public var columns: Int
    /// Row by row from the south; within a row from the east (left) to the west, as in FITS images.
    public var values: [Double]
    /// What the values are.
    public var name: String
    /// Their unit, as in files.
    public var unit: String
    /// How values are spread over the colours.
    public var stretch: Stretch
    /// The ends of the colour scale; nil takes those of the values.
    public var range: (low: Double, high: Double)?
    /// The colours.
    public var map: ColourMap
    /// Levels of contour lines.
    public var contours: [Double]
    /// Outlines to draw on top.
    public var shapes: [SkyShape]
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(
        centre: (lon: Double, lat: Double), axes: SkyAxes = .equatorial, cellSize: Double, columns: Int,
        values: [Double],
        name: String, unit: String = "", stretch: Stretch = .linear, range: (low: Double, high: Double)? = nil,
        map: ColourMap = .viridis, contours: [Double] = [], shapes: [SkyShape] = [], title: String = ""
    ) {
        self.centre = centre
        self.axes = axes
        self.cellSize = cellSize
        self.columns = columns
        self.values = values
        self.name = name
        self.unit = unit
        self.stretch = stretch
        self.range = range
        self.map = map
        self.contours = contours
        self.shapes = shapes
        self.title = title
    }

    /// Makes a figure of a function of the direction, on a square of `width` degrees with `cells` cells a side.
    /// - Parameter value: the value at a longitude and latitude in degrees.
    public static func sampled(
        lon: Double, lat: Double, width: Double, cells: Int, axes: SkyAxes = .equatorial, name: String,
        value: (Double, Double) -> Double
    ) -> SkyImageFigure {
        let plane = TangentPlane(lon: lon, lat: lat)
        let count = min(max(cells, 1), 4000)
        let size = width / Double(count)
        var values: [Double] = []
        values.reserveCapacity(count * count)
        for row in 0..<count {
            for column in 0..<count {
                let place = plane.direction(
                    x: width / 2 - (Double(column) + 0.5) * size, y: (Double(row) + 0.5) * size - width / 2)
                values.append(value(place.lon, place.lat))
            }
        }
        return SkyImageFigure(
            centre: (lon, lat), axes: axes, cellSize: size, columns: count, values: values, name: name)
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        Page(title: title, [[PanelStack([panel()])]]).drawing(
            style, width: 480, height: 400, summary: title.isEmpty ? name : "\(name): \(title)")
    }

    func panel() -> Panel {
        let plane = TangentPlane(lon: centre.lon, lat: centre.lat)
        let columns = max(columns, 1)
        let rows = max(values.count / columns, 1)
        let size = cellSize.isFinite && cellSize > 0 ? cellSize : 1
        let xEdges = (0...columns).map { (Double(columns) / 2 - Double($0)) * size }
        let yEdges = (0...rows).map { (Double($0) - Double(rows) / 2) * size }
        let sky = SkyPanel(
            plane: plane, axes: axes, x: AxisRange(xEdges[columns], xEdges[0], .linear),
            y: AxisRange(yEdges[0], yEdges[rows], .linear))
        var panel = sky.panel()
        let scale = ColourScale.fitting(
            values, RichText(plain: name), unit: unit.isEmpty ? nil : RichText.unit(unit), map: map, stretch: stretch,
            range: range)
        panel.colourBar = scale
        panel.layers.append(.image(ImageLayer(values: values, xEdges: xEdges, yEdges: yEdges, scale: scale)))
        let middle = { (edges: [Double]) in zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 } }
        let overlay = map == .diverging ? Palette.ink : Colour.white
        for level in contours {
            let curves = ContourTracer.trace(x: middle(xEdges), y: middle(yEdges), values: values, level: level)
            panel.layers.append(.curves(curves, closed: false, Stroke(overlay, width: 0.9), fill: nil))
        }
        let outlines = shapes.flatMap { $0.outlines(on: plane) }
        panel.layers.append(.curves(outlines, closed: true, Stroke(overlay, width: 1.3), fill: nil))
        let markers = shapes.compactMap { $0.marker(on: plane) }.map { DataPoint(x: $0.x, y: $0.y) }
        panel.layers.append(.points(markers, .cross, overlay))
        if values.isEmpty { panel.emptyNote = "no values" }
        return panel
    }
}
