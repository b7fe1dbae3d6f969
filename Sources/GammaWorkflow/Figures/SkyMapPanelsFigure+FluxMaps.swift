import GammaCore
import GammaMaps
import GammaPlots
import GammaProducts

extension SkyMapPanelsFigure {
    /// The significance in every energy bin of flux maps, with the sources found.
    /// - Parameter sources: lists of peaks, one a bin; missing ones mark nothing.
    /// - Throws: a fault without significances.
    public static func significance(
        of maps: FluxMaps, sources: [SourceList] = [], title: String = ""
    ) throws -> SkyMapPanelsFigure {
        var figure = planes(of: .significance(try maps.map(.sqrtTS), reach: nil), title: title)
        for (bin, list) in zip(figure.panels.indices, sources) {
            figure.panels[bin] = figure.panels[bin].sources(
                zip(list.names, list.peaks).map { SkyMapSource($0, at: $1.position) })
        }
        return figure
    }
}
