/// Background rate against reconstructed energy, and over the field of view.
public struct BackgroundFigure: Figure {
    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹, a curve an offset.
    public var curves: [ResponseCurve]
    /// Rate over the field of view, or nil.
    public var image: FieldImage?
    /// Shown above.
    public var title: String

    /// A rate over the field of view.
    public struct FieldImage: Sendable {
        /// Edges in degrees, the same for both axes of the field of view.
        public var edges: [Double]
        /// Rates in s⁻¹ sr⁻¹, row by row from the lowest latitude.
        public var values: [Double]
        /// What is shown, such as `0.5–5 TeV`.
        public var name: String

        /// Makes an image.
        public init(edges: [Double], values: [Double], name: String) {
            self.edges = edges
            self.values = values
            self.name = name
        }
    }

    /// Makes a figure.
    public init(curves: [ResponseCurve], image: FieldImage? = nil, title: String = "") {
        self.curves = curves
        self.image = image
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        var row = [PanelStack([ratePanel()])]
        if let image = imagePanel() { row.append(PanelStack([image])) }
        return Page(title: title, [row]).drawing(
            style, width: row.count == 2 ? 780 : 420, height: 310,
            summary: "Background rate\(title.isEmpty ? "" : ": " + title)")
    }

    func ratePanel() -> Panel {
        .curves(curves, x: "Energy", y: "Background rate", unit: "s^{-1} TeV^{-1} sr^{-1}", stretch: .log, decades: 10)
    }

    func imagePanel() -> Panel? {
        guard let image else { return nil }
        var figure = ImageFigure(
            x: ImageAxis("Field of view longitude", unit: "deg", edges: image.edges),
            y: ImageAxis("Field of view latitude", unit: "deg", edges: image.edges), values: image.values,
            name: "Rate", unit: "s-1 sr-1")
        figure.isEqualAspect = true
        var panel = figure.panel()
        panel.title = RichText(plain: image.name)
        return panel
    }
}
