import Foundation
import GammaNumerics

/// Counts against energy: on, scaled off, prediction with its parts, excess, and below them the residuals in σ.
public struct CountsFigure: Figure {
    /// A predicted histogram.
    public struct Component: Sendable {
        /// Shown in the legend.
        public var name: String
        /// Counts a bin.
        public var values: [Double]

        /// Makes a component.
        public init(name: String, values: [Double]) {
            self.name = name
            self.values = values
        }
    }

    /// Edges of the energy bins in TeV, one more than bins.
    public var energyEdges: [Double]
    /// Counts in the on region.
    public var counts: [Double]
    /// Expected background: off counts times α. Empty for none.
    public var background: [Double]
    /// Predicted counts; the first is the total, with which the counts are compared, others are its parts.
    public var predicted: [Component]
    /// Counts minus background. Empty for none.
    public var excess: [Double]
    /// Residuals in σ. Empty: the signed root of the Poisson deviance of counts and total prediction.
    public var residuals: [Double]
    /// True for bins that the fit uses; the others are hatched. Empty when all are used.
    public var mask: [Bool]
    /// Shown above.
    public var title: String
    /// The scale of the counts; nil chooses the logarithm for counts that differ by more than a factor 50.
    public var stretch: Stretch?

    /// Makes a figure.
    public init(
        energyEdges: [Double], counts: [Double], background: [Double] = [], predicted: [Component] = [],
        excess: [Double] = [], residuals: [Double] = [], mask: [Bool] = [], title: String = "", stretch: Stretch? = nil
    ) {
        self.energyEdges = energyEdges
        self.counts = counts
        self.background = background
        self.predicted = predicted
        self.excess = excess
        self.residuals = residuals
        self.mask = mask
        self.title = title
        self.stretch = stretch
    }

