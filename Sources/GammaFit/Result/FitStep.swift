/// One point of a minimisation: the start, or where an accepted step ended.
public struct FitStep: Sendable, Equatable {
    /// Number of the search that it belongs to, from 0: a fit may search several times, from other starts or with the
    /// prediction's discrete choices made anew.
    public var search: Int
    /// Number of the step within its search; 0 is the start.
    public var iteration: Int
    /// The statistic.
    public var stat: Double
    /// Length of the step that led here, in standard deviations as the second derivatives give them for each parameter alone;
    /// 0 at the start.
    public var step: Double
    /// Length of the gradient by parameters in units of the same standard deviations, without those that are held at a limit.
    public var gradient: Double
    /// Estimated distance to the minimum, ½ gᵀ H⁻¹ g: what the statistic could still fall by.
    public var edm: Double
    /// Damping of the step (Levenberg and Marquardt); 0: a Newton step.
    public var damping: Double
    /// Calls of the objective within this search so far.
    public var evaluations: Int
    /// The parameters.
    public var values: [Double]
}
