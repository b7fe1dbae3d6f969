/// The smallest detectable flux against energy, with what decides it.
public struct SensitivityFigure: Figure {
    /// One sensitivity curve.
    public struct Series: Sendable {
        /// Shown in the legend.
        public var name: String
        /// Lower edges of the bins, TeV.
        public var energyMin: [Double]
        /// Upper edges of the bins, TeV.
        public var energyMax: [Double]
        /// Reference energies, TeV.
        public var energies: [Double]
        /// E² dN/dE in erg cm⁻² s⁻¹.
        public var e2dnde: [Double]
        /// What decided each point, such as `significance`.
        public var criteria: [String]

        /// Makes a series.
        public init(
            name: String = "", energyMin: [Double], energyMax: [Double], energies: [Double], e2dnde: [Double],
            criteria: [String] = []
        ) {
            self.name = name
            self.energyMin = energyMin
            self.energyMax = energyMax
            self.energies = energies
            self.e2dnde = e2dnde
            self.criteria = criteria
        }

        /// The points that have a value, with what decided them; nil where it is not known.
        fileprivate var points: [(point: DataPoint, criterion: String?)] {
            energies.indices.filter { e2dnde.at($0) > 0 && e2dnde.at($0).isFinite }.map {
                let point = DataPoint(
                    x: energies[$0], y: e2dnde.at($0), xLow: energyMin.at($0), xHigh: energyMax.at($0))
                return (point, criteria.indices.contains($0) ? criteria[$0] : nil)
            }
        }
    }

    /// The curves.
    public var series: [Series]
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(series: [Series], title: String = "") {
        self.series = series
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let sets = series.map(\.points)
        let shown = sets.joined().map(\.point)
        let (energies, values) = (shown.flatMap { [$0.xLow, $0.x, $0.xHigh] }, shown.map(\.y))
        var panel = Panel(
            x: Axis("Energy", unit: "TeV", AxisRange(showing: energies, .log, margin: 0.03), stretch: .log),
            y: Axis(
                "E^{2} dN/dE", unit: "erg cm^{-2} s^{-1}", AxisRange(showing: values, .log, margin: 0.1), stretch: .log
            ))
        let criteria = sets.joined().compactMap(\.criterion).reduce(into: [String]()) { names, name in
            if !names.contains(name) { names.append(name) }
        }
        for (index, curve) in series.enumerated() {
            let colour = Palette.colour(index)
            let stroke = Stroke(colour, width: 1.2)
            panel.layers.append(.line(x: curve.energies, y: curve.e2dnde, stroke))
            for (kind, criterion) in ([nil] + criteria).enumerated() {
                let points = sets[index].filter { $0.criterion == criterion }.map(\.point)
                panel.layers.append(.points(points, .series(max(kind - 1, 0)), colour))
            }
            if series.count > 1 { panel.legend.append(LegendEntry(RichText(plain: curve.name), .line(stroke))) }
        }
        for (kind, criterion) in criteria.enumerated() {
            let colour = series.count == 1 ? Palette.colour(0) : Palette.ink
            panel.legend.append(LegendEntry(RichText(plain: criterion), .marker(.series(kind), colour)))
        }
        if values.isEmpty { panel.emptyNote = "nothing to show" }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 460, height: 320,
            summary: "Sensitivity\(title.isEmpty ? "" : ": " + title) (\(values.count) points)")
    }
}
