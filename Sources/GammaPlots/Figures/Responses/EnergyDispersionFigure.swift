/// Energy dispersion: how probable a ratio of reconstructed to true energy (migration) is at each true energy.
public struct EnergyDispersionFigure: Figure {
    /// Edges of the true energy bins in TeV.
    public var energyTrueEdges: [Double]
    /// Edges of the second axis: migration, or reconstructed energy in TeV.
    public var edges: [Double]
    /// Probability densities or probabilities, row by row of the second axis, a value a true energy.
    public var values: [Double]
    /// True when the second axis is the reconstructed energy.
    public var isKernel: Bool
    /// Upper end of the colour scale; what is above has its last colour. Nil shows all values.
    public var highest: Double?
    /// Shown above.
    public var title: String

    /// A figure of the migration.
    /// - Parameter values: one row a migration, one column a true energy.
    public init(energyTrueEdges: [Double], migrationEdges: [Double], values: [Double], title: String = "") {
        self.energyTrueEdges = energyTrueEdges
        edges = migrationEdges
        self.values = values
        isKernel = false
        self.title = title
    }

    /// A figure of a kernel.
    /// - Parameter kernel: probabilities, one row a true energy, one column a reconstructed energy.
    public init(energyTrueEdges: [Double], energyEdges: [Double], kernel: [Double], title: String = "") {
        self.energyTrueEdges = energyTrueEdges
        edges = energyEdges
        let rows = max(energyEdges.count - 1, 0)
        let columns = max(energyTrueEdges.count - 1, 0)
        values = (0..<rows * columns).map { kernel.at(($0 % max(columns, 1)) * rows + $0 / max(columns, 1)) }
        isKernel = true
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        Page(title: title, [[PanelStack([panel()])]]).drawing(
            style, width: 440, height: 330, summary: "Energy dispersion\(title.isEmpty ? "" : ": " + title)")
    }

    func panel() -> Panel {
        let x = ImageAxis("True energy", unit: "TeV", edges: energyTrueEdges, isLogarithmic: true)
        let y =
            isKernel
            ? ImageAxis("Reconstructed energy", unit: "TeV", edges: edges, isLogarithmic: true)
            : ImageAxis("Migration E/E true", edges: edges)
        var figure = ImageFigure(x: x, y: y, values: values, name: isKernel ? "Probability" : "Probability density")
        figure.stretch = .sqrt
        if let highest { figure.range = (0, highest) }
        var panel = figure.panel()
        panel.y.name = isKernel ? panel.y.name : "Migration E / E_{true}"
        let ends = [x.edges.first ?? .nan, x.edges.last ?? .nan]
        let stroke = Stroke(Colour.white, width: 0.9, dash: [4, 3])
        panel.layers.append(isKernel ? .line(x: ends, y: ends, stroke) : .horizontal(1, stroke))
        return panel
    }
}
