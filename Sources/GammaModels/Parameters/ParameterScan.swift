import Foundation

/// How a statistic profile of a parameter is taken. Unset limits follow from the value and its error.
public struct ParameterScan: Sendable, Equatable {
    /// The scale on which scan points are equally spaced.
    public enum Interpolation: String, Sendable, CaseIterable {
        /// Equal steps.
        case linear = "lin"
        /// Equal ratios.
        case log
        /// Equal steps of the square root.
        case sqrt
    }

    /// Smallest value, in the parameter's unit.
    public var minimum: Double?
    /// Largest value, in the parameter's unit.
    public var maximum: Double?
    /// Explicit values; they win over everything else.
    public var values: [Double]?
    /// Number of values.
    public var valueCount: Int
    /// Half width of the scan in errors when no limits are given.
    public var sigmas: Double
    /// Spacing.
    public var interpolation: Interpolation

    /// Gammapy's defaults: 11 values within ± 2 errors.
    public init(
        minimum: Double? = nil, maximum: Double? = nil, values: [Double]? = nil, valueCount: Int = 11,
        sigmas: Double = 2,
        interpolation: Interpolation = .linear
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.values = values
        self.valueCount = valueCount
        self.sigmas = sigmas
        self.interpolation = interpolation
    }

    /// The values to scan for a parameter at `value` with that error (the value itself stands in for an unknown error).
    ///
    /// A logarithmic or square-root spacing that would need a value below zero falls back to equal steps.
    public func points(value: Double, error: Double) -> [Double] {
        if let values { return values }
        let step = error > 0 ? error : abs(value)
        let lower = minimum ?? value - step * sigmas
        let upper = maximum ?? value + step * sigmas
        guard valueCount > 1 else { return valueCount == 1 ? [lower] : [] }
        let fractions = (0..<valueCount).map { Double($0) / Double(valueCount - 1) }
        switch interpolation {
        case .log where lower > 0 && upper > 0:
            let ratio = upper / lower
            return fractions.map { lower * pow(ratio, $0) }
        case .sqrt where lower >= 0 && upper >= 0:
            let (a, b) = (lower.squareRoot(), upper.squareRoot())
            return fractions.map { pow(a + (b - a) * $0, 2) }
        default:
            return fractions.map { lower + (upper - lower) * $0 }
        }
    }
}

/// Gammapy's scaling of a parameter inside its own fit, kept so that a file is written as it was read.
public struct ParameterScaling: Sendable, Equatable {
    /// `scale10`, `factor1` or nil.
    public var method: String?
    /// `lin`, `log` or `sqrt`.
    public var transform: String

    /// Gammapy's defaults.
    public init(method: String? = "scale10", transform: String = "lin") {
        self.method = method
        self.transform = transform
    }
}
