import GammaFit

/// One simulation of a ``ParametricBootstrap``, fitted.
public struct BootstrapToy: Sendable, Equatable {
    /// Its number.
    public var index: Int
    /// How its fit ended.
    public var outcome: FitOutcome
    /// The statistic above that of a prediction that equals the simulated data.
    public var deviance: Double
    /// The free parameters.
    public var values: [Double]
    /// Their errors by the second derivatives.
    public var errors: [Double]

    /// Makes a simulation.
    public init(index: Int, outcome: FitOutcome, deviance: Double, values: [Double], errors: [Double]) {
        self.index = index
        self.outcome = outcome
        self.deviance = deviance
        self.values = values
        self.errors = errors
    }
}
