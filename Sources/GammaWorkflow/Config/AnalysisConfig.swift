import GammaCore

/// The configuration of an analysis: Gammapy's `AnalysisConfig` with every key, type and default of version 2.1, and
/// sections of its own for further products.
///
/// ``AnalysisConfig/documentation`` lists the keys. Reading answers a mistake with file, line, column, key path and the
/// nearest valid key.
public struct AnalysisConfig: Sendable {
    /// Logging, output, files.
    public var general = GeneralConfig()
    /// Models from a catalogue; not in Gammapy.
    public var catalog = CatalogConfig()
    /// Which runs of which archive.
    public var observations = ObservationsConfig()
    /// The reduction.
    public var datasets = DatasetsConfig()
    /// Instruments that are fitted together; without any the runs of ``observations`` are analysed. Not in Gammapy.
    public var instruments: [InstrumentConfig] = []
    /// What the fit of instruments is compared with; not in Gammapy.
    public var comparison = ComparisonConfig()
    /// The fit.
    public var fit = FitConfig()
    /// Flux points.
    public var fluxPoints = FluxPointsConfig()
    /// Excess and significance maps.
    public var excessMap = ExcessMapConfig()
    /// Light curve.
    public var lightCurve = LightCurveConfig()
    /// Map of the test statistic; not in Gammapy.
    public var tsMap = TSMapConfig()
    /// List of sources; not in Gammapy.
    public var peaks = PeaksConfig()
    /// Iterative modelling; not in Gammapy.
    public var search = SearchConfig()
    /// Flux profile; not in Gammapy.
    public var profile = ProfileConfig()
    /// Sensitivity; not in Gammapy.
    public var sensitivity = SensitivityConfig()

    /// Where each key was written: key path → place.
    var origins: [String: Origin] = [:]
    /// The text that it was read from; nil for one made in memory.
    public internal(set) var text: String?
    /// Path of the file, if it came from one.
    public internal(set) var file: String?

    /// The defaults.
    public init() {}

    /// Where a key was written, or the file, with the key path, when it was not: for faults of later steps.
    public func origin(of keyPath: String) -> Origin { origins[keyPath] ?? Origin(file: file, keyPath: keyPath) }

    /// Whether the file gives this key or, for a section, any key of it.
    public func mentions(_ keyPath: String) -> Bool {
        origins.keys.contains { $0 == keyPath || $0.hasPrefix(keyPath + ".") }
    }
}

extension AnalysisConfig: Equatable {
    /// Configurations are equal when their values are, wherever they were written.
    public static func == (a: AnalysisConfig, b: AnalysisConfig) -> Bool {
        a.general == b.general && a.observations == b.observations && a.datasets == b.datasets && a.fit == b.fit
            && a.fluxPoints == b.fluxPoints && a.excessMap == b.excessMap && a.lightCurve == b.lightCurve
            && a.tsMap == b.tsMap && a.peaks == b.peaks && a.search == b.search && a.profile == b.profile
            && a.sensitivity == b.sensitivity && a.catalog == b.catalog && a.instruments == b.instruments
            && a.comparison == b.comparison
    }
}
