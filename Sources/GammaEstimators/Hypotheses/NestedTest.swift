import GammaCore
import GammaDatasets
import GammaFit
import GammaModels

/// The test statistic of two nested hypotheses about the same data: both are fitted, and the difference of their statistics
/// becomes a probability (``TestStatistic``).
///
/// ```swift
/// let test = try NestedTest(datasets, models: models, null: [.fixed("crab.spectral.lambda_", 0)]).run()
/// ```
public struct NestedTest: Sendable {
    /// The data.
    public let datasets: [any Dataset]
    /// The smaller hypothesis; its free parameters start from the best fit of the larger one.
    public let null: Models
    /// The larger hypothesis at its start values.
    public let alternative: Models
    /// Whether sources with a free position are looked for elsewhere in the fits. Where they are, another source may take the
    /// place of one that the null hypothesis does without.
    public var looksForPositions = true

    /// Compares models with what restrictions leave of them.
    /// - Throws: ``Fault/Code/unknownKey`` for names that are not there, ``Fault/Code/badUnit`` for linked units that do not
    ///   fit together.
    public init(_ datasets: [any Dataset], models: Models, null restrictions: [Restriction]) throws {
        let alternative = try models.freeing(restrictions)
        self.init(datasets, null: try alternative.restricted(by: restrictions), alternative: alternative)
    }

    /// Compares two lists of models, of which the first must be a special case of the second: names tell which parameters
    /// they share.
    public init(_ datasets: [any Dataset], null: Models, alternative: Models) {
        self.datasets = datasets
        self.null = null
        self.alternative = alternative
    }

    /// Fits both hypotheses. A fit that ended in no minimum says so in its outcome.
    /// - Throws: ``Fault/Code/badValue`` when the null hypothesis has more free parameters than the other one, and what
    ///   ``Fit`` throws.
    public func run(_ execution: Execution = Execution()) throws -> NestedTestResult {
        try compared(with: fit(alternative, execution), execution)
    }

    /// The same for a larger hypothesis that is fitted already.
    func compared(with fitted: ModelsFitResult, _ execution: Execution) throws -> NestedTestResult {
        let difference = HypothesisDifference(null: null, alternative: alternative)
        guard difference.parameters >= 0 else {
            throw Fault(
                .badValue, "the null hypothesis has \(-difference.parameters) more free parameters than the other one",
                hint: "give the models with fewer free parameters first")
        }
        let restricted = try fit(null.starting(from: fitted.models), execution)
        var fitted = fitted
        var remarks = difference.remarks
        if restricted.fit.stat < fitted.fit.stat - Self.noise {
            // A special case fits better: the larger hypothesis had not found its minimum, which is not beyond this.
            let again = try fit(alternative.starting(from: restricted.models), execution)
            if again.fit.stat < fitted.fit.stat { fitted = again }
            if restricted.fit.stat < fitted.fit.stat - Self.noise {
                remarks.append("the null hypothesis fits better: the fit of the other one has not found its minimum")
            }
        }
        return NestedTestResult(
            ts: TestStatistic(
                restricted.fit.stat - fitted.fit.stat, degreesOfFreedom: difference.parameters,
                isAtLimit: difference.isAtLimit),
            null: restricted, alternative: fitted, remarks: remarks)
    }

    private func fit(_ models: Models, _ execution: Execution) throws -> ModelsFitResult {
        var fit = try Fit(datasets, models: models)
        fit.looksForPositions = looksForPositions
        return try fit.run(execution)
    }

    /// Differences of two minima of one likelihood that mean nothing.
    private static let noise = 1e-3
}

extension NestedTest {
    /// The test statistic of sources: of each against the same models without it, everything else fitted again.
    ///
    /// Other sources stay where going downhill leads from the best fit, so that none takes the place of the one that is
    /// missing. A source without a free parameter of its own has a TS but no degrees of freedom.
    /// - Parameters:
    ///   - fit: the fit of all models to these datasets.
    ///   - sources: their names; nil: all sources of the models.
    ///   - simulations: number of simulations of each null hypothesis for a p-value beside that of χ²; 0 for none.
    ///   - seed: of the simulations.
    /// - Returns: one test a source, in their order.
    /// - Throws: ``Fault/Code/unknownKey`` for a source that is not there, and what ``Fit`` throws.
    public static func sources(
        _ sources: [String]? = nil, of fit: ModelsFitResult, datasets: [any Dataset], simulations: Int = 0,
        seed: UInt64 = 0, execution: Execution = Execution()
    ) throws -> [SourceTest] {
        let names = sources ?? fit.models.skyModels.map(\.name)
        let inner = Execution(
            threads: max(1, execution.threads / max(names.count, 1)), notices: execution.notices)
        let tests = try parallelMap(names, execution, step: "test statistics") { name in
            let test = try NestedTest.without(name, fit, datasets)
            return SourceTest(source: name, result: try test.compared(with: fit, inner))
        }
        guard simulations > 0 else { return tests }
        return try tests.map { test in
            var test = test
            test.result.simulation = try NestedTest.without(test.source, fit, datasets).simulation(
                of: test.result, count: simulations, seed: seed, execution)
            return test
        }
    }

    private static func without(
        _ source: String, _ fit: ModelsFitResult, _ datasets: [any Dataset]
    ) throws -> NestedTest {
        var test = try NestedTest(datasets, models: fit.models, null: [.without(source: source)])
        test.looksForPositions = false
        return test
    }
}

extension Models {
    /// The models with their free parameters at the values that those of the same name have in others.
    func starting(from others: Models) throws -> Models {
        var models = self
        let known = Set(others.parameterNames)
        for (name, entry) in zip(freeParameters.names, freeParameters.entries) where known.contains(name) {
            let other = try others.parameter(name)
            guard other.unit == entry.parameter.unit else { continue }
            try models.update(name) { $0.value = other.value }
        }
        models.covariance = nil
        return models
    }
}
