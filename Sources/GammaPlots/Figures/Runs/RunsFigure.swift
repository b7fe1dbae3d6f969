/// Where runs lie in offset and zenith angle: which data were taken together.
public struct RunsFigure: Figure {
    /// Runs that belong together.
    public struct Group: Sendable {
        /// Shown in the legend; empty for none.
        public var name: String
        /// Distance of the pointing from the target in deg, one a run.
        public var offsets: [Double]
        /// Zenith angle in deg, one a run.
        public var zeniths: [Double]

        /// Makes a group.
        public init(name: String = "", offsets: [Double], zeniths: [Double]) {
            self.name = name
            self.offsets = offsets
            self.zeniths = zeniths
        }
    }

    /// The groups.
    public var groups: [Group]
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(_ groups: [Group], title: String = "") {
        self.groups = groups
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        func range(_ values: [Double]) -> AxisRange {
            AxisRange(showing: values, .linear, margin: 0.08)
        }
        var panel = Panel(
            x: Axis("Offset from the target", unit: RichText.unit("deg"), range(groups.flatMap(\.offsets))),
            y: Axis("Zenith angle", unit: RichText.unit("deg"), range(groups.flatMap(\.zeniths))))
        for (index, group) in groups.enumerated() {
            let (colour, marker) = (Palette.colour(index), Marker.series(index))
            let points = zip(group.offsets, group.zeniths).map { DataPoint(x: $0, y: $1) }
            panel.layers.append(.points(points, marker, colour))
            if !group.name.isEmpty {
                panel.legend.append(LegendEntry(RichText(plain: group.name), .symbol(marker, colour)))
            }
        }
        if groups.allSatisfy(\.offsets.isEmpty) { panel.emptyNote = "no runs" }
        let count = groups.reduce(0) { $0 + $1.offsets.count }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 420, height: 310, summary: "Offsets and zenith angles of \(count) runs")
    }
}
