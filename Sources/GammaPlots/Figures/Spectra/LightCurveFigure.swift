/// Flux against time, for one or several energy bands.
public struct LightCurveFigure: Figure {
    /// Fluxes in successive intervals of time.
    public struct Series: Sendable {
        /// Shown in the legend.
        public var name: String
        /// Starts of the intervals, MJD.
        public var timeMin: [Double]
        /// Ends of the intervals, MJD.
        public var timeMax: [Double]
        /// Flux in the unit of the figure.
        public var values: [Double]
        /// Downward error.
        public var errorLow: [Double]
        /// Upward error.
        public var errorHigh: [Double]
        /// Upper limits.
        public var upperLimits: [Double]
        /// True where the upper limit is shown in place of the point.
        public var isUpperLimit: [Bool]

        /// Makes a series; columns that are not known stay empty.
        public init(
            name: String = "Flux", timeMin: [Double], timeMax: [Double], values: [Double], errorLow: [Double] = [],
            errorHigh: [Double] = [], upperLimits: [Double] = [], isUpperLimit: [Bool] = []
        ) {
            self.name = name
            self.timeMin = timeMin
            self.timeMax = timeMax
            self.values = values
            self.errorLow = errorLow
            self.errorHigh = errorHigh
            self.upperLimits = upperLimits
            self.isUpperLimit = isUpperLimit
        }

        var points: [DataPoint] {
            (0..<min(timeMin.count, timeMax.count)).map { index in
                let value = values.at(index)
                let isLimit = isUpperLimit.at(index, or: false) || !value.isFinite
                return DataPoint(
                    x: (timeMin[index] + timeMax[index]) / 2, y: isLimit ? upperLimits.at(index) : value,
                    xLow: timeMin[index], xHigh: timeMax[index], yLow: isLimit ? .nan : value - errorLow.at(index),
                    yHigh: isLimit ? .nan : value + errorHigh.at(index), isLimit: isLimit)
            }
        }
    }

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
            y: Axis(RichText(plain: quantity), unit: RichText.unit(unit), fluxRange(shown), stretch: stretch))
        addSummary(to: &panel)
        for (index, set) in sets.enumerated() {
            let colour = Palette.colour(index)
            panel.layers.append(.points(set, .series(index), colour))
            if series.count > 1 || mean != nil {
                panel.legend.append(LegendEntry(RichText(plain: series[index].name), .marker(.series(index), colour)))
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

    /// A linear axis starts at zero unless all fluxes are close together.
    private func fluxRange(_ points: [DataPoint]) -> AxisRange {
        let ends = points.flatMap { [$0.y, $0.yHigh, $0.isLimit ? $0.y * 0.6 : $0.yLow] } + [mean ?? .nan]
        let range = AxisRange(showing: ends, stretch)
        guard stretch == .linear, range.low > 0, range.low < 0.6 * range.high else { return range }
        return AxisRange(0, range.high, stretch)
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
