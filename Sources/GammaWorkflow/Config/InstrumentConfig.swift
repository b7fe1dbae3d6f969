/// One entry of the list `instruments`: data that are fitted together with those of the others.
public struct InstrumentConfig: Sendable, Equatable {
    /// Where the data of an instrument come from.
    public enum Source: Sendable, Equatable {
        /// Runs of an archive, which are reduced.
        case runs
        /// Files with reduced data, or patterns of them.
        case files([ConfigPath])
        /// Files of Fermi-LAT's tools.
        case fermi(FermiConfig)
    }

    /// Begins the names of its datasets.
    public var name: String
    /// Where its data come from.
    public var source: Source
    /// The analysis with this instrument's own keys: its sections `observations`, `datasets` and `fit.fit_range` say how the runs are
    /// selected and reduced, whether they are stacked, and what of them is fitted. Other sections do nothing.
    public var config: AnalysisConfig

    /// Makes an instrument.
    public init(name: String, source: Source = .runs, config: AnalysisConfig) {
        self.name = name
        self.source = source
        self.config = config
    }

    /// The name that stands for all instruments together.
    public static let joint = "joint"
}

extension AnalysisConfig {
    /// What instruments begin with: the keys that they share, without their list.
    var sharedByInstruments: AnalysisConfig {
        var config = self
        config.instruments = []
        config.comparison = ComparisonConfig()
        config.general = GeneralConfig()
        config.origins = origins.filter { path, _ in
            ["observations", "datasets", "fit.fit_range"].contains { path == $0 || path.hasPrefix($0 + ".") }
        }
        return config
    }

    /// Whether each instrument is fitted alone: where the configuration says so, or compares the result.
    var fitsEachInstrument: Bool {
        fit.eachInstrument ?? comparison.values?.contains { $0.name != InstrumentConfig.joint } ?? false
    }
}
