/// Curves of one quantity against another: a factor against energy, the time dependence of a flux.
public struct CurvesFigure: Figure {
    /// One curve.
    public struct Curve: Sendable {
        /// Shown in the legend; empty for none.
        public var name: String
        /// Places along the horizontal axis.
        public var x: [Double]
        /// One value a place.
        public var y: [Double]

        /// Makes a curve.
        public init(name: String = "", x: [Double], y: [Double]) {
            self.name = name
            self.x = x
            self.y = y
        }
    }

    /// What an axis shows.
    public struct Quantity: Sendable {
        /// Its name.
        public var name: String
        /// Its unit, as in files; empty for none.
        public var unit: String
        /// How values are spread over the axis.
        public var stretch: Stretch

        /// Makes a quantity.
        public init(_ name: String, unit: String = "", stretch: Stretch = .linear) {
            self.name = name
            self.unit = unit
            self.stretch = stretch
        }
    }

    /// The curves.
    public var curves: [Curve]
    /// The horizontal axis.
    public var x: Quantity
    /// The vertical axis; a linear one includes zero, a logarithmic one shows the upper six decades.
    public var y: Quantity
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(_ curves: [Curve], x: Quantity, y: Quantity, title: String = "") {
        self.curves = curves
        self.x = x
        self.y = y
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let range = AxisRange(showing: curves.flatMap(\.x), x.stretch, margin: 0.02)
        let panel = Panel.curves(
            curves, x: Axis(RichText(plain: x.name), unit: x.unitText, range, stretch: x.stretch),
            y: RichText(plain: y.name), unit: y.unitText, stretch: y.stretch)
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 420, height: 310, summary: title.isEmpty ? "\(y.name) against \(x.name)" : title)
    }
}

extension CurvesFigure.Quantity {
    fileprivate var unitText: RichText? { unit.isEmpty ? nil : RichText.unit(unit) }
}

extension Panel {
    /// Curves; many of them take their colours from a colour map, in order.
    /// - Parameter decades: how far a logarithmic axis goes down from the highest value.
    static func curves(
        _ curves: [CurvesFigure.Curve], x: Axis, y: RichText, unit: RichText?, stretch: Stretch, decades: Int = 6
    ) -> Panel {
        let values = curves.flatMap(\.y).filter(\.isFinite)
        let top = values.max() ?? .nan
        let floor = (0..<decades).reduce(top) { value, _ in value / 10 }
        let shown = stretch == .log ? values.filter { $0 > floor } : values
        let range = AxisRange(showing: shown, including: stretch == .log ? [] : [0], stretch)
        var panel = Panel(x: x, y: Axis(y, unit: unit, range, stretch: stretch))
        for (index, curve) in curves.enumerated() {
            let colour =
                curves.count > 5
                ? ColourMap.viridis(0.9 * Double(index) / Double(curves.count - 1)) : Palette.colour(index)
            let stroke = Stroke(colour, width: 1.5)
            panel.layers.append(.line(x: curve.x, y: curve.y, stroke))
            if !curve.name.isEmpty { panel.legend.append(LegendEntry(RichText(plain: curve.name), .line(stroke))) }
        }
        if shown.isEmpty { panel.emptyNote = "nothing to show" }
        return panel
    }
}
