import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaModels
import GammaNumerics
import GammaProducts

/// Reduced datasets of any kinds, a joint fit of models to them and its products, with the oddities that were met.
public struct DatasetsResult: Sendable {
    /// The data: maps, spectra, flux points, in any mix.
    public var datasets: [any Dataset]
    /// The fit; nil when none was asked for.
    public var fit: ModelsFitResult?
    /// What was found out around the fit.
    public var checks = FitChecksResult()
    /// Flux points, one of each configured source.
    public var allFluxPoints: [FluxPoints] = []
    /// Light curves, one of each configured source.
    public var allLightCurves: [LightCurve] = []
    /// The instruments of a joint analysis; empty for any other.
    public internal(set) var instruments: [InstrumentResult] = []
    /// Excess, significance and flux around every pixel.
    public var excessMap: FluxMaps?
    /// Significance and flux of a source at every pixel.
    public var tsMap: FluxMaps?
    /// The sources found in one of these maps.
    public var sources: MapSources?
    /// The sources added to the models by iterative modelling, and how.
    public var search: SourceSearchResult?
    /// Flux in regions along a line, or around a centre.
    public var profile: FluxProfile?
    /// The smallest flux that would be detected.
    public var sensitivity: SensitivityCurve?
    /// Sources of a catalogue that maps are shown with; nil for none.
    public var catalogMarks: CatalogMarks?
    /// How the backgrounds of the runs were normalised, in their order; empty when none were.
    public var backgrounds: [FoVBackgroundResult]
    /// What was left out when the backgrounds were measured; nil unless the data were to say so (`exclusion: auto`).
    public var exclusion: ExclusionMaskResult?
    /// The runs behind the datasets, and those that were left out.
    public internal(set) var selection = RunSelection()
    /// The configuration, for the report; empty where there was none.
    public var settings = ""
    /// Oddities that were survived, in the order of their origin, with how often each was met.
    public var notices: [(notice: Notice, count: Int)]

    /// Makes a result.
    public init(
        datasets: [any Dataset], fit: ModelsFitResult? = nil, backgrounds: [FoVBackgroundResult] = [],
        notices: [(notice: Notice, count: Int)] = []
    ) {
        self.datasets = datasets
        self.fit = fit
        self.backgrounds = backgrounds
        self.notices = notices
    }

    /// Flux points of the first configured source.
    public var fluxPoints: FluxPoints? { allFluxPoints.first }

    /// Light curve of the first configured source.
    public var lightCurve: LightCurve? { allLightCurves.first }

    /// The maps among the datasets.
    public var maps: [MapDataset] { datasets.compactMap { $0 as? MapDataset } }

    /// The spectra of regions among the datasets.
    public var spectra: [SpectrumDataset] { datasets.compactMap { $0 as? SpectrumDataset } }

    /// Energies in TeV that take part in the fit of any dataset.
    var fitEnergies: (low: Double, high: Double)? {
        let ranges =
            maps.compactMap(\.fitRange)
            + spectra.map(\.fitEnergies).compactMap { energies in
                energies.first.flatMap { first in energies.last.map { (first, $0) } }
            }
            + fluxPointsDatasets.compactMap { dataset in
                let used = zip(dataset.points.points, dataset.mask).filter(\.1).map(\.0)
                // Published points often come without edges.
                let edges = used.flatMap { [$0.eMin, $0.eRef, $0.eMax] }.filter(\.isFinite)
                return edges.min().flatMap { low in edges.max().map { (low, $0) } }
            }
        guard let low = ranges.map(\.0).min(), let high = ranges.map(\.1).max(), low > 0, high > low else { return nil }
        return (low, high)
    }

    /// Energies in TeV at which fitted spectra are drawn; nil where no energy takes part.
    var curveEnergies: [Double]? {
        fitEnergies.map { Quadrature.geomspace($0.low, $0.high, count: max(101, Int(10 * log10($0.high / $0.low)))) }
    }

    /// The flux points among the datasets.
    public var fluxPointsDatasets: [FluxPointsDataset] { datasets.compactMap { $0 as? FluxPointsDataset } }
}
