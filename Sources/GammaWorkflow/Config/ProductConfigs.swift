import GammaEstimators

/// Section `profile`, which Gammapy does not have: nil where the estimator's own default holds.
public struct ProfileConfig: Sendable, Hashable {
    /// Where the line begins.
    public var start = DirectionConfig()
    /// Where it ends.
    public var stop = DirectionConfig()
    /// Width of the boxes across the line.
    public var width: ConfigAngle?
    /// Centre of the rings, instead of a line.
    public var centre = DirectionConfig()
    /// Inner radius of the first ring; 0.
    public var radiusMin: ConfigAngle?
    /// Outer radius of the last ring.
    public var radiusMax: ConfigAngle?
    /// Number of bins; 10.
    public var nbins: Int?
    /// Width of the bins, instead of their number.
    public var binWidth: ConfigAngle?
    /// Energy bins; nothing set: one of all energies.
    public var energyEdges = EnergyAxisConfig()
    /// The source whose spectrum is the reference and which is not part of the background.
    public var source: String?
    /// Index of the reference spectrum without a source; 2.
    public var index: Double?
    /// What is computed beside value, error and significance; errn-errp and ul.
    public var selectionOptional: OptionalQuantities?
    /// Standard deviations of errors; 1.
    public var nSigma: Double?
    /// Standard deviations of upper limits; 2.
    public var nSigmaUL: Double?
}

/// Section `ts_map`, which Gammapy does not have, with the names of its `TSMapEstimator`: nil where the estimator's own
/// default holds.
public struct TSMapConfig: Sendable, Hashable {
    /// File with the source looked for; a point source.
    public var model: ConfigPath?
    /// Index of its spectrum without a file; 2.
    public var index: Double?
    /// Width of its image; as far as it reaches.
    public var kernelWidth: ConfigAngle?
    /// Energy bins; nothing set: one of all energies.
    public var energyEdges = EnergyAxisConfig()
    /// Whether the sources of the models are left out of the map, as the background is; true.
    public var subtractSources: Bool?
    /// Whether the bins of an energy interval are summed before the fit; true.
    public var sumOverEnergyGroups: Bool?
    /// So many pixels along each side are joined; 1.
    public var downsamplingFactor: Int?
    /// What is computed beside value, error and significance; nothing.
    public var selectionOptional: OptionalQuantities?
    /// Standard deviations of errors; 1.
    public var nSigma: Double?
    /// Standard deviations of upper limits; 2.
    public var nSigmaUL: Double?
    /// Significance to which the sensitivity refers; 5.
    public var nSigmaSensitivity: Double?
}

/// Section `peaks`, which Gammapy does not have: nil where the finder's own default holds.
public struct PeaksConfig: Sendable, Hashable {
    /// A map in which sources can be looked for.
    public enum Map: String, Sendable, Hashable, CaseIterable {
        /// That of section `ts_map`.
        case tsMap = "ts_map"
        /// That of section `excess_map`.
        case excessMap = "excess_map"
    }

    /// The map; the TS map, without one the excess map.
    public var map: Map?
    /// Least significance of a source; 5.
    public var threshold: Double?
    /// Least distance of two sources; 0.3 deg.
    public var minDistance: ConfigAngle?
}

/// Section `search`, which Gammapy does not have: nil where the finder's own default holds.
public struct SearchConfig: Sendable, Hashable {
    /// Least significance of a source; 5.
    public var threshold: Double?
    /// Least significance of a shape or spectrum against one with fewer parameters; 4.
    public var detailThreshold: Double?
    /// The shapes that are tried; point and Gaussian.
    public var shapes: [SourceShape]?
    /// The spectra that are tried; power laws.
    public var spectra: [SourceSpectrum]?
    /// σ of the Gaussians that are looked for; 0, 0.1, 0.2 and 0.4 deg.
    public var sizes: [ConfigAngle]?
    /// Spectral index of what is looked for, one or more; 2.3.
    public var index: OneOrMany<Double>?
    /// Rounds after which it ends in any case; 20.
    public var maxRounds: Int?
}

/// Section `sensitivity`, which Gammapy does not have, with the names of its `SensitivityEstimator`: nil where its default holds.
public struct SensitivityConfig: Sendable, Hashable {
    /// Significance of a detection; 5.
    public var nSigma: Double?
    /// Smallest number of gamma rays; 10.
    public var gammaMin: Double?
    /// Smallest excess as a share of the background; 0.05.
    public var bkgSystFraction: Double?
    /// The source whose spectrum is the reference.
    public var source: String?
    /// Index of the reference spectrum without a source; 2.
    public var index: Double?
}
