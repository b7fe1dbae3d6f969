import GammaNumerics

/// An objective without derivatives of its own: they are taken as central differences of the value.
///
/// Steps follow the curvature found on the spot (about 1/100 of a standard deviation), so that parameters of very different
/// size need no help; nothing is remembered between calls, so that results do not depend on their order.
/// A gradient costs four to six values a parameter.
public struct NumericalGradient: Objective {
    /// The free parameters; an error that is known sets the first step.
    public let parameters: [FitParameter]
    private let function: @Sendable ([Double]) -> Double

    /// Wraps a function of the parameters.
    public init(parameters: [FitParameter], value: @escaping @Sendable ([Double]) -> Double) {
        self.parameters = parameters
        function = value
    }

    /// Takes only the values of another objective.
    public init(_ objective: any Objective) {
        self.init(parameters: objective.parameters) { objective.value(at: $0) }
    }

    /// The value at `x`.
    public func value(at x: [Double]) -> Double { function(x) }

    /// The value and its numerical derivatives at `x`; no curvature.
    public func evaluate(at x: [Double]) -> ObjectiveEvaluation {
        let value = function(x)
        guard value.isFinite else {
            return ObjectiveEvaluation(value: value, gradient: Array(repeating: .nan, count: x.count))
        }
        let gradient = parameters.indices.map { index in
            var difference = ValueDifference(parameter: parameters[index], at: x[index], value: value)
            difference.refine { step in
                var moved = x
                moved[index] = step
                return function(moved)
            }
            return difference.slope
        }
        return ObjectiveEvaluation(value: value, gradient: gradient)
    }
}
