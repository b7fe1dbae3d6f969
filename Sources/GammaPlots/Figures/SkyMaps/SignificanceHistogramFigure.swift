import Foundation

/// How often each significance occurs in a map, against the unit Gaussian that pure background follows.
public struct SignificanceHistogramFigure: Figure {
    /// Values that belong together: all pixels, or those outside the excluded regions.
    public struct Series: Sendable {
        /// Shown in the legend.
        public var name: String
        /// The significances; those that are not finite do not count.
        public var values: [Double]

        /// Makes a series.
        public init(name: String, values: [Double]) {
            self.name = name
            self.values = values
        }
    }

    /// The distributions; the Gaussians are those of the last one.
    public var series: [Series]
    /// Mean and standard deviation of the fitted Gaussian; nil takes the most likely ones, which are the mean and the
    /// standard deviation of the values.
    public var fit: (mean: Double, sigma: Double)?
    /// The ends of the axis; nil for those of the last distribution with as much again above it: what lies beyond, as a bright
    /// source does, is told in the legend.
    public var range: (low: Double, high: Double)?
    /// Number of bins, 1 to 1000.
    public var bins: Int
    /// How counts are spread over the axis.
    public var stretch: Stretch
    /// Shown above.
    public var title: String

    /// Makes a figure of several distributions.
    public init(
        _ series: [Series], fit: (mean: Double, sigma: Double)? = nil, range: (low: Double, high: Double)? = nil,
        bins: Int = 50, stretch: Stretch = .log, title: String = ""
    ) {
        self.series = series
        self.fit = fit
        self.range = range
        self.bins = min(max(bins, 1), 1000)
        self.stretch = stretch
        self.title = title
    }

    /// Makes a figure of one distribution.
    public init(
        values: [Double], name: String = "Pixels", fit: (mean: Double, sigma: Double)? = nil, bins: Int = 50,
        title: String = ""
    ) {
        self.init([Series(name: name, values: values)], fit: fit, bins: bins, title: title)
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let x = xRange
        let edges = (0...bins).map { x.low + (x.high - x.low) * Double($0) / Double(bins) }
        let counts = series.map { histogram($0.values, edges) }
        let top = max(counts.joined().max() ?? 0, 1)
        let y = stretch == .log ? AxisRange(0.5, top * 3, .log) : AxisRange(0, top * 1.15, stretch)
        var panel = Panel(
            x: Axis("Significance", unit: "σ", x), y: Axis("Pixels a bin", y, stretch: stretch))
        for (index, series) in series.enumerated() {
            let colour = index == self.series.count - 1 ? Palette.colour(0) : Palette.reference
            let stroke = Stroke(colour, width: 1.3)
            let fill = colour.opacity(0.15)
            panel.layers.append(.steps(edges: edges, values: counts[index], stroke, fill: fill))
            panel.legend.append(LegendEntry(RichText(plain: legendText(series, x)), .patch(fill, stroke)))
        }
        addGaussians(x, width: (x.high - x.low) / Double(bins), to: &panel)
        if !series.contains(where: { $0.values.contains(where: \.isFinite) }) { panel.emptyNote = "no values" }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 440, height: 310, summary: "Distribution of significances\(title.isEmpty ? "" : ": " + title)"
        )
    }

    private var xRange: AxisRange {
        if let range { return AxisRange(range.low, range.high, .linear) }
        let all = series.flatMap(\.values).filter(\.isFinite)
        guard let low = all.min(), let high = all.max() else { return AxisRange(-5, 5, .linear) }
        let own = series.last?.values.filter(\.isFinite).max() ?? high
        // the unit Gaussian is always seen
        let limit = max(2 * own.rounded(.up), 8)
        return AxisRange(min(low.rounded(.down), -4), max(min(high.rounded(.up), limit), 4), .linear)
    }

    /// The name of a distribution, and how many of its values the axis does not show.
    private func legendText(_ series: Series, _ x: AxisRange) -> String {
        let beyond = series.values.count { $0.isFinite && !($0 >= x.low && $0 <= x.high) }
        return beyond == 0 ? series.name : "\(series.name) (\(beyond) beyond)"
    }

    private func histogram(_ values: [Double], _ edges: [Double]) -> [Double] {
        let (low, high) = (edges[0], edges[edges.count - 1])
        var counts = [Double](repeating: 0, count: bins)
        for value in values where value >= low && value <= high {
            counts[min(Int((value - low) / (high - low) * Double(bins)), bins - 1)] += 1
        }
        return counts
    }

    private func addGaussians(_ x: AxisRange, width: Double, to panel: inout Panel) {
        let values = series.last?.values.filter(\.isFinite) ?? []
        let amount = Double(values.count) * width
        guard amount > 0 else { return }
        add("Gaussian, σ = 1", 0, 1, amount, x, Stroke(Palette.ink, width: 1.2, dash: [5, 3]), to: &panel)
        let mean = fit?.mean ?? values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        let sigma = fit?.sigma ?? variance.squareRoot()
        guard mean.isFinite, sigma.isFinite, sigma > 0 else { return }
        // No errors: neighbours within a correlation radius share their counts, so that pixels are not independent.
        let text = "Fit: μ = " + NumberText.fixed(mean, decimals: 3) + ", σ = " + NumberText.fixed(sigma, decimals: 3)
        add(text, mean, sigma, amount, x, Stroke(Palette.colour(1), width: 1.5), to: &panel)
    }

    private func add(
        _ name: String, _ mean: Double, _ sigma: Double, _ amount: Double, _ x: AxisRange, _ stroke: Stroke,
        to panel: inout Panel
    ) {
        let places = (0...300).map { x.low + (x.high - x.low) * Double($0) / 300 }
        let heights = places.map { place in
            let pull = (place - mean) / sigma
            return amount * exp(-pull * pull / 2) / (sigma * (2 * Double.pi).squareRoot())
        }
        panel.layers.append(.line(x: places, y: heights, stroke))
        panel.legend.append(LegendEntry(RichText(name), .line(stroke)))
    }
}