    private var bins: Int { max(energyEdges.count - 1, 0) }
    private var centres: [Double] { (0..<bins).map { (energyEdges[$0] * energyEdges[$0 + 1]).squareRoot() } }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let main = countsPanel()
        let below = residualPanel(main.x)
        let stack = below.map { PanelStack([main, $0], weights: [0.72, 0.28]) } ?? PanelStack([main])
        return Page(title: title, [[stack]]).drawing(
            style, width: 460, height: below == nil ? 330 : 400,
            summary: "Counts\(title.isEmpty ? "" : ": " + title) (\(bins) energy bins)")
    }

    private func countsPanel() -> Panel {
        let histograms = [counts, background, excess] + predicted.map(\.values)
        let largest = histograms.joined().filter(\.isFinite).max() ?? 0
        let smallest = (counts + background).filter { $0.isFinite && $0 > 0 }.min() ?? 1
        let chosen = stretch ?? (largest > 50 * max(smallest, 0.1) ? .log : .linear)
        var panel = Panel(
            x: Axis("Energy", unit: "TeV", AxisRange(showing: energyEdges, .log, margin: 0), stretch: .log),
            y: Axis("Counts", countsRange(largest, smallest, chosen), stretch: chosen))
        addHistograms(to: &panel)
        let hidden = (0..<bins).filter { !mask.at($0, or: true) }
        if !hidden.isEmpty {
            panel.layers.insert(.hatched(hiddenRanges), at: 0)
            panel.legend.append(LegendEntry("Not in the fit", .hatch))
        }
        if bins == 0 { panel.emptyNote = "no bins" }
        return panel
    }

    private func countsRange(_ largest: Double, _ smallest: Double, _ stretch: Stretch) -> AxisRange {
        let top = PoissonInterval(counts: max(largest, 0)).high
        if stretch == .log { return AxisRange(min(0.5, max(smallest * 0.5, 0.05)), top * 1.6, .log) }
        return AxisRange(showing: excess.map { min($0 * 1.1, 0) }, including: [0, top * 1.06], stretch, margin: 0)
    }

    private func addHistograms(to panel: inout Panel) {
        if !background.isEmpty {
            let colour = Palette.colour(4)
            panel.layers.append(
                .steps(edges: energyEdges, values: background, Stroke(colour, width: 1.2), fill: colour.opacity(0.25)))
            panel.legend.append(LegendEntry("Off × α", .patch(colour.opacity(0.25), Stroke(colour, width: 1.2))))
        }
        for (index, part) in predicted.enumerated() {
            let stroke = Stroke(Palette.colour(index == 0 ? 0 : index + 1), width: 1.4, dash: index == 0 ? [] : [4, 2])
            panel.layers.append(.steps(edges: energyEdges, values: part.values, stroke, fill: nil))
            panel.legend.append(LegendEntry(RichText(plain: part.name), .line(stroke)))
        }
        if !excess.isEmpty {
            let colour = Palette.colour(1)
            let errors = (0..<bins).map { max(counts.at($0), 0).squareRoot() }
            panel.layers.append(.points(points(excess, low: errors, high: errors), .square, colour))
            panel.legend.append(LegendEntry("Excess", .marker(.square, colour)))
        }
        if !counts.isEmpty {
            // a bin that nothing is expected in says nothing by its zero counts
            let shown = counts.indices.map { isExpected($0) || counts[$0] != 0 ? counts[$0] : .nan }
            let intervals = shown.map(PoissonInterval.init)
            let low = zip(shown, intervals).map { $0 - $1.low }
            let high = zip(shown, intervals).map { $1.high - $0 }
            panel.layers.append(.points(points(shown, low: low, high: high), .circle, Palette.ink))
            panel.legend.insert(LegendEntry("On counts", .marker(.circle, Palette.ink)), at: 0)
        }
    }

    private func points(_ values: [Double], low: [Double], high: [Double]) -> [DataPoint] {
        let centres = centres
        return (0..<min(bins, values.count)).map { index in
            DataPoint(
                x: centres[index], y: values[index], xLow: energyEdges[index], xHigh: energyEdges[index + 1],
                yLow: values[index] - low.at(index), yHigh: values[index] + high.at(index))
        }
    }

    private func isExpected(_ bin: Int) -> Bool {
        let expectations = [background] + predicted.map(\.values)
        return expectations.allSatisfy(\.isEmpty) || expectations.contains { $0.at(bin) > 0 }
    }

    private var hiddenRanges: [(low: Double, high: Double)] {
        var ranges: [(low: Double, high: Double)] = []
        for index in 0..<bins where !mask.at(index, or: true) {
            if let last = ranges.last, last.high == energyEdges[index] {
                ranges[ranges.count - 1].high = energyEdges[index + 1]
            } else {
                ranges.append((energyEdges[index], energyEdges[index + 1]))
            }
        }
        return ranges
    }

    private func residualPanel(_ x: Axis) -> Panel? {
        var sigmas = residuals
        if sigmas.isEmpty, let total = predicted.first {
            sigmas = zip(counts, total.values).map(CountsFigure.deviance)
        }
        guard !sigmas.isEmpty, bins > 0 else { return nil }
        for index in sigmas.indices where !mask.at(index, or: true) { sigmas[index] = .nan }
        let reach = max((sigmas.filter(\.isFinite).map(abs).max() ?? 0) + 1.3, 3.4)
        var panel = Panel(x: x, y: Axis("Residual", unit: "σ", AxisRange(-reach, reach, .linear)))
        if hiddenRanges.isEmpty == false { panel.layers.append(.hatched(hiddenRanges)) }
        panel.layers.append(.horizontalBand(low: -1, high: 1, Palette.colour(0).opacity(0.12)))
        panel.layers.append(.horizontal(0, Stroke(Palette.colour(0), width: 1)))
        let ones = sigmas.map { _ in 1.0 }
        panel.layers.append(.points(points(sigmas, low: ones, high: ones), .circle, Palette.ink))
        return panel
    }

    /// Signed root of the Poisson deviance.
    private static func deviance(_ n: Double, _ mu: Double) -> Double {
        guard n >= 0, mu > 0 else { return .nan }
        let value = 2 * ((n > 0 ? n * log(n / mu) : 0) - (n - mu))
        return (n < mu ? -1 : 1) * max(value, 0).squareRoot()
    }
}
