import GammaCore
import GammaMaps
import GammaModels
import GammaPlots
import GammaProducts

extension SkyMapPanelsFigure {
    /// Counts, prediction, excess and significance of all energies together, with the sources: markers, outlines of extended
    /// ones, ellipses that hold their positions with 95 %, and contours of the significance.
    public init(_ maps: ResidualMaps, models: Models) {
        let marks = SourceMarks(models, datasets: maps.datasetNames)
        let seen = maps.totalSignificance.values.map { !$0.isNaN }
        let counts = maps.counts.totalled(within: seen)
        let predicted = maps.predicted.totalled(within: seen)
        let top = (counts.values + predicted.values).reduce(1) { $1.isFinite ? max($0, $1) : $0 }
        func counted(_ map: WCSMap, _ title: String) -> SkyMapFigure {
            SkyMapFigure(map, name: "Counts", unit: "", stretch: .sqrt, limits: .range(0, top), title: title)
        }
        let disk = "within \(ValueFormat.number(maps.correlationRadius))°"
        var significance = SkyMapFigure.significance(maps.totalSignificance, title: "Significance \(disk)")
        let highest = maps.totalSignificance.values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
        if highest > 4 {
            significance = significance.contours(
                maps.totalSignificance, levels: [-4, 4].filter { abs($0) <= highest }, name: "Significance")
        }
        let panels = [
            counted(counts, "Counts"), counted(predicted, "Model"),
            SkyMapFigure(
                maps.excess.totalled(within: seen), name: "Excess", unit: "", colours: .diverging,
                title: "Counts − model \(disk)"), significance,
        ]
        self.init(panels.map(marks.drawn), columns: 2, title: "Residuals of \(maps.title)")
    }

    /// The significance in every energy band, with the sources.
    public static func bands(of maps: ResidualMaps, models: Models) -> SkyMapPanelsFigure {
        let marks = SourceMarks(models, datasets: maps.datasetNames)
        var figure = planes(
            of: .significance(maps.significance), sharesColours: true,
            title: "Residual significance of \(maps.title) within \(ValueFormat.number(maps.correlationRadius))°")
        figure.panels = figure.panels.map(marks.drawn)
        return figure
    }
}

extension WCSMap {
    /// Summed over energy, NaN outside.
    fileprivate func totalled(within seen: [Bool]) -> WCSMap {
        var image = self
        if let sum = try? reducedOverAxes() { image = sum }
        for index in image.values.indices where !seen[index] { image.values[index] = .nan }
        return image
    }
}
