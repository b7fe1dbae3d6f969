import GammaCore
import GammaPlots
import GammaProducts

extension ComponentsFigure {
    /// A spectrum or a profile with its prediction by components.
    public init(_ series: ResidualSeries) {
        let name =
            switch series.axis {
            case .energy: "Energy"
            case .radial: "Distance from \(series.region)"
            case .longitude: "Longitude"
            case .latitude: "Latitude"
            }
        let numbers = series.goodness.map { goodness in
            let p = goodness.pValue < 0.001 ? "< 0.001" : "= " + ValueFormat.number(goodness.pValue, digits: 2)
            return ": deviance \(ValueFormat.number(goodness.deviance, digits: 3)) in \(goodness.bins) bins, p \(p)"
        }
        self.init(
            edges: series.edges, coordinate: name, unit: series.axis == .energy ? "TeV" : "deg",
            isLogarithmic: series.axis == .energy, isReversed: series.axis == .longitude, counts: series.counts,
            errors: series.errors, components: series.components.map { .init(name: $0.name, values: $0.counts) },
            significance: series.significance, isUsed: series.isUsed, title: series.title + (numbers ?? ""))
    }
}
