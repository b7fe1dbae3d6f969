import Foundation

@testable import GammaPlots

extension Gallery {
    /// Counts with components, in energy and along longitude, and with nothing in them.
    static var residuals: [(name: String, figure: any Figure)] {
        [
            ("residuals-energy", componentsInEnergy), ("residuals-longitude", componentsAlongLongitude),
            (
                "x-residuals-empty",
                ComponentsFigure(
                    edges: [], coordinate: "Energy", unit: "TeV", isLogarithmic: true, counts: [], errors: [],
                    components: [], significance: [], isUsed: [])
            ),
            (
                "x-residuals-weird",
                ComponentsFigure(
                    edges: [1, 2, 4, 8], coordinate: "Energy", unit: "TeV", isLogarithmic: true,
                    counts: [.nan, 0, 1e9], errors: [],
                    components: [.init(name: "negative", values: [-3, 0, .infinity])],
                    significance: [.nan, -40, .infinity], isUsed: [true, false])
            ),
        ]
    }

    private static var componentsInEnergy: ComponentsFigure {
        let edges = (0...12).map { pow(10, Double($0) / 6) }
        let background = (0..<12).map { 900 * exp(-0.55 * Double($0)) }
        let source = (0..<12).map { 300 * exp(-0.4 * Double($0)) }
        let counts = (0..<12).map { ((background[$0] + source[$0]) * (1 + 0.2 * sin(Double(7 * $0)))).rounded() }
        return components(
            edges, "Energy", "TeV", counts, [background, source, source.map { 0.3 * $0 }],
            isUsed: (0..<12).map { $0 != 0 && $0 != 11 })
    }

    private static var componentsAlongLongitude: ComponentsFigure {
        let edges = (0...30).map { 342 + 0.1 * Double($0) }
        let background = (0..<30).map { 200 - pow(Double($0 - 15) / 2, 2) }
        let source = (0..<30).map { 120 * exp(-pow(Double($0 - 12) / 3, 2)) }
        let counts = (0..<30).map { (background[$0] + source[$0] + 15 * sin(Double(5 * $0))).rounded() }
        var figure = components(edges, "Longitude", "deg", counts, [background, source], isUsed: [])
        figure.isLogarithmic = false
        figure.isReversed = true
        return figure
    }

    private static func components(
        _ edges: [Double], _ coordinate: String, _ unit: String, _ counts: [Double], _ parts: [[Double]], isUsed: [Bool]
    ) -> ComponentsFigure {
        let totals = counts.indices.map { bin in parts.reduce(0) { $0 + $1[bin] } }
        let names = ["background", "HESS J1702-420B", "HESS J1702-420A"]
        return ComponentsFigure(
            edges: edges, coordinate: coordinate, unit: unit, isLogarithmic: true, counts: counts,
            errors: counts.map { ($0.squareRoot(), $0.squareRoot() + 1) },
            components: zip(names, parts).map { .init(name: $0, values: $1) },
            significance: zip(counts, totals).map { ($0 - $1) / $1.squareRoot() }, isUsed: isUsed,
            title: "4 datasets, HESS J1702-420B: deviance 29.7 in 15 bins, p = 0.014")
    }
}
