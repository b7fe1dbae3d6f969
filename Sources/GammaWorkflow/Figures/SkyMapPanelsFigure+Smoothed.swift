import GammaMaps
import GammaPlots
import GammaProducts

extension SkyMapPanelsFigure {
    /// Adaptively smoothed maps, a row an energy bin: what is above the background, the significance reached, and the scale.
    public init(_ maps: SmoothedMaps, title: String = "") {
        var excess = maps.counts
        for index in excess.values.indices { excess.values[index] -= maps.background.values[index] }
        let columns = [
            Self.planes(of: SkyMapFigure(excess, name: "Excess", unit: "counts per pixel")),
            Self.planes(of: SkyMapFigure(maps.sqrtTS, name: "Significance", unit: "σ")),
            Self.planes(of: SkyMapFigure(maps.scale, name: "Scale (grey: none significant)", unit: "deg")),
        ].map(\.panels)
        let rows = columns[0].indices.flatMap { row in columns.map { $0[row] } }
        self.init(rows, columns: columns.count, title: title)
    }
}
