/// The fit statistic along one parameter, relative to its minimum.
public struct StatProfileFigure: Figure {
    /// One scan.
    public struct Profile: Sendable {
        /// Shown in the legend.
        public var name: String
        /// Values of the parameter.
        public var values: [Double]
        /// −2 ln L minus its minimum at each value.
        public var deltaStat: [Double]

        /// Makes a profile.
        public init(name: String = "Profile", values: [Double], deltaStat: [Double]) {
            self.name = name
            self.values = values
            self.deltaStat = deltaStat
        }
    }

    /// Name of the parameter.
    public var parameter: String
    /// Its unit, as in files; empty for none.
    public var unit: String
    /// Scans.
    public var profiles: [Profile]
    /// Best value, a vertical line.
    public var best: Double?
    /// The 1σ interval, shaded.
    public var interval: (low: Double, high: Double)?
    /// Shown above.
    public var title: String

    /// Makes a figure of several scans.
    public init(
        parameter: String, unit: String = "", profiles: [Profile], best: Double? = nil,
        interval: (low: Double, high: Double)? = nil, title: String = ""
    ) {
        self.parameter = parameter
        self.unit = unit
        self.profiles = profiles
        self.best = best
        self.interval = interval
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let all = profiles.flatMap { zip($0.values, $0.deltaStat).filter { $0.isFinite && $1.isFinite } }
        // far out on the wings nothing is read off
        let top = min(max(all.map(\.1).max() ?? 4, 1.3), 30)
        let bottom = min(all.map(\.1).min() ?? 0, 0)
        var panel = Panel(
            x: Axis(
                RichText(plain: parameter), unit: unit.isEmpty ? nil : RichText.unit(unit),
                AxisRange(showing: all.map(\.0) + [best ?? .nan], .linear, margin: 0.02)),
            y: Axis("Δ(−2 ln L)", AxisRange(bottom < -1e-6 ? max(bottom, -30) * 1.1 : 0, top * 1.06, .linear)))
        if let interval {
            let low = panel.y.range.low
            let high = panel.y.range.high
            panel.layers.append(
                .band(
                    x: [interval.low, interval.high], low: [low, low], high: [high, high],
                    Palette.colour(4).opacity(0.2)))
        }
        for (level, sigma) in [(1.0, "1σ"), (4, "2σ"), (9, "3σ"), (25, "5σ")] where level < panel.y.range.high {
            panel.layers.append(.horizontal(level, Stroke(Palette.reference, width: 0.8, dash: [4, 3])))
            let place = panel.x.value(at: 0.97)
            panel.layers.append(
                .text(
                    RichText(sigma), x: place, y: level + panel.y.range.high * 0.03, room: .infinity, Palette.reference)
            )
        }
        if let best { panel.layers.append(.vertical(best, Stroke(Palette.ink, width: 0.9, dash: [2, 2]))) }
        for (index, profile) in profiles.enumerated() {
            let colour = Palette.colour(index)
            panel.layers.append(.line(x: profile.values, y: profile.deltaStat, Stroke(colour, width: 1.5)))
            if profile.values.count <= 60 {
                panel.layers.append(.dots(x: profile.values, y: profile.deltaStat, radius: 1.8, colour))
            }
            if profiles.count > 1 {
                panel.legend.append(LegendEntry(RichText(plain: profile.name), .line(Stroke(colour, width: 1.5))))
            }
        }
        if interval != nil {
            panel.legend.append(LegendEntry("1σ interval", .patch(Palette.colour(4).opacity(0.2), nil)))
        }
        if all.isEmpty { panel.emptyNote = "nothing to show" }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 420, height: 310, summary: "Profile of the fit statistic along \(parameter)")
    }
}
