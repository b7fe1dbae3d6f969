import Foundation

/// Counts in bins of energy or distance with what the components of a model predict, one on top of the other, and below
/// them what is left: relative to the prediction and in σ.
public struct ComponentsFigure: Figure {
    /// What one component predicts.
    public typealias Component = CountsFigure.Component

    /// Edges of the bins, one more than bins.
    public var edges: [Double]
    /// Name of what the bins run over.
    public var coordinate: String
    /// Its unit.
    public var unit: String
    /// Whether it is logarithmic.
    public var isLogarithmic: Bool
    /// Whether it grows to the left, as longitudes do.
    public var isReversed: Bool
    /// Counts.
    public var counts: [Double]
    /// Ends of their error bars.
    public var errors: [(low: Double, high: Double)]
    /// The components from bottom to top.
    public var components: [Component]
    /// Residuals in σ.
    public var significance: [Double]
    /// True for bins that the fit uses; the others are hatched.
    public var isUsed: [Bool]
    /// Shown above.
    public var title: String

    /// Makes a figure; arrays have one element a bin.
    public init(
        edges: [Double], coordinate: String, unit: String, isLogarithmic: Bool = false, isReversed: Bool = false,
        counts: [Double], errors: [(low: Double, high: Double)], components: [Component], significance: [Double],
        isUsed: [Bool], title: String = ""
    ) {
        self.edges = edges
        self.coordinate = coordinate
        self.unit = unit
        self.isLogarithmic = isLogarithmic
        self.isReversed = isReversed
        self.counts = counts
        self.errors = errors
        self.components = components
        self.significance = significance
        self.isUsed = isUsed
        self.title = title
    }

    private var bins: Int { max(edges.count - 1, 0) }
    private var used: [Int] { (0..<bins).filter { isUsed.at($0, or: true) } }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let panels = [countsPanel(), relativePanel(), significancePanel()]
        return Page(title: title, [[PanelStack(panels, weights: [0.6, 0.2, 0.2])]]).drawing(
            style, width: 480, height: 460,
            summary: "Counts and prediction\(title.isEmpty ? "" : ": " + title) (\(bins) bins)")
    }

    private var x: Axis {
        var axis = Axis(
            RichText(plain: coordinate), unit: RichText.unit(unit),
            AxisRange(showing: edges, isLogarithmic ? .log : .linear, margin: 0),
            stretch: isLogarithmic ? .log : .linear)
        axis.isReversed = isReversed
        return axis
    }

    private var totals: [Double] {
        components.reduce([Double](repeating: 0, count: bins)) { sum, part in
            (0..<bins).map { sum[$0] + part.values.at($0) }
        }
    }

    private func countsPanel() -> Panel {
        let totals = totals
        let shown = used.flatMap { [counts.at($0) + high($0), totals[$0]] }.filter(\.isFinite)
        let positive = used.flatMap { [counts.at($0), totals[$0]] }.filter { $0 > 0 }
        let (top, bottom) = (max(shown.max() ?? 1, 1), positive.min() ?? 1)
        let stretch: Stretch = top > 50 * max(bottom, 0.1) ? .log : .linear
        let range =
            stretch == .log
            ? AxisRange(max(bottom * 0.3, 0.05), top * 2, .log) : AxisRange(0, top * 1.12, .linear)
        var panel = Panel(x: x, y: Axis("Counts", range, stretch: stretch))
        hatch(&panel)
        var below = [Double](repeating: 0, count: bins)
        var layers: [Layer] = []
        for (index, part) in components.enumerated() where isSeen(part) {
            below = (0..<bins).map { below[$0] + part.values.at($0) }
            let colour = index == 0 ? Palette.reference : Palette.colour(index - 1)
            let fill = colour.mixed(with: .white, 0.45)
            // From top to bottom, so that each covers what is not its own.
            layers.insert(
                .steps(
                    edges: edges, values: below.indices.map { isUsed.at($0, or: true) ? below[$0] : .nan },
                    Stroke(colour, width: 0.8), fill: fill), at: 0)
            panel.legend.append(LegendEntry(RichText(plain: part.name), .patch(fill, Stroke(colour, width: 0.8))))
        }
        panel.layers += layers
        let points = used.map { bin in point(bin, counts.at(bin), low: low(bin), high: high(bin)) }
        panel.layers.append(.points(points, .circle, Palette.ink))
        panel.legend.insert(LegendEntry("Counts", .marker(.circle, Palette.ink)), at: 0)
        if used.isEmpty { panel.emptyNote = "no bin of the fit" }
        return panel
    }

    /// Whether a component is a thousandth of the prediction in any bin.
    private func isSeen(_ part: Component) -> Bool {
        let totals = totals
        return used.contains { abs(part.values.at($0)) > 1e-3 * abs(totals[$0]) }
    }

    private func relativePanel() -> Panel {
        let totals = totals
        let points = used.filter { totals[$0] > 0 }.map { bin in
            point(
                bin, counts.at(bin) / totals[bin] - 1, low: low(bin) / totals[bin], high: high(bin) / totals[bin])
        }
        let ends = points.map { max(abs($0.yLow), abs($0.yHigh)) }.filter(\.isFinite)
        let reach = min(max((ends.max() ?? 0) * 1.1, 0.1), 4)
        return residual("Relative", unit: nil, reach: reach, band: 0, points)
    }

    private func significancePanel() -> Panel {
        let points = used.filter { significance.at($0).isFinite }.map { bin in
            point(bin, significance.at(bin), low: 1, high: 1)
        }
        let reach = max((points.map { abs($0.y) }.max() ?? 0) + 1.3, 3.4)
        return residual("Residual", unit: "σ", reach: reach, band: 1, points)
    }

    private func residual(
        _ name: RichText, unit: RichText?, reach: Double, band: Double, _ points: [DataPoint]
    ) -> Panel {
        var panel = Panel(x: x, y: Axis(name, unit: unit, AxisRange(-reach, reach, .linear)))
        hatch(&panel)
        if band > 0 { panel.layers.append(.horizontalBand(low: -band, high: band, Palette.colour(0).opacity(0.12))) }
        panel.layers.append(.horizontal(0, Stroke(Palette.colour(0), width: 1)))
        panel.layers.append(.points(points, .circle, Palette.ink))
        return panel
    }

    private func hatch(_ panel: inout Panel) {
        let hidden = (0..<bins).filter { !isUsed.at($0, or: true) }.map { (low: edges[$0], high: edges[$0 + 1]) }
        guard !hidden.isEmpty else { return }
        panel.layers.append(.hatched(hidden))
    }

    private func low(_ bin: Int) -> Double { bin < errors.count ? errors[bin].low : 0 }
    private func high(_ bin: Int) -> Double { bin < errors.count ? errors[bin].high : 0 }

    private func point(_ bin: Int, _ value: Double, low: Double, high: Double) -> DataPoint {
        let (left, right) = (edges[bin], edges[bin + 1])
        return DataPoint(
            x: isLogarithmic ? (left * right).squareRoot() : (left + right) / 2, y: value, xLow: left, xHigh: right,
            yLow: value - low, yHigh: value + high)
    }
}
