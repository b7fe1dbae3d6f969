import GammaNumerics

/// Counts in bins of one coordinate against what the models predict, component by component.
public struct ResidualSeries: Sendable, Equatable {
    /// What the bins run over.
    public enum Axis: String, Sendable, Hashable, CaseIterable {
        /// Reconstructed energy, TeV.
        case energy
        /// Distance from a source, deg.
        case radial
        /// Longitude in the frame of the image, deg.
        case longitude = "lon"
        /// Latitude in the frame of the image, deg.
        case latitude = "lat"
    }

    /// What one component of the models predicts.
    public struct Component: Sendable, Equatable {
        /// Name of the model; `background` for all backgrounds together.
        public var name: String
        /// Counts a bin.
        public var counts: [Double]

        /// Makes a component.
        public init(_ name: String, _ counts: [Double]) {
            self.name = name
            self.counts = counts
        }
    }

    /// The datasets whose bins are summed.
    public var datasetNames: [String]
    /// The part of the sky: a source, `whole map`, `on region`.
    public var region: String
    /// The coordinate.
    public var axis: Axis
    /// Edges of the bins, one more than bins.
    public var edges: [Double]
    /// Counts.
    public var counts: [Double]
    /// What is predicted, the background first; measured backgrounds are α · off counts.
    public var components: [Component]
    /// Signed root of the likelihood ratio between the counts and the prediction, in σ: Cash's over a predicted
    /// background, Li & Ma's with off counts. NaN where nothing is expected.
    public var significance: [Double]
    /// Whether any pixel or bin of the fit is in the bin.
    public var isUsed: [Bool]
    /// How well all bins agree together; nil without any.
    public var goodness: Goodness?

    /// Makes a series.
    public init(
        datasetNames: [String], region: String, axis: Axis, edges: [Double], counts: [Double],
        components: [Component], significance: [Double], isUsed: [Bool], goodness: Goodness? = nil
    ) {
        self.datasetNames = datasetNames
        self.region = region
        self.axis = axis
        self.edges = edges
        self.counts = counts
        self.components = components
        self.significance = significance
        self.isUsed = isUsed
        self.goodness = goodness
    }

    /// What all components together predict.
    public var predicted: [Double] {
        components.reduce([Double](repeating: 0, count: counts.count)) { zip($0, $1.counts).map { $0 + $1 } }
    }

    /// Counts minus prediction.
    public var excess: [Double] { zip(counts, predicted).map { $0 - $1 } }

    /// Counts minus prediction, over the prediction; NaN where nothing is predicted.
    public var relative: [Double] { zip(excess, predicted).map { $1 > 0 ? $0 / $1 : .nan } }

    /// Lower and upper error of the counts: distances to the ends of their ``PoissonInterval``.
    public var errors: [(low: Double, high: Double)] {
        counts.map { n in
            let interval = PoissonInterval(counts: n)
            return (n - interval.low, interval.high - n)
        }
    }

    /// Name for files and titles: `all datasets, HESS J1702-420A`.
    public var title: String {
        (datasetNames.count == 1 ? datasetNames[0] : "\(datasetNames.count) datasets") + ", \(region)"
    }
}
