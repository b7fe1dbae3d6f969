import GammaCore

/// A spectral energy distribution: points with errors and upper limits, models with their bands, and below them how far
/// the points are from the first model.
public struct SpectrumFigure: Figure {
    /// What is drawn against energy.
    public enum Quantity: Sendable, CaseIterable {
        /// E² dN/dE in TeV cm⁻² s⁻¹.
        case e2dnde
        /// E² dN/dE in erg cm⁻² s⁻¹.
        case e2dndeInErg
        /// dN/dE in cm⁻² s⁻¹ TeV⁻¹.
        case dnde
    }

    /// Sets of points.
    public var points: [SpectrumPoints]
    /// Model curves.
    public var models: [SpectrumCurve]
    /// What is drawn.
    public var quantity: Quantity
    /// Shown above.
    public var title: String
    /// True for a second panel with (flux − model) / model; it needs points and a model.
    public var showsResiduals: Bool

    /// A figure of several series.
    public init(
        points: [SpectrumPoints], models: [SpectrumCurve], quantity: Quantity = .e2dnde, title: String = "",
        showsResiduals: Bool = true
    ) {
        self.points = points
        self.models = models
        self.quantity = quantity
        self.title = title
        self.showsResiduals = showsResiduals
    }

    /// A figure of one set of points and one model.
    public init(
        points: SpectrumPoints, model: SpectrumCurve? = nil, quantity: Quantity = .e2dnde, title: String = "",
        showsResiduals: Bool = true
    ) {
        self.init(
            points: [points], models: model.map { [$0] } ?? [], quantity: quantity, title: title,
            showsResiduals: showsResiduals)
    }

    private func scaled(_ energy: Double, _ dnde: Double) -> Double {
        switch quantity {
        case .e2dnde: energy * energy * dnde
        case .e2dndeInErg: energy * energy * dnde * Unit.ergPerTeV
        case .dnde: dnde
        }
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let main = fluxPanel()
        let residuals = showsResiduals ? residualPanel(main.x) : nil
        let stack = residuals.map { PanelStack([main, $0], weights: [0.73, 0.27]) } ?? PanelStack([main])
        let counted = points.reduce(0) { $0 + $1.energies.count }
        return Page(title: title, [[stack]]).drawing(
            style, width: 460, height: residuals == nil ? 340 : 420,
            summary: "Spectrum\(title.isEmpty ? "" : ": " + title) (\(counted) flux points, \(models.count) models)")
    }

    private func fluxPanel() -> Panel {
        let sets = points.map { $0.points(scaled) }
        let energies = points.flatMap { $0.energies + $0.energyMin + $0.energyMax } + models.flatMap(\.energies)
        let fluxes = fluxRange(sets.flatMap { $0 })
        let name: RichText = quantity == .dnde ? "dN/dE" : "E^{2} dN/dE"
        let units: [Quantity: RichText] = [
            .e2dnde: "TeV cm^{-2} s^{-1}", .e2dndeInErg: "erg cm^{-2} s^{-1}", .dnde: "cm^{-2} s^{-1} TeV^{-1}",
        ]
        var panel = Panel(
            x: Axis("Energy", unit: "TeV", AxisRange(showing: energies, .log, margin: 0.03), stretch: .log),
            y: Axis(name, unit: units[quantity], withEnergyRanges(fluxes), stretch: .log))
        addModels(to: &panel)
        addEnergyRanges(to: &panel, below: fluxes)
        for (index, set) in sets.enumerated() {
            let colour = colour(ofPoints: index)
            if let curve = points[index].curve {
                let y = zip(curve.energies, curve.dnde).map(scaled)
                panel.layers.append(.line(x: curve.energies, y: y, Stroke(colour.opacity(0.8), width: 0.8)))
            }
            panel.layers.append(.points(set, .series(index), colour))
            panel.legend.append(LegendEntry(RichText(plain: points[index].name), .marker(.series(index), colour)))
        }
        let isShown = sets.joined().contains { $0.x > 0 && $0.y > 0 } || models.contains { $0.dnde.contains { $0 > 0 } }
        if !isShown { panel.emptyNote = "nothing to show" }
        return panel
    }

