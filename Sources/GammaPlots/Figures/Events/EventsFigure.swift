import Foundation

/// An event list at a glance: energies, directions, squared distances to a position, times.
public struct EventsFigure: Figure {
    /// Longitudes in degrees.
    public var lon: [Double]
    /// Latitudes in degrees.
    public var lat: [Double]
    /// Reconstructed energies in TeV.
    public var energies: [Double]
    /// Times in seconds from the start.
    public var times: [Double]
    /// Middle of the image, and where squared distances are counted from, in degrees: usually the pointing.
    public var centre: (lon: Double, lat: Double)
    /// Coordinates.
    public var axes: SkyAxes
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(
        lon: [Double], lat: [Double], energies: [Double], times: [Double], centre: (lon: Double, lat: Double),
        axes: SkyAxes = .equatorial, title: String = ""
    ) {
        self.lon = lon
        self.lat = lat
        self.energies = energies
        self.times = times
        self.centre = centre
        self.axes = axes
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let plane = TangentPlane(lon: centre.lon, lat: centre.lat)
        let places = zip(lon, lat).compactMap { plane.project(lon: $0, lat: $1) }
        let rows = [[energyPanel(), imagePanel(places, plane)], [offsetPanel(places), timePanel()]]
        return Page(title: title, rows.map { $0.map { PanelStack([$0]) } }).drawing(
            style, width: 800, height: 640, summary: "\(lon.count) events\(title.isEmpty ? "" : ": " + title)")
    }

    private func energyPanel() -> Panel {
        let range = AxisRange(showing: energies, .log, margin: 0.01)
        let span = log10(range.high) - log10(range.low)
        let exponents = (0...50).map { log10(range.low) + span * Double($0) / 50 }
        let counts = Histogram.counts(energies.filter { $0 > 0 }.map(log10), edges: exponents)
        let edges = exponents.map { pow(10, $0) }
        return histogram("Energy", unit: "TeV", edges, counts, .log, y: .log)
    }

    private func timePanel() -> Panel {
        let range = AxisRange(showing: times, .linear, margin: 0)
        let edges = (0...40).map { range.low + (range.high - range.low) * Double($0) / 40 }
        return histogram("Time", unit: "s", edges, Histogram.counts(times, edges: edges), .linear, y: .linear)
    }

    private func offsetPanel(_ places: [(x: Double, y: Double)]) -> Panel {
        let squares = places.map { place in
            let radius = atan((place.x * place.x + place.y * place.y).squareRoot() * .pi / 180) * 180 / .pi
            return radius * radius
        }
        let sorted = squares.filter(\.isFinite).sorted()
        // a few stray events must not make one bar of all the others
        let usual = sorted.isEmpty ? [] : sorted.prefix(sorted.count * 99 / 100 + 1)
        let top = AxisRange(showing: Array(usual), including: [0], .linear, margin: 0).high
        let edges = (0...50).map { top * Double($0) / 50 }
        return histogram(
            "Squared offset", unit: "deg^{2}", edges, Histogram.counts(squares, edges: edges), .linear, y: .linear)
    }

    private func histogram(
        _ name: RichText, unit: RichText, _ edges: [Double], _ counts: [Double], _ x: Stretch, y: Stretch
    ) -> Panel {
        let top = counts.max() ?? 0
        let y = top > 20 ? y : .linear
        let range = y == .log ? AxisRange(0.6, max(top, 1) * 1.8, .log) : AxisRange(0, max(top, 1) * 1.08, .linear)
        var panel = Panel(
            x: Axis(name, unit: unit, AxisRange(edges.first ?? .nan, edges.last ?? .nan, x), stretch: x),
            y: Axis("Events", range, stretch: y))
        let colour = Palette.colour(0)
        panel.layers.append(
            .steps(edges: edges, values: counts, Stroke(colour, width: 1.1), fill: colour.opacity(0.25)))
        if top == 0 { panel.emptyNote = "no events" }
        return panel
    }

    private func imagePanel(_ places: [(x: Double, y: Double)], _ plane: TangentPlane) -> Panel {
        let radii = places.map { max(abs($0.x), abs($0.y)) }.filter(\.isFinite).sorted()
        // a few stray events must not shrink the picture
        let half = radii.isEmpty ? 1 : max(radii[min(radii.count - 1, radii.count * 99 / 100)] * 1.1, 0.1)
        let cells = 80
        var values = [Double](repeating: 0, count: cells * cells)
        for place in places {
            let column = (half - place.x) / (2 * half) * Double(cells)
            let row = (place.y + half) / (2 * half) * Double(cells)
            guard column >= 0, row >= 0, column < Double(cells), row < Double(cells) else { continue }
            values[Int(row) * cells + Int(column)] += 1
        }
        let figure = SkyImageFigure(
            centre: (plane.lon, plane.lat), axes: axes, cellSize: 2 * half / Double(cells), columns: cells,
            values: values,
            name: "Events a pixel", stretch: .sqrt)
        return figure.panel()
    }
}

/// Counting values in bins.
enum Histogram {
    /// Counts in even bins; the last bin includes its upper edge.
    static func counts(_ values: [Double], edges: [Double]) -> [Double] {
        guard edges.count > 1, let low = edges.first, let high = edges.last, high > low, (high - low).isFinite
        else { return [] }
        let bins = edges.count - 1
        var counts = [Double](repeating: 0, count: bins)
        for value in values where value >= low && value <= high {
            let place = (value - low) / (high - low) * Double(bins)
            counts[min(Int(place), bins - 1)] += 1
        }
        return counts
    }
}
