/// Containment radius of the point spread function against true energy.
public struct ContainmentFigure: Figure {
    /// Curves with values in degrees, named such as `68 % at 0.5°`.
    public var curves: [ResponseCurve]
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(curves: [ResponseCurve], title: String = "") {
        self.curves = curves
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        Page(title: title, [[PanelStack([panel()])]]).drawing(
            style, width: 420, height: 310, summary: "Containment radius\(title.isEmpty ? "" : ": " + title)")
    }

    func panel() -> Panel {
        .curves(curves, x: "True energy", y: "Containment radius", unit: "deg", stretch: .linear)
    }
}
