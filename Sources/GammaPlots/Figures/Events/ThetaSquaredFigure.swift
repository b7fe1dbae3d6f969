/// Events against the squared distance to the source, on and off.
public struct ThetaSquaredFigure: Figure {
    /// Edges of the bins in deg².
    public var edges: [Double]
    /// Counts about the source.
    public var on: [Double]
    /// Counts about the off positions, times α.
    public var off: [Double]
    /// Errors of the scaled off counts; empty for none.
    public var offErrors: [Double]
    /// Squared radius of the on region in deg², a vertical line.
    public var cut: Double?
    /// A line in the legend, such as the significance.
    public var note: String
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(
        edges: [Double], on: [Double], off: [Double], offErrors: [Double] = [], cut: Double? = nil, note: String = "",
        title: String = ""
    ) {
        self.edges = edges
        self.on = on
        self.off = off
        self.offErrors = offErrors
        self.cut = cut
        self.note = note
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let top = (on + off).filter(\.isFinite).max() ?? 0
        var panel = Panel(
            x: Axis("θ^{2}", unit: "deg^{2}", AxisRange(edges.first ?? .nan, edges.last ?? .nan, .linear)),
            y: Axis("Counts", AxisRange(0, max(top + top.squareRoot(), 1) * 1.06, .linear)))
        let colour = Palette.colour(4)
        panel.layers.append(.steps(edges: edges, values: off, Stroke(colour, width: 1.2), fill: colour.opacity(0.25)))
        if !offErrors.isEmpty { panel.layers.append(.points(points(off, offErrors, bars: false), .cross, colour)) }
        panel.layers.append(
            .points(points(on, on.map { max($0, 0).squareRoot() }, bars: true), .circle, Palette.ink))
        panel.legend = [
            LegendEntry("On", .marker(.circle, Palette.ink)),
            LegendEntry("Off × α", .patch(colour.opacity(0.25), Stroke(colour, width: 1.2))),
        ]
        if let cut {
            let stroke = Stroke(Palette.colour(1), width: 1.1, dash: [4, 3])
            panel.layers.append(.vertical(cut, stroke))
            panel.legend.append(LegendEntry("On region", .line(stroke)))
        }
        if !note.isEmpty { panel.legend.append(LegendEntry(RichText(plain: note))) }
        if edges.count < 2 { panel.emptyNote = "no bins" }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 440, height: 310, summary: "θ² distribution\(title.isEmpty ? "" : ": " + title)")
    }

    private func points(_ values: [Double], _ errors: [Double], bars: Bool) -> [DataPoint] {
        (0..<max(0, min(values.count, edges.count - 1))).map { index in
            DataPoint(
                x: (edges[index] + edges[index + 1]) / 2, y: values[index], xLow: bars ? edges[index] : .nan,
                xHigh: bars ? edges[index + 1] : .nan, yLow: values[index] - errors.at(index),
                yHigh: values[index] + errors.at(index))
        }
    }
}
