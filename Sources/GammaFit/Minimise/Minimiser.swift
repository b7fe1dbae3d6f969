import GammaCore
import GammaNumerics

/// Finds the minimum of an objective within its limits.
///
/// Levenberg–Marquardt steps on the expected second derivatives where the objective gives them, on a BFGS estimate
/// where it does not or where the expected ones serve badly. Steps are measured in standard deviations, so that
/// parameters of any size need no scaling, and a step is taken only where the value falls: a trial far off does no harm.
/// Errors come from the observed second derivatives (what MINUIT calls HESSE), by differences of the gradient.
/// The result is the same for every run.
public struct Minimiser: Sendable {
    /// The estimated distance to the minimum at which to stop; the statistic rises by 1 at one standard deviation.
    public var tolerance = 1e-8
    /// Calls of the objective allowed for the minimisation; nil allows 500 and 100 a parameter.
    public var maximumEvaluations: Int?
    /// Where errors come from.
    public var errors = ErrorMethod.observed
    /// Whether the result tells every step (``FitResult/trace``).
    public var recordsTrace = false

    /// Where the error matrix comes from.
    public enum ErrorMethod: Sendable {
        /// No errors: for inner fits.
        case none
        /// The second derivatives that drove the fit: expected ones, or their estimate. Costs nothing.
        case expected
        /// The second derivatives at the minimum, from two gradients a parameter.
        case observed
    }

    /// A minimiser with default settings.
    public init() {}

    /// A minimiser that gives no errors, for fits within scans.
    static var inner: Minimiser {
        var minimiser = Minimiser()
        minimiser.errors = .none
        return minimiser
    }

    /// Minimises the objective from a start (the parameters' values where there is none).
    ///
    /// Never throws: whatever goes wrong is in the outcome. Stops early when its task is cancelled or `execution` says so.
    /// - Parameter execution: receives progress under the step "fit"; nil reports nothing.
    public func minimise(
        _ objective: any Objective, from start: [Double]? = nil, execution: Execution? = nil
    ) -> FitResult {
        let parameters = objective.parameters
        let x = start ?? parameters.map(\.value)
        precondition(x.count == parameters.count, "a start value for every parameter")
        let counted = CountedObjective(objective)
        var search = MinimumSearch(
            counted, tolerance: tolerance,
            maximumEvaluations: maximumEvaluations ?? (500 + 100 * parameters.count), execution: execution)
        search.recordsTrace = recordsTrace
        if let reason = search.begin(at: x) {
            return failed(reason, search)
        }
        // Objectives with second derivatives of their own are brought near by the expected ones, then by these.
        if counted.hasHessian { search.tolerance = max(tolerance, Self.nearby) }
        for attempt in 0..<4 {
            if let reason = search.run() { return failed(reason, search) }
            guard errors == .observed || errors == .none && counted.hasHessian && search.tolerance > tolerance else {
                break
            }
            let matrix = ErrorMatrix(search.model, counted)
            // A point without slope need not be a minimum: where the Hessian shows a way down, take it and search again.
            if attempt < 2, let way = matrix.wayDown, search.escape(along: way) { continue }
            search.tolerance = tolerance
            guard let (hessian, free) = matrix.observed else {
                if counted.hasHessian, let reason = search.run() { return failed(reason, search) }
                return result(search, errors == .none ? nil : matrix)
            }
            search.adopt(hessian, of: free)
            let distance = search.distance
            if let reason = search.run() { return failed(reason, search) }
            if errors == .none { break }
            // The matrix still holds unless the search has gone on by more than some hundredths of an error.
            if distance < 1e-3 || attempt == 3 { return result(search, matrix) }
        }
        return result(search, errors == .none ? nil : ErrorMatrix(expected: search.model, counted))
    }

    /// The estimated distance to the minimum below which exact second derivatives serve better than expected ones.
    private static let nearby = 0.1

    private func result(_ search: MinimumSearch, _ matrix: ErrorMatrix?) -> FitResult {
        let model = search.model
        var parameters = search.counted.parameters
        let atLimit = parameters.indices.filter { model.x[$0] <= model.lower[$0] || model.x[$0] >= model.upper[$0] }
        let names = atLimit.map { parameters[$0].name }
        for i in parameters.indices {
            parameters[i].value = model.x[i]
            parameters[i].error = matrix?.errors[i] ?? 0
        }
        let outcome: FitOutcome
        if let problem = matrix?.problem {
            outcome = problem
        } else {
            outcome = names.isEmpty ? .converged : .convergedAtLimit(names)
        }
        return FitResult(
            outcome: outcome, parameters: parameters, stat: model.value, covariance: matrix?.covariance,
            edm: search.distance, conditionNumber: matrix?.conditionNumber ?? .nan, atLimit: names,
            evaluations: search.counted.counts, trace: search.trace)
    }

    /// The best point so far, without errors.
    private func failed(_ reason: FitOutcome.StopReason, _ search: MinimumSearch) -> FitResult {
        var result = result(search, nil)
        result.outcome = .notConverged(reason)
        return result
    }
}
