import GammaCore
import GammaDatasets
import GammaMakers
import GammaProducts

/// Reduced datasets of any kinds, a joint fit of models to them and its products, with the oddities that were met.
public struct DatasetsResult: Sendable {
    /// The data: maps, spectra, flux points, in any mix.
    public var datasets: [any Dataset]
    /// The fit; nil when none was asked for.
    public var fit: ModelsFitResult?
    /// Flux points of the configured source.
    public var fluxPoints: FluxPoints?
    /// Light curve of the configured source.
    public var lightCurve: LightCurve?
    /// Excess, significance and flux around every pixel.
    public var excessMap: FluxMaps?
    /// How the backgrounds of the runs were normalised, in their order; empty when none were.
    public var backgrounds: [FoVBackgroundResult]
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

    /// The maps among the datasets.
    public var maps: [MapDataset] { datasets.compactMap { $0 as? MapDataset } }

    /// The spectra of regions among the datasets.
    public var spectra: [SpectrumDataset] { datasets.compactMap { $0 as? SpectrumDataset } }

    /// The flux points among the datasets.
    public var fluxPointsDatasets: [FluxPointsDataset] { datasets.compactMap { $0 as? FluxPointsDataset } }
}
