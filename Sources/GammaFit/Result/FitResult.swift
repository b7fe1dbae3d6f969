import GammaNumerics

/// What a fit found, and how.
public struct FitResult: Sendable {
    /// How it ended, with advice.
    public var outcome: FitOutcome
    /// The free parameters with their final values and errors.
    public var parameters: [FitParameter]
    /// The least value found, −2 ln L.
    public var stat: Double
    /// Twice the inverse of the observed second derivatives, rows in the order of ``parameters``. Parameters at a limit
    /// have zeros; along directions that the data do not determine the error is left out (and infinite in
    /// ``errors``). Nil when there are no usable second derivatives, or none were asked for.
    public var covariance: Matrix?
    /// Estimated vertical distance to the minimum, ½ gᵀ H⁻¹ g: what the statistic could still fall by.
    public var edm: Double
    /// Condition number of the correlation matrix of the parameters inside their limits (1: independent; large: nearly
    /// degenerate); NaN without covariance.
    public var conditionNumber: Double
    /// Names of the parameters that ended at a limit.
    public var atLimit: [String]
    /// How often the objective was asked.
    public var evaluations: Evaluations
    /// What else was done on the way that one should know of, each as one sentence without a full stop.
    public var remarks: [String] = []
    /// The way to the minimum; empty unless it was asked for.
    public var trace: [FitStep] = []

    /// Counts of calls.
    public struct Evaluations: Sendable, Equatable {
        /// Calls for the value alone.
        public var values = 0
        /// Calls for value and derivatives, during minimisation.
        public var gradients = 0
        /// Calls for value and derivatives for the error matrix.
        public var hessian = 0
        /// No calls.
        public init() {}

        /// All calls.
        public var total: Int { values + gradients + hessian }

        /// Calls of both.
        public static func + (a: Self, b: Self) -> Self {
            var sum = a
            sum.values += b.values
            sum.gradients += b.gradients
            sum.hessian += b.hessian
            return sum
        }
    }

    /// Names of the free parameters.
    public var names: [String] { parameters.map(\.name) }
    /// Final values.
    public var values: [Double] { parameters.map(\.value) }
    /// Errors (1 σ): 0 at a limit, infinite where undetermined.
    public var errors: [Double] { parameters.map(\.error) }

    /// The index of a parameter by name.
    public func index(of name: String) -> Int? { parameters.firstIndex { $0.name == name } }
}
