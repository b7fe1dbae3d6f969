/// What simulations say of one parameter, in its own unit.
public struct BootstrapParameter: Sendable, Equatable {
    /// Full name.
    public var name: String
    /// Unit.
    public var unit: String
    /// The value of the fit, which the simulations were drawn from.
    public var value: Double
    /// The error of the fit, by its second derivatives.
    public var error: Double
    /// Mean of the simulations.
    public var mean: Double
    /// Their standard deviation: the error by simulation; NaN for fewer than two.
    public var standardDeviation: Double
    /// The values that 15.87 % and 84.13 % of them are below.
    public var lower: Double
    /// See ``lower``.
    public var upper: Double
    /// Share of the simulations whose own error reaches to the value they were drawn from (68 % expected); NaN when none has
    /// an error.
    public var coverage: Double
    /// Number of simulations behind it.
    public var count: Int

    /// How far the mean is from the value.
    public var bias: Double { mean - value }
    /// The error of the bias.
    public var biasError: Double { standardDeviation / Double(max(count, 1)).squareRoot() }
}
