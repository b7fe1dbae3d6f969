import GammaMaps

/// Fluxes in neighbouring regions of the sky, along a line or outwards from a centre, each with one or more energy bins.
public struct FluxProfile: FluxSeries {
    /// The flux of one region.
    public struct Bin: Sendable {
        /// Nearest distance from the start of the line, or from the centre, deg.
        public var low: Double
        /// Farthest distance, deg.
        public var high: Double
        /// The region; nil when a file does not say.
        public var region: SkyRegion?
        /// The fluxes, in order of energy.
        public var points: [FluxPoint]

        /// Makes a bin.
        public init(low: Double, high: Double, region: SkyRegion? = nil, points: [FluxPoint]) {
            self.low = low
            self.high = high
            self.region = region
            self.points = points
        }

        /// Middle of the two distances, deg.
        public var middle: Double { (low + high) / 2 }
    }

    /// The bins, in order of distance.
    public var bins: [Bin]
    /// What holds for all fluxes.
    public var metadata: FluxMetadata

    /// Makes a profile.
    public init(_ bins: [Bin], metadata: FluxMetadata = FluxMetadata(sedType: .flux)) {
        self.bins = bins
        self.metadata = metadata
    }

    /// The fluxes of each region.
    public var rows: [[FluxPoint]] { bins.map(\.points) }
}
