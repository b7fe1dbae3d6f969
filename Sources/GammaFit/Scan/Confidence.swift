import GammaCore
import GammaNumerics

/// Intervals, profiles and contours about a best fit, from the rise of the statistic.
///
/// At every point the other parameters are fitted anew (unless ``reoptimises`` is false, where they stay), and every point
/// carries all of them and the outcome of their fit.
public struct Confidence: Sendable {
    /// The objective that was fitted.
    public let objective: any Objective
    /// The best fit.
    public let result: FitResult
    /// Whether the other parameters are fitted at every point.
    public var reoptimises = true
    /// Fits the other parameters; its error method is not used.
    public var minimiser = Minimiser()

    /// Looks around the best fit of an objective.
    public init(_ objective: any Objective, _ result: FitResult, reoptimises: Bool = true) {
        precondition(objective.parameters.count == result.parameters.count, "the result of this objective")
        self.objective = objective
        self.result = result
        self.reoptimises = reoptimises
    }

    /// The interval of a parameter at whose ends the statistic has risen by sigma² (MINOS), to 10⁻⁶ of sigma.
    public func interval(of index: Int, sigma: Double = 1) -> ConfidenceInterval {
        ConfidenceInterval(
            parameter: result.parameters[index].name, value: result.parameters[index].value, sigma: sigma,
            lower: bound(of: index, sigma: -sigma), upper: bound(of: index, sigma: sigma))
    }

    /// The intervals of all parameters, in parallel.
    /// - Throws: ``Fault`` when `execution` is cancelled.
    public func intervals(sigma: Double = 1, execution: Execution = Execution()) throws -> [ConfidenceInterval] {
        let sides = result.parameters.indices.flatMap { [($0, -sigma), ($0, sigma)] }
        let bounds = try parallelMap(sides, execution, step: "confidence") { bound(of: $0.0, sigma: $0.1) }
        return result.parameters.indices.map {
            ConfidenceInterval(
                parameter: result.parameters[$0].name, value: result.parameters[$0].value, sigma: sigma,
                lower: bounds[2 * $0], upper: bounds[2 * $0 + 1])
        }
    }

    /// One end of the interval of a parameter: above for a positive sigma, below for a negative one.
    public func bound(of index: Int, sigma: Double) -> ConfidenceBound {
        let profiler = profiler
        let size = profiler.typicalError(index)
        return RaySearch(
            profiler: profiler, held: [index], direction: [sigma < 0 ? -size : size], sigma: abs(sigma)
        )
        .search().scaled(by: size)
    }

    /// The value of a parameter above the best fit at which the statistic has risen by sigma²; nil where there is
    /// none below the parameter's maximum.
    public func upperLimit(of index: Int, sigma: Double = 2) -> Double? {
        bound(of: index, sigma: abs(sigma)).distance.map { result.parameters[index].value + $0 }
    }

    /// The index of a parameter by name.
    /// - Throws: ``Fault`` with the nearest name where it is not among the free ones.
    public func index(of name: String) throws -> Int {
        if let index = result.index(of: name) { return index }
        let near = nearestName(to: name, in: result.names)
        throw Fault(
            .badValue, "no free parameter is named '\(name)'",
            hint: near.map { "did you mean '\($0)'?" } ?? "free are: \(result.names.joined(separator: ", "))")
    }

    var profiler: Profiler {
        var inner = minimiser
        inner.errors = .none
        return Profiler(objective: objective, best: result, minimiser: inner, reoptimises: reoptimises)
    }

    /// Checks that values of a scan are numbers within the limits.
    func check(_ values: [Double], of index: Int) throws {
        let parameter = result.parameters[index]
        for value in values where !(value >= parameter.lower && value <= parameter.upper) || !value.isFinite {
            throw Fault(
                .badValue, "\(value) is not a value that \(parameter.name) may have",
                hint: "its limits are \(parameter.lower) and \(parameter.upper)")
        }
    }
}

extension ConfidenceBound {
    /// The same with distances in other units.
    fileprivate func scaled(by size: Double) -> ConfidenceBound {
        switch self {
        case .found(let distance, let point): .found(distance: distance * size, at: point)
        case .atLimit(let distance, let rise, let point):
            .atLimit(distance: distance * size, rise: rise, at: point)
        case .newMinimum, .notFound: self
        }
    }
}
