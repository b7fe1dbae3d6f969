import GammaNumerics

/// The posterior of one parameter, and how well it is known.
public struct ParameterPosterior: Sendable, Equatable {
    /// Name of the parameter.
    public var name: String
    /// Mean of the draws.
    public var mean: Double
    /// Standard deviation of the draws.
    public var standardDeviation: Double
    /// Median of the draws.
    public var median: Double
    /// Between the 15.87 % and 84.13 % quantiles.
    public var central68: PosteriorInterval
    /// Between the 2.28 % and 97.72 % quantiles (95.45 %, two standard deviations of a normal distribution).
    public var central95: PosteriorInterval
    /// The shortest interval with 68.27 % of the draws.
    public var highestDensity68: PosteriorInterval
    /// The shortest interval with 95.45 % of the draws.
    public var highestDensity95: PosteriorInterval
    /// Rank-normalised split R-hat (``SampleDiagnostics/rHat(_:)``).
    public var rHat: Double
    /// Effective number of draws in the bulk.
    public var effectiveBulk: Double
    /// Effective number of draws in the tails.
    public var effectiveTail: Double
    /// Integrated autocorrelation time in draws of a chain.
    public var autocorrelationTime: Double
    /// Standard error of ``mean`` from the finite number of draws.
    public var meanError: Double

    /// - Parameters:
    ///   - chains: draws of every chain or walker.
    ///   - groups: the same with the walkers of an ensemble taken together.
    init(name: String, chains: [[Double]], groups: [[Double]]) {
        self.name = name
        let sorted = chains.joined().sorted()
        let count = Double(sorted.count)
        let mean = sorted.reduce(0, +) / count
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        standardDeviation = (squares / max(count - 1, 1)).squareRoot()
        median = Quantile.ofSorted(sorted, 0.5)
        central68 = .central(sorted, Self.oneSigma)
        central95 = .central(sorted, Self.twoSigma)
        highestDensity68 = .highestDensity(sorted, Self.oneSigma)
        highestDensity95 = .highestDensity(sorted, Self.twoSigma)
        rHat = SampleDiagnostics.rHat(groups)
        effectiveBulk = SampleDiagnostics.bulkEffectiveSize(chains)
        effectiveTail = SampleDiagnostics.tailEffectiveSize(chains)
        autocorrelationTime = SampleDiagnostics.autocorrelationTime(chains)
        meanError = standardDeviation / SampleDiagnostics.effectiveSize(chains).squareRoot()
    }

    /// The probability within one standard deviation of a normal distribution, and within two.
    static let oneSigma = 0.682_689_492_137_086
    static let twoSigma = 0.954_499_736_103_642
}
