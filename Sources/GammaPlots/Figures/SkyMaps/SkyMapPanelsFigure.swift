import Foundation
import GammaMaps

/// Several sky maps side by side, all of one size: counts, model and residuals, or the energies of a cube.
///
/// Maps of one geometry share the labels of their axes.
public struct SkyMapPanelsFigure: Figure {
    /// The panels, row by row.
    public var panels: [SkyMapFigure]
    /// Number of columns; nil for as many as make the figure about square.
    public var columns: Int?
    /// True when one colour bar, with limits from all values and the settings of the first panel, serves all panels.
    public var sharesColours: Bool
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(_ panels: [SkyMapFigure], columns: Int? = nil, sharesColours: Bool = false, title: String = "") {
        self.panels = panels
        self.columns = columns
        self.sharesColours = sharesColours
        self.title = title
    }

    /// The images of a cube, a panel for each bin of its first axis, named by the ends of the bin.
    /// - Parameters:
    ///   - figure: its map and settings, which all panels take over.
    ///   - groups: how many neighbouring bins are summed for a panel.
    public static func planes(
        of figure: SkyMapFigure, groups: Int = 1, columns: Int? = nil, sharesColours: Bool = false, title: String = ""
    ) -> SkyMapPanelsFigure {
        guard let axis = figure.map.geometry.axes.first else {
            return SkyMapPanelsFigure([figure], columns: columns, title: title)
        }
        let step = max(groups, 1)
        let panels = stride(from: 0, to: axis.binCount, by: step).map { first in
            let last = min(first + step, axis.binCount)
            var panel = figure
            panel.plane = .slice(axis: axis.name, first..<last)
            panel.title = name(axis, first..<last)
            return panel
        }
        return SkyMapPanelsFigure(panels, columns: columns, sharesColours: sharesColours, title: title)
    }

    /// The ends of bins with their unit: `10–31.6 GeV`.
    private static func name(_ axis: MapAxis, _ bins: Range<Int>) -> String {
        var low = axis.edges[bins.lowerBound]
        var high = axis.edges[bins.upperBound]
        var unit = axis.unit.description
        if unit == "TeV", high < 1.5 {
            (low, high, unit) = (low * 1e3, high * 1e3, "GeV")
        }
        if unit == "GeV", axis.unit == .TeV, high < 1.5 { (low, high, unit) = (low * 1e3, high * 1e3, "MeV") }
        let text = [low, high].map(NumberText.short).joined(separator: "–")
            .replacingOccurrences(of: "×10^{", with: "e").replacingOccurrences(of: "}", with: "")
        return unit.isEmpty ? "\(axis.name) \(text)" : "\(text) \(unit)"
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let wanted = columns ?? Int(Double(panels.count).squareRoot().rounded(.up))
        let page = SkyMapPage(
            panels, columns: min(max(wanted, 1), max(panels.count, 1)), sharesColours: sharesColours, title: title,
            style: style)
        return page.drawing(summary: title.isEmpty ? panels.map(\.name).joined(separator: ", ") : title)
    }
}
