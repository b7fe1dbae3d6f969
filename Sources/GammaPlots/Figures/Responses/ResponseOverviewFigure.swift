/// All responses of an observation at a glance.
public struct ResponseOverviewFigure: Figure {
    /// Effective area.
    public var effectiveArea: EffectiveAreaFigure?
    /// Energy dispersion.
    public var energyDispersion: EnergyDispersionFigure?
    /// Point spread function.
    public var containment: ContainmentFigure?
    /// Background.
    public var background: BackgroundFigure?
    /// Shown above.
    public var title: String

    /// Makes a figure of the responses that are there.
    public init(
        effectiveArea: EffectiveAreaFigure? = nil, energyDispersion: EnergyDispersionFigure? = nil,
        containment: ContainmentFigure? = nil, background: BackgroundFigure? = nil, title: String = ""
    ) {
        self.effectiveArea = effectiveArea
        self.energyDispersion = energyDispersion
        self.containment = containment
        self.background = background
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let panels = [
            effectiveArea?.panel(), energyDispersion?.panel(), containment?.panel(), background?.ratePanel(),
            background?.imagePanel(),
        ]
        .compactMap { $0 }
        var rows: [[PanelStack]] = []
        for (index, panel) in panels.enumerated() {
            if index % 2 == 0 { rows.append([]) }
            rows[rows.count - 1].append(PanelStack([panel]))
        }
        if rows.isEmpty {
            var empty = Panel(x: Axis("", AxisRange(0, 1, .linear)), y: Axis("", AxisRange(0, 1, .linear)))
            empty.emptyNote = "no responses"
            rows = [[PanelStack([empty])]]
        }
        return Page(title: title, rows).drawing(
            style, width: panels.count > 1 ? 800 : 420, height: 290 * Double(rows.count) + 24,
            summary: "Instrument responses\(title.isEmpty ? "" : ": " + title)")
    }
}
