import GammaCore

/// Fluxes of one source in time bins, each with one or more energy bins.
public struct LightCurve: Sendable {
    /// One time bin.
    public struct Bin: Sendable {
        /// Start of the bin.
        public var start: Instant
        /// End of the bin.
        public var stop: Instant
        /// The fluxes, in order of energy.
        public var points: [FluxPoint]

        /// Makes a bin.
        public init(start: Instant, stop: Instant, points: [FluxPoint]) {
            self.start = start
            self.stop = stop
            self.points = points
        }

        /// The middle of the bin.
        public var middle: Instant { start.adding(seconds: stop.seconds(since: start) / 2) }
    }

    /// The bins, in order of time.
    public var bins: [Bin]
    /// The scale of the times in files.
    public var timeScale: TimeScale
    /// What holds for all fluxes.
    public var metadata: FluxMetadata

    /// Makes a light curve.
    public init(_ bins: [Bin], timeScale: TimeScale = .tt, metadata: FluxMetadata = FluxMetadata(sedType: .flux)) {
        self.bins = bins
        self.timeScale = timeScale
        self.metadata = metadata
    }
}

extension LightCurve: FluxSeries {
    /// The fluxes of each time bin.
    public var rows: [[FluxPoint]] { bins.map(\.points) }
}
