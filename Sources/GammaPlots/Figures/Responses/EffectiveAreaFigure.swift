/// Effective area against true energy, a curve an offset.
public struct EffectiveAreaFigure: Figure {
    /// Curves with values in cm²; shown in m².
    public var curves: [ResponseCurve]
    /// Energy threshold in TeV, a vertical line.
    public var threshold: Double?
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(curves: [ResponseCurve], threshold: Double? = nil, title: String = "") {
        self.curves = curves
        self.threshold = threshold
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        Page(title: title, [[PanelStack([panel()])]]).drawing(
            style, width: 420, height: 310, summary: "Effective area\(title.isEmpty ? "" : ": " + title)")
    }

    func panel() -> Panel {
        var panel = Panel.curves(
            curves, x: "True energy", y: "Effective area", unit: "m^{2}", stretch: .log, decades: 5, factor: 1e-4)
        if let threshold {
            panel.layers.append(.vertical(threshold, Stroke(Palette.reference, width: 1, dash: [4, 3])))
            panel.legend.append(LegendEntry("Threshold", .line(Stroke(Palette.reference, width: 1, dash: [4, 3]))))
        }
        return panel
    }
}
