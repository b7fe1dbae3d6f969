import GammaCore
import GammaMaps

/// Maps of counts and prediction, summed over datasets on one image, and of what is left.
public struct ResidualMaps: Sendable {
    /// The datasets.
    public var datasetNames: [String]
    /// Radius in deg of the disk within which ``excess`` and ``significance`` are taken around each pixel.
    public var correlationRadius: Double
    /// Counts in the bins of the fit; axis `energy`, TeV.
    public var counts: WCSMap
    /// What background and sources predict there.
    public var predicted: WCSMap
    /// Counts minus prediction within the disk.
    public var excess: WCSMap
    /// Their significance in σ; NaN where no bin is in the fit or nothing is expected.
    public var significance: WCSMap
    /// The same for all energies together.
    public var totalSignificance: WCSMap
    /// Pixels within the outline of a source.
    public var isSource: WCSMask
    /// Peaks of ``totalSignificance`` above the threshold, the highest first.
    public var peaks: SourceList
    /// How significances are distributed, of all energies together and of each band: all pixels, outside the sources, inside.
    public var distributions: [SignificanceDistribution]

    /// Makes maps.
    public init(
        datasetNames: [String], correlationRadius: Double, counts: WCSMap, predicted: WCSMap, excess: WCSMap,
        significance: WCSMap, totalSignificance: WCSMap, isSource: WCSMask, peaks: SourceList,
        distributions: [SignificanceDistribution]
    ) {
        self.datasetNames = datasetNames
        self.correlationRadius = correlationRadius
        self.counts = counts
        self.predicted = predicted
        self.excess = excess
        self.significance = significance
        self.totalSignificance = totalSignificance
        self.isSource = isSource
        self.peaks = peaks
        self.distributions = distributions
    }

    /// The energy bands.
    public var energy: MapAxis { counts.geometry.axes[0] }

    /// Name for titles: of the only dataset, or how many they are.
    public var title: String { datasetNames.count == 1 ? datasetNames[0] : "\(datasetNames.count) datasets" }

    /// Number of pixels with a significance: the trials of a maximum, rather too many, as neighbours share their counts.
    public var trials: Int { totalSignificance.values.count(where: \.isFinite) }
}
