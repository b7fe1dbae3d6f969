/// One quantity of an instrument response against energy, as a figure needs it.
public struct ResponseCurve: Sendable {
    /// Shown in the legend, such as `0.5°`.
    public var name: String
    /// Energies in TeV.
    public var energies: [Double]
    /// One value an energy.
    public var values: [Double]

    /// Makes a curve.
    public init(name: String, energies: [Double], values: [Double]) {
        self.name = name
        self.energies = energies
        self.values = values
    }
}

extension Panel {
    /// Curves against energy; many curves take their colours from a colour map, in order.
    static func curves(
        _ curves: [ResponseCurve], x: RichText, y: RichText, unit: RichText?, stretch: Stretch, decades: Double = 6,
        factor: Double = 1
    ) -> Panel {
        let values = curves.flatMap { $0.values.map { $0 * factor } }.filter(\.isFinite)
        let top = values.max() ?? .nan
        var floor = 1.0
        for _ in 0..<Int(decades) { floor /= 10 }
        let shown = stretch == .log ? values.filter { $0 > top * floor } : values
        let range = AxisRange(showing: shown, including: stretch == .log ? [] : [0], stretch)
        var panel = Panel(
            x: Axis(x, unit: "TeV", AxisRange(showing: curves.flatMap(\.energies), .log, margin: 0.02), stretch: .log),
            y: Axis(y, unit: unit, range, stretch: stretch))
        for (index, curve) in curves.enumerated() {
            let colour =
                curves.count > 5
                ? ColourMap.viridis(0.9 * Double(index) / Double(curves.count - 1)) : Palette.colour(index)
            let stroke = Stroke(colour, width: 1.5)
            panel.layers.append(.line(x: curve.energies, y: curve.values.map { $0 * factor }, stroke))
            if !curve.name.isEmpty { panel.legend.append(LegendEntry(RichText(plain: curve.name), .line(stroke))) }
        }
        if shown.isEmpty { panel.emptyNote = "nothing to show" }
        return panel
    }
}
