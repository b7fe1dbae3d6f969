import GammaCore
import GammaDatasets
import GammaFit
import GammaModels

/// Simulates the data from a fit, many times, and fits each simulation as the data were: how well the models describe the
/// data, what their parameters scatter by, and whether they are biased (Efron & Tibshirani 1993).
///
/// Counts, on and off, are drawn from what the fitted models predict. Every simulation starts from these models; sources stay
/// where going downhill leads unless ``looksForPositions`` is set. Priors are as in the fit and do not scatter.
/// The same seed gives the same result for any number of threads.
public struct ParametricBootstrap: Sendable {
    /// The data.
    public let datasets: [any Dataset]
    /// Their fit.
    public let fit: ModelsFitResult
    /// Whether sources with a free position are looked for elsewhere in each simulation.
    public var looksForPositions = false

    /// Prepares simulations of the datasets around their fit.
    public init(_ datasets: [any Dataset], around fit: ModelsFitResult) {
        self.datasets = datasets
        self.fit = fit
    }

    /// Simulates and fits.
    /// - Parameters:
    ///   - count: number of simulations.
    ///   - seed: of the random numbers.
    /// - Throws: ``Fault/Code/badValue`` without simulations or without a fit that ended in a minimum,
    ///   ``Fault/Code/unsupported`` for data that cannot be simulated, ``Fault/Code/cancelled``.
    public func run(count: Int, seed: UInt64 = 0, _ execution: Execution = Execution()) throws -> BootstrapResult {
        guard count > 0 else { throw Fault(.badValue, "a bootstrap needs at least 1 simulation, not \(count)") }
        guard fit.outcome.isMinimum else {
            throw Fault(
                .badValue, "there is no fit to simulate from: \(fit.outcome)", hint: fit.outcome.advice)
        }
        let toys = ToyData(datasets, fit.models, stream: "bootstrap", seed: seed)
        let samplers = try toys.samplers()
        var start = fit.models
        start.covariance = nil
        let inner = Execution(threads: max(1, execution.threads / count))
        let fitted = try parallelMap(Array(0..<count), execution, step: "bootstrap") { [start] index in
            try toy(index, toys.draw(samplers, index), start, inner)
        }
        return BootstrapResult(fit: fit, toys: fitted, seed: seed)
    }

    private func toy(
        _ index: Int, _ datasets: [any Dataset], _ start: Models, _ execution: Execution
    ) throws -> BootstrapToy {
        var toyFit = try Fit(datasets, models: start)
        toyFit.looksForPositions = looksForPositions
        let result = try toyFit.run(execution)
        if result.fit.outcome == .notConverged(.cancelled) { throw Fault(.cancelled, "the bootstrap was cancelled") }
        return BootstrapToy(
            index: index, outcome: result.fit.outcome, deviance: result.deviance, values: result.fit.values,
            errors: result.fit.errors)
    }
}

extension ModelsFitResult {
    /// How the fit ended.
    fileprivate var outcome: FitOutcome { fit.outcome }
}
