import GammaCore
import GammaDatasets
import GammaEstimators
import GammaFit
import GammaModels

/// What is to be found out around a fit: test statistics of its sources, simulations, scans of the statistic.
public struct FitChecks: Sendable {
    /// Sources of which the test statistic is wanted, by the fit again without each.
    public var sources: [String] = []
    /// Number of simulations from the fit, and of each fit without a source; nil: none.
    public var simulations: Int?
    /// Effective number of draws of the posterior; nil: none.
    public var draws: Int?
    /// How the posterior is sampled.
    public var sampler = FitConfig.Sampler.nuts
    /// Of the random numbers.
    public var seed: UInt64 = 0
    /// Full names of free parameters along which the statistic is scanned.
    public var profiles: [String] = []
    /// Pairs of such names of which the contours are drawn.
    public var contours: [ParameterPair] = []
    /// Whether the bands of fitted spectra are sampled from the covariance instead of propagated.
    public var samplesBands = false

    /// Nothing.
    public init() {}

    /// Carries them out. Around a fit that did not end in a minimum there is nothing to find out, which is noted.
    /// - Parameters:
    ///   - result: what the fit gave.
    ///   - fit: datasets and start models.
    /// - Throws: ``Fault/Code/badValue`` for names that are not free, faults of the simulations.
    public func run(
        around result: ModelsFitResult, of fit: Fit, execution: Execution = Execution()
    ) throws -> FitChecksResult {
        var found = FitChecksResult()
        if samplesBands { found.spectralErrors = .sampled(seed: seed) }
        let isScan = !profiles.isEmpty || !contours.isEmpty
        guard !sources.isEmpty || simulations != nil || draws != nil || isScan else { return found }
        guard result.fit.outcome.isMinimum else {
            execution.notices.add(
                "the fit ended in no minimum: nothing is simulated, sampled, scanned or tested around it")
            return found
        }
        if !sources.isEmpty {
            found.sourceTests = try NestedTest.sources(
                sources, of: result, datasets: fit.datasets, simulations: simulations ?? 0, seed: seed,
                execution: execution)
        }
        if let simulations {
            found.bootstrap = try ParametricBootstrap(fit.datasets, around: result).run(
                count: simulations, seed: seed, execution)
        }
        if let draws {
            let goal = SamplingGoal(effectiveDraws: Double(draws))
            found.posterior = try fit.sample(
                around: result, with: sampler.sampler, goal: goal, seed: seed, execution: execution)
        }
        if isScan {
            found.scans = try FitScans(
                of: fit, around: result, profiles: profiles, contours: contours, execution: execution)
        }
        return found
    }
}

extension FitConfig.Sampler {
    /// The sampler of that name.
    var sampler: any PosteriorSampler {
        switch self {
        case .nuts: NoUTurnSampler()
        case .ensemble: EnsembleSampler()
        }
    }
}

extension Models {
    /// Checks that names are those of free parameters, before a fit takes its time.
    /// - Throws: ``Fault/Code/badValue`` with the nearest name.
    public func checkFree(_ names: [String]) throws {
        let free = freeParameters.names
        for name in names where !free.contains(name) {
            let near = nearestName(to: name, in: free).map { "did you mean '\($0)'?" }
            throw Fault(
                .badValue, "no free parameter is named '\(name)'",
                hint: near ?? "free are: \(free.joined(separator: ", "))")
        }
    }
}
