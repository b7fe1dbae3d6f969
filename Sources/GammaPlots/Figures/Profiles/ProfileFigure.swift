/// A quantity in bins of distance or of a coordinate on the sky, for one or several energy bands.
public struct ProfileFigure: Figure {
    /// Values in neighbouring bins, deg.
    public typealias Series = BinnedSeries

    /// The series.
    public var series: [Series]
    /// What is measured.
    public var quantity: String
    /// Its unit, with exponents as in `cm-2 s-1`; empty for none.
    public var unit: String
    /// What the bins run over.
    public var coordinate: String
    /// True for a longitude, which grows to the left.
    public var isReversed: Bool
    /// Shown above.
    public var title: String
    /// The scale of the vertical axis.
    public var stretch: Stretch

    /// Makes a figure of several series.
    public init(
        series: [Series], quantity: String = "Flux", unit: String = "cm-2 s-1", coordinate: String = "Distance",
        isReversed: Bool = false, title: String = "", stretch: Stretch = .linear
    ) {
        self.series = series
        self.quantity = quantity
        self.unit = unit
        self.coordinate = coordinate
        self.isReversed = isReversed
        self.title = title
        self.stretch = stretch
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let sets = series.enumerated().map { $1.points(at: (Double($0) + 1) / Double(series.count + 1)) }
        let shown = sets.joined().filter(\.y.isFinite)
        let places = sets.joined().flatMap { [$0.xLow, $0.xHigh] }
        var x = Axis(RichText(plain: coordinate), unit: "deg", AxisRange(showing: places, .linear, margin: 0.02))
        x.isReversed = isReversed
        let unitText = unit.isEmpty ? nil : RichText.unit(unit)
        let range = AxisRange(fluxes: shown, stretch)
        var panel = Panel(x: x, y: Axis(RichText(plain: quantity), unit: unitText, range, stretch: stretch))
        if stretch != .log, range.low < 0 {
            panel.layers.append(.horizontal(0, Stroke(Palette.reference, width: 0.8)))
        }
        for (index, set) in sets.enumerated() {
            let colour = Palette.colour(index)
            panel.layers.append(.points(set, .series(index), colour))
            if series.count > 1, !series[index].name.isEmpty {
                panel.legend.append(LegendEntry(RichText(plain: series[index].name), .marker(.series(index), colour)))
            }
        }
        if shown.isEmpty { panel.emptyNote = "nothing to show" }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 460, height: 300,
            summary: "Profile\(title.isEmpty ? "" : ": " + title) (\(shown.count) points)")
    }
}
