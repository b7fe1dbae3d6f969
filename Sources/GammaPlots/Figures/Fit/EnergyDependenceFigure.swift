/// Parameters of a model fitted in energy bands, each against the value that is common to all of them.
public struct EnergyDependenceFigure: Figure {
    /// One parameter, a panel.
    public struct Parameter: Sendable {
        /// Shown beside the axis.
        public var name: String
        /// Its unit, as in files; empty for none.
        public var unit: String
        /// The value in each band; NaN where there is none.
        public var values: [Double]
        /// Their errors.
        public var errors: [Double]
        /// The value of all bands and its error.
        public var common: (value: Double, error: Double)?

        /// Makes a parameter.
        public init(
            name: String, unit: String = "", values: [Double], errors: [Double],
            common: (value: Double, error: Double)? = nil
        ) {
            self.name = name
            self.unit = unit
            self.values = values
            self.errors = errors
            self.common = common
        }
    }

    /// Lower edges of the bands, TeV.
    public var energyMin: [Double]
    /// Upper edges of the bands, TeV.
    public var energyMax: [Double]
    /// The parameters, top to bottom.
    public var parameters: [Parameter]
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(energyMin: [Double], energyMax: [Double], parameters: [Parameter], title: String = "") {
        self.energyMin = energyMin
        self.energyMax = energyMax
        self.parameters = parameters
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        var panels = parameters.map(panel)
        if panels.isEmpty {
            panels = [Panel(x: energies, y: Axis("", AxisRange(0, 1, .linear)))]
            panels[0].emptyNote = "nothing to show"
        }
        let count = parameters.map { $0.values.count(where: \.isFinite) }.reduce(0, +)
        return Page(title: title, [[PanelStack(panels)]]).drawing(
            style, width: 420, height: 120 + 125 * Double(panels.count),
            summary: "Parameters in energy bands\(title.isEmpty ? "" : ": " + title) (\(count) points)")
    }

    private var energies: Axis {
        Axis("Energy", unit: "TeV", AxisRange(showing: energyMin + energyMax, .log, margin: 0.03), stretch: .log)
    }

    private func panel(_ parameter: Parameter) -> Panel {
        let points = zip(energyMin, energyMax).enumerated().map { index, edges in
            let (value, error) = (parameter.values.at(index), parameter.errors.at(index))
            return DataPoint(
                x: (edges.0 * edges.1).squareRoot(), y: value, xLow: edges.0, xHigh: edges.1, yLow: value - error,
                yHigh: value + error)
        }
        let common = parameter.common.flatMap { $0.value.isFinite ? $0 : nil }
        let ends = points.flatMap { [$0.y, $0.yLow, $0.yHigh] }
        let band = common.map { [$0.value, $0.value - $0.error, $0.value + $0.error] } ?? []
        var panel = Panel(
            x: energies,
            y: Axis(
                RichText(plain: parameter.name), unit: parameter.unit.isEmpty ? nil : RichText.unit(parameter.unit),
                AxisRange(showing: (ends + band).filter(\.isFinite), .linear)))
        if let common {
            let line = Stroke(Palette.reference, width: 1.1, dash: [5, 3])
            let shade = Palette.reference.opacity(0.25)
            if common.error.isFinite {
                panel.layers.append(
                    .horizontalBand(low: common.value - common.error, high: common.value + common.error, shade))
            }
            panel.layers.append(.horizontal(common.value, line))
            if parameter.name == parameters.first?.name {
                panel.legend = [
                    LegendEntry("Each band", .marker(.series(0), Palette.colour(0))),
                    LegendEntry("All bands", .line(line)),
                ]
            }
        }
        panel.layers.append(.points(points, .series(0), Palette.colour(0)))
        if !points.contains(where: \.y.isFinite) { panel.emptyNote = "nothing to show" }
        return panel
    }
}
