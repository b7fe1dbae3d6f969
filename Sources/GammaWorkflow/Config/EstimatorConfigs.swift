import GammaCore

/// Section `fit`.
public struct FitConfig: Sendable, Hashable {
    /// How the bands of fitted spectra come from the covariance.
    public enum Bands: String, Sendable, Hashable, CaseIterable {
        /// By linear propagation.
        case propagated
        /// From spectra that are drawn from it.
        case sampled
    }

    /// How a posterior is sampled.
    public enum Sampler: String, Sendable, Hashable, CaseIterable {
        /// By trajectories along the gradient (``NoUTurnSampler``).
        case nuts
        /// By an ensemble of walkers (``EnsembleSampler``).
        case ensemble
    }

    /// Energies used in the fit.
    public var fitRange = EnergyRangeConfig()
    /// Sources of which the test statistic is computed, a name, names, or `all`; none. Gammapy has neither this key nor those that follow.
    public var ts: OneOrMany<String>?
    /// Number of simulations from the fit; none.
    public var bootstrap: Int?
    /// Effective number of draws of the posterior; none.
    public var sampling: Int?
    /// How the posterior is sampled; nuts.
    public var sampler: Sampler?
    /// Of simulations, draws of the posterior and sampled bands; 0.
    public var seed: Int?
    /// Full names of parameters along which the statistic is scanned; none.
    public var profiles: OneOrMany<String>?
    /// Pairs of parameters of which the contours are drawn; none.
    public var contours: [ParameterPair]?
    /// Bands of fitted spectra; propagated.
    public var bands: Bands?
    /// Whether every step of the search is told; false.
    public var trace: Bool?
    /// Whether each instrument is fitted alone, too; where the configuration compares that.
    public var eachInstrument: Bool?
}

/// What an estimator computes beside value, error and significance.
public enum OptionalQuantities: Sendable, Hashable {
    /// Everything.
    case all
    /// The named quantities.
    case some([Name])

    /// Gammapy's names.
    public enum Name: String, Sendable, Hashable, CaseIterable {
        /// Asymmetric errors.
        case errnErrp = "errn-errp"
        /// Upper limit.
        case ul
        /// Fit statistic as a function of the norm; not for maps.
        case scan
        /// Sensitivity.
        case sensitivity
        /// Ratio of on to off acceptance, for maps.
        case alpha
        /// Acceptance of the on counts, for maps.
        case acceptanceOn = "acceptance_on"
        /// Acceptance of the off counts, for maps.
        case acceptanceOff = "acceptance_off"
    }

    /// Whether that quantity is asked for.
    public func contains(_ name: Name) -> Bool {
        switch self {
        case .all: true
        case .some(let names): names.contains(name)
        }
    }
}

/// The parameters that all flux estimators share: nil where the estimator's own default holds.
public struct EstimatorParameters: Sendable, Hashable {
    /// What is computed beside value, error and significance; nil: nothing.
    public var selectionOptional: OptionalQuantities?
    /// Standard deviations of errors; 1.
    public var nSigma: Double?
    /// Standard deviations of upper limits; 2.
    public var nSigmaUL: Double?
    /// Significance to which the sensitivity refers; 5.
    public var nSigmaSensitivity: Double?
    /// Whether the other parameters are fitted again in each bin; false.
    public var reoptimize: Bool?
    /// Whether the datasets' bins in an energy interval are summed before the estimation; false.
    public var sumOverEnergyGroups: Bool?
    /// Whether datasets of different telescopes may be combined; false.
    public var allowMultipleTelescopes: Bool?
    /// Parameters of the source's spectrum that are fitted in each bin, too; none. Gammapy has no such key.
    public var freeParameters: [String]?

    /// Makes parameters; Gammapy's configuration default asks for everything optional.
    public init(selectionOptional: OptionalQuantities? = .all) { self.selectionOptional = selectionOptional }
}

/// Section `flux_points`.
public struct FluxPointsConfig: Sendable, Hashable {
    /// The bins.
    public var energy = EnergyAxisConfig()
    /// Name of the model component, a list of names, or `all`.
    public var source: OneOrMany<String> = "source"
    /// Details.
    public var parameters = EstimatorParameters()
}

/// Section `excess_map`.
public struct ExcessMapConfig: Sendable, Hashable {
    /// Section `excess_map.parameters`: nil where the estimator's own default holds.
    public struct Parameters: Sendable, Hashable {
        /// What is computed beside excess and significance; nil: nothing.
        public var selectionOptional: OptionalQuantities?
        /// Standard deviations of errors; 1.
        public var nSigma: Double?
        /// Standard deviations of upper limits; 2.
        public var nSigmaUL: Double?
        /// Significance to which the sensitivity refers; 5.
        public var nSigmaSensitivity: Double?
        /// Whether off counts are summed over the correlation radius; true.
        public var correlateOff: Bool?
        /// Least number of gammas of the sensitivity; 10.
        public var gammaMinSensitivity: Double?
        /// Background systematics of the sensitivity, as a fraction; 0.05.
        public var bkgSystFractionSensitivity: Double?
        /// Whether these two are applied; false.
        public var applyThresholdSensitivity: Bool?
        /// Without energy edges: one map of all energies, or one of each bin of the dataset; true.
        public var sumOverEnergyGroups: Bool?
    }

    /// Radius over which counts are summed.
    public var correlationRadius = ConfigAngle.degrees(0.1)
    /// Details.
    public var parameters = Parameters()
    /// Energy bins; nothing set: those of the dataset.
    public var energyEdges = EnergyAxisConfig()
    /// Whether the sources of the models are left out of the map, as the background is; true. Gammapy has no such key.
    public var subtractSources: Bool?
}

/// Section `light_curve`.
public struct LightCurveConfig: Sendable, Hashable {
    /// Section `light_curve.parameters`: nil where the estimator's own default holds.
    public struct Parameters: Sendable, Hashable {
        /// What all flux estimators share.
        public var common = EstimatorParameters()
        /// Tolerance with which runs fit into the time bins; 1e-6 s.
        public var atol: ConfigDuration?
        /// Whether the datasets of a time bin are stacked; false.
        public var stackOverTimeInterval: Bool?
    }

    /// Time bins; nothing set: one bin a dataset.
    public var timeIntervals = TimeIntervalsConfig()
    /// Energy bins.
    public var energyEdges = EnergyAxisConfig()
    /// Name of the model component, a list of names, or `all`.
    public var source: OneOrMany<String> = "source"
    /// Details.
    public var parameters = Parameters()
}