    func colour(ofPoints index: Int) -> Colour {
        points.count == 1 ? Palette.ink : Palette.colour(index + models.count)
    }

    private func addModels(to panel: inout Panel) {
        for (index, model) in models.enumerated() {
            let colour = Palette.colour(index)
            let count = min(model.energies.count, model.dnde.count)
            let x = Array(model.energies.prefix(count))
            if model.hasBand {
                let low = (0..<count).map { scaled(x[$0], model.dnde[$0] - model.errorLow.at($0)) }
                let high = (0..<count).map { scaled(x[$0], model.dnde[$0] + model.errorHigh.at($0)) }
                panel.layers.append(.band(x: x, low: low, high: high, colour.opacity(0.25)))
            }
            let stroke = Stroke(colour, width: 1.5)
            panel.layers.append(.line(x: x, y: (0..<count).map { scaled(x[$0], model.dnde[$0]) }, stroke))
            let key: LegendEntry.Key = model.hasBand ? .band(colour.opacity(0.25), stroke) : .line(stroke)
            panel.legend.append(LegendEntry(RichText(plain: model.name), key))
        }
    }

    /// The edges of a band as far as they are within a decade of its curve.
    private func bandEdges(_ model: SpectrumCurve) -> [Double] {
        guard model.hasBand else { return [] }
        return (0..<min(model.energies.count, model.dnde.count)).flatMap { index -> [Double] in
            let value = model.dnde[index]
            return [value - model.errorLow.at(index), value + model.errorHigh.at(index)]
                .filter { $0 > value / 10 && $0 < value * 10 }.map { scaled(model.energies[index], $0) }
        }
    }

    /// The points decide what is shown; a model alone is followed down six decades.
    private func fluxRange(_ points: [DataPoint]) -> AxisRange {
        var shown: [Double] = []
        for point in points where point.y > 0 && point.y.isFinite {
            shown.append(point.y)
            if point.isLimit { shown.append(point.y * 0.4) }
            if point.yHigh.isFinite { shown.append(point.yHigh) }
            if point.yLow.isFinite { shown.append(max(point.yLow, point.y * 0.3)) }
        }
        let curves = models.flatMap { model in
            zip(model.energies, model.dnde).map(scaled).filter { $0 > 0 && $0.isFinite } + bandEdges(model)
        }
        if let low = shown.min(), let high = shown.max() {
            let kept = curves.filter { $0 > low / 10 && $0 < high * 10 }
            return AxisRange(showing: shown + kept, .log)
        }
        let top = curves.max() ?? .nan
        return AxisRange(showing: curves.filter { $0 > top * 1e-6 }, .log)
    }

    private func residualPanel(_ x: Axis) -> Panel? {
        guard let model = models.first, !points.isEmpty else { return nil }
        let sets = points.map { set in
            set.points { energy, dnde in
                let expected = model.value(at: energy)
                return expected > 0 ? (dnde - expected) / expected : .nan
            }
        }
        let all = sets.joined().filter(\.y.isFinite)
        guard !all.isEmpty else { return nil }
        let ends = all.flatMap { $0.isLimit ? [$0.y * 1.3] : [$0.y, $0.yLow, $0.yHigh] }.filter(\.isFinite).map(abs)
        let reach = min(max(ends.max() ?? 1, 0.1), 10) * 1.1
        var panel = Panel(x: x, y: Axis("(F − M) / M", AxisRange(-reach, reach, .linear)))
        if model.hasBand {
            let count = min(model.energies.count, model.dnde.count)
            let relative = { (errors: [Double], sign: Double) in
                (0..<count).map { sign * errors.at($0) / model.dnde[$0] }
            }
            panel.layers.append(
                .band(
                    x: Array(model.energies.prefix(count)), low: relative(model.errorLow, -1),
                    high: relative(model.errorHigh, 1), Palette.colour(0).opacity(0.18)))
        }
        panel.layers.append(.horizontal(0, Stroke(Palette.colour(0), width: 1)))
        for (index, set) in sets.enumerated() {
            panel.layers.append(.points(set, .series(index), colour(ofPoints: index)))
        }
        return panel
    }
}
