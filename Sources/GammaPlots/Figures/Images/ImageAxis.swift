/// An axis of an image: the edges of its cells.
public struct ImageAxis: Sendable {
    /// What it is.
    public var name: String
    /// Its unit, as in files: `TeV`, `cm-2`; empty for none.
    public var unit: String
    /// Edges of the cells, growing, one more than cells.
    public var edges: [Double]
    /// True for a logarithmic axis.
    public var isLogarithmic: Bool

    /// Makes an axis.
    public init(_ name: String, unit: String = "", edges: [Double], isLogarithmic: Bool = false) {
        self.name = name
        self.unit = unit
        self.edges = edges
        self.isLogarithmic = isLogarithmic
    }

    var stretch: Stretch { isLogarithmic ? .log : .linear }
    var count: Int { max(edges.count - 1, 0) }

    var axis: Axis {
        Axis(
            RichText(plain: name), unit: unit.isEmpty ? nil : RichText.unit(unit),
            AxisRange(showing: edges, stretch, margin: 0), stretch: stretch)
    }
}
