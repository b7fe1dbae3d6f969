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

    /// Number of time bins.
    public var count: Int { bins.count }

    /// Number of energy bins: the largest of all time bins.
    public var energyBinCount: Int { bins.map(\.points.count).max() ?? 0 }

    /// The points of one time bin.
    public func fluxPoints(_ bin: Int) -> FluxPoints { FluxPoints(bins[bin].points, metadata: metadata) }

    /// One value a time bin, for one energy bin, in the internal unit of the type; NaN where there is none.
    public func values(_ type: SEDType, _ quantity: FluxQuantity = .value, energyBin: Int = 0) -> [Double] {
        bins.map { bin in
            guard bin.points.indices.contains(energyBin) else { return .nan }
            let point = bin.points[energyBin]
            return point.outcome?.success == false ? .nan : point.flux(type, quantity) ?? .nan
        }
    }

    /// Whether the flux of each time bin is to be shown as an upper limit.
    public func isUL(energyBin: Int = 0) -> [Bool] {
        bins.map { $0.points.indices.contains(energyBin) ? metadata.isUL($0.points[energyBin]) : false }
    }
}
