/// An image with a colour bar: values over two axes.
public struct ImageFigure: Figure {
    /// The horizontal axis.
    public var x: ImageAxis
    /// The vertical axis.
    public var y: ImageAxis
    /// Row by row from the lowest y; each row has as many values as x has cells. NaN is left grey.
    public var values: [Double]
    /// What the values are.
    public var name: String
    /// Their unit, as in files.
    public var unit: String
    /// How values are spread over the colours.
    public var stretch: Stretch
    /// The ends of the colour scale; nil takes those of the values.
    public var range: (low: Double, high: Double)?
    /// The colours; with ``ColourMap/diverging`` zero is in the middle unless a range is given.
    public var map: ColourMap
    /// Levels of contour lines.
    public var contours: [Double]
    /// True when both axes have the same unit and length.
    public var isEqualAspect: Bool
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(
        x: ImageAxis, y: ImageAxis, values: [Double], name: String, unit: String = "", stretch: Stretch = .linear,
        range: (low: Double, high: Double)? = nil, map: ColourMap = .viridis, contours: [Double] = [],
        isEqualAspect: Bool = false, title: String = ""
    ) {
        self.x = x
        self.y = y
        self.values = values
        self.name = name
        self.unit = unit
        self.stretch = stretch
        self.range = range
        self.map = map
        self.contours = contours
        self.isEqualAspect = isEqualAspect
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        Page(title: title, [[PanelStack([panel()])]]).drawing(
            style, width: 460, height: 360, summary: title.isEmpty ? name : "\(name): \(title)")
    }

    func panel() -> Panel {
        var panel = Panel(x: x.axis, y: y.axis)
        panel.isEqualAspect = isEqualAspect && !x.isLogarithmic && !y.isLogarithmic
        let scale = ColourScale.fitting(
            values, RichText(plain: name), unit: unit.isEmpty ? nil : RichText.unit(unit), map: map, stretch: stretch,
            range: range)
        panel.layers.append(.image(ImageLayer(values: values, xEdges: x.edges, yEdges: y.edges, scale: scale)))
        panel.colourBar = scale
        panel.hasGrid = false
        let overlay = map == .diverging ? Palette.ink : Colour.white
        for level in contours {
            let curves = ContourTracer.trace(x: x.centres, y: y.centres, values: values, level: level)
            panel.layers.append(.curves(curves, closed: false, Stroke(overlay, width: 0.9), fill: nil))
        }
        if x.count * y.count == 0 || values.count < x.count * y.count { panel.emptyNote = "no values" }
        return panel
    }
}

extension ImageAxis {
    /// Middles of the cells on the axis.
    var centres: [Double] {
        zip(edges, edges.dropFirst()).map { isLogarithmic ? ($0 * $1).squareRoot() : ($0 + $1) / 2 }
    }
}

extension ColourScale {
    /// A scale that shows all values; a two-sided map has zero in its middle.
    static func fitting(
        _ values: [Double], _ name: RichText, unit: RichText?, map: ColourMap, stretch: Stretch,
        range: (low: Double, high: Double)?
    ) -> ColourScale {
        let ends: AxisRange
        if let range {
            ends = AxisRange(range.low, range.high, stretch)
        } else if map == .diverging, stretch != .log {
            let reach = values.filter(\.isFinite).map(abs).max() ?? 1
            let usable = reach > 0 ? reach : 1
            return ColourScale(name, unit: unit, map: map, stretch: .linear, range: AxisRange(-usable, usable, .linear))
        } else {
            let fitted = AxisRange(showing: values, stretch, margin: 0)
            // amounts begin at zero, so that the darkest colour means none
            let low = stretch == .sqrt && fitted.low > 0 ? 0 : fitted.low
            ends = AxisRange(low, fitted.high, stretch)
        }
        return ColourScale(name, unit: unit, map: map, stretch: stretch, range: ends)
    }
}
