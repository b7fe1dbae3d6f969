/// How the significances of the pixels of a map are distributed.
public struct SignificanceDistribution: Sendable, Equatable {
    /// Which pixels.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// All pixels of the fit.
        case all
        /// Those outside the outlines of the sources.
        case outside = "outside sources"
        /// Those inside.
        case inside = "inside sources"
    }

    /// Which pixels.
    public var part: Part
    /// Energies in TeV.
    public var energyRange: ClosedRange<Double>
    /// Whether these are all energies of the maps together.
    public var isTotal: Bool
    /// Number of pixels.
    public var pixels: Int
    /// Mean of the Gaussian that is most likely; 0 for a right prediction.
    public var mean: Double
    /// Its standard deviation; 1 for a right prediction.
    public var width: Double
    /// The lowest and the highest significance; NaN without pixels.
    public var lowest: Double
    /// The highest.
    public var highest: Double

    /// The distribution of values, of which those that are not finite do not count.
    public init(_ part: Part, of values: [Double], energyRange: ClosedRange<Double>, isTotal: Bool) {
        let values = values.filter(\.isFinite)
        let count = Double(values.count)
        let mean = values.isEmpty ? .nan : values.reduce(0, +) / count
        self.part = part
        self.energyRange = energyRange
        self.isTotal = isTotal
        self.mean = mean
        pixels = values.count
        width = values.isEmpty ? .nan : (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        lowest = values.min() ?? .nan
        highest = values.max() ?? .nan
    }
}
