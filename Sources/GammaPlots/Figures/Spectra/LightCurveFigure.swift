/// Flux against time, for one or several energy bands.
public struct LightCurveFigure: Figure {
    /// Fluxes in successive intervals of time, MJD.
    public typealias Series = BinnedSeries

    /// The series.
    public var series: [Series]
    /// What is measured, such as `Flux (0.5–20 TeV)`.
    public var quantity: String
    /// Its unit, with exponents as in `cm-2 s-1`.
    public var unit: String
    /// The time scale of the MJD.
    public var timeScale: String
    /// Drawn as a line across.
    public var mean: Double?
    /// Fractional variability with its error, written in the legend.
    public var fractionalVariability: (value: Double, error: Double)?
    /// Shown above.
    public var title: String
    /// The scale of the flux axis.
    public var stretch: Stretch

    /// Makes a figure of several series.
    public init(
        series: [Series], quantity: String = "Flux", unit: String = "cm-2 s-1", timeScale: String = "TT",
        mean: Double? = nil, fractionalVariability: (value: Double, error: Double)? = nil, title: String = "",
        stretch: Stretch = .linear
    ) {
        self.series = series
        self.quantity = quantity
        self.unit = unit
        self.timeScale = timeScale
        self.mean = mean
        self.fractionalVariability = fractionalVariability
        self.title = title
        self.stretch = stretch
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let sets = series.map(\.points)
        let shown = sets.joined().filter(\.y.isFinite)
        let times = sets.joined().flatMap { [$0.xLow, $0.xHigh] }
        var panel = Panel(
            x: Axis(
                "MJD", unit: RichText(plain: timeScale.isEmpty ? "d" : "d, " + timeScale),
                timeRange(times), isTime: true),
            y: Axis(
                RichText(plain: quantity), unit: RichText.unit(unit),
                AxisRange(fluxes: shown, including: [mean ?? .nan], stretch), stretch: stretch))
        addSummary(to: &panel)
        for (index, set) in sets.enumerated() {
            let colour = Palette.colour(index)
            panel.layers.append(.points(set, .series(index), colour))
            if series.count > 1 || mean != nil {
                let name = series[index].name.isEmpty ? quantity : series[index].name
                panel.legend.append(LegendEntry(RichText(plain: name), .marker(.series(index), colour)))
            }
        }
        if shown.isEmpty { panel.emptyNote = "nothing to show" }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 500, height: 300,
            summary: "Light curve\(title.isEmpty ? "" : ": " + title) (\(shown.count) points)")
    }

    /// A single moment is shown within its day.
    private func timeRange(_ times: [Double]) -> AxisRange {
        let usable = times.filter(\.isFinite)
        guard let first = usable.min(), let last = usable.max(), last - first < 1e-4 else {
            return AxisRange(showing: times, .linear, margin: 0.04)
        }
        return AxisRange(first - 0.5, last + 0.5, .linear)
    }

    private func addSummary(to panel: inout Panel) {
        if let mean, mean.isFinite {
            let stroke = Stroke(Palette.reference, width: 1.1, dash: [5, 3])
            panel.layers.append(.horizontal(mean, stroke))
            panel.legend.append(LegendEntry(RichText("Mean \(NumberText.significant(mean))"), .line(stroke)))
        }
        if let variability = fractionalVariability, variability.value.isFinite {
            var text = "F_{var} = \(NumberText.fixed(variability.value, decimals: 3))"
            if variability.error.isFinite { text += " ± \(NumberText.fixed(variability.error, decimals: 3))" }
            panel.legend.append(LegendEntry(RichText(text)))
        }
    }
}

extension RichText {
    /// A unit as it is written in files, `cm-2 s-1`, with raised exponents.
    static func unit(_ text: String) -> RichText {
        var result = RichText(plain: "")
        for (index, factor) in text.split(separator: " ").enumerated() {
            let digits = factor.reversed().prefix { $0.isNumber || $0 == "-" || $0 == "." }
            let base = factor.dropLast(digits.count)
            if index > 0 { result = result + RichText(plain: " ") }
            if base.isEmpty || digits.isEmpty {
                result = result + RichText(plain: String(factor))
            } else {
                let exponent = String(digits.reversed())
                result = result + RichText(plain: String(base)) + RichText("^{\(exponent)}")
            }
        }
        return result
    }
}
