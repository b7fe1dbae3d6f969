/// Section `general`: logging, output, files.
public struct GeneralConfig: Sendable, Hashable {
    /// Section `general.log`.
    public struct Log: Sendable, Hashable {
        /// How much is logged.
        public var level = LogLevel.info
        /// File to log to; nil: none.
        public var filename: ConfigPath?
        /// `a`, or nil, appends to the log file, `w` replaces it.
        public var filemode: String?
        /// Python format of log lines: `%(asctime)s %(levelname)s %(message)s`.
        public var format: String?
        /// Python format of times in log lines: `%Y-%m-%d %H:%M:%S`.
        public var datefmt: String?
    }

    /// Names of the logging levels, in any case.
    public enum LogLevel: String, Sendable, Hashable, CaseIterable {
        /// Everything.
        case debug
        /// What is done.
        case info
        /// Oddities.
        case warning
        /// Faults.
        case error
        /// Faults that end the program.
        case critical
    }

    /// The steps of Gammapy's `WorkflowConfig`, and some more.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// Selection of observations and their reduction.
        case dataSelection = "data-selection"
        /// Selection of observations.
        case observations
        /// Reduction to datasets.
        case datasets
        /// Excess and significance maps.
        case excessMap = "excess-map"
        /// Fit of the models.
        case fit
        /// Flux points.
        case fluxPoints = "flux-points"
        /// Light curve.
        case lightCurve = "light-curve"
        /// Map of the test statistic; not in Gammapy.
        case tsMap = "ts-map"
        /// List of sources; not in Gammapy.
        case peaks
        /// Iterative modelling; not in Gammapy.
        case search
        /// Flux profile; not in Gammapy.
        case profile
        /// Sensitivity; not in Gammapy.
        case sensitivity
    }

    /// Logging.
    public var log = Log()
    /// Folder of the results; `.` writes none.
    public var outdir: ConfigPath = "."
    /// Number of threads, when the command line and the caller leave it to the configuration.
    public var nJobs = 1
    /// File that reduced datasets are written to, or read from when ``steps`` leaves out the reduction.
    public var datasetsFile: ConfigPath?
    /// File that models are read from; when they come from elsewhere, the fitted ones are written to it.
    public var modelsFile: ConfigPath?
    /// Steps to run; nil: all that the configuration describes. Written by Gammapy's `WorkflowConfig` only.
    public var steps: [Step]?
    /// For each step whether its results may be replaced. Written by Gammapy's `WorkflowConfig` only.
    public var overwrite: [Bool]?
}
