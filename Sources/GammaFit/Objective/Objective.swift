import GammaNumerics

/// A function to be made least, usually −2 ln L of data and models, with exact derivatives.
///
/// Both functions are called from several threads and must give the same bits for the same point, whatever was asked
/// before. A point where the model makes no sense is answered with a NaN or infinite value, and the fit stays away from it.
/// Points asked for lie within the limits of ``parameters``.
public protocol Objective: Sendable {
    /// The free parameters, in the order of all arrays; their values are the default start.
    var parameters: [FitParameter] { get }
    /// The value at `x`.
    func value(at x: [Double]) -> Double
    /// The value and its derivatives at `x`.
    func evaluate(at x: [Double]) -> ObjectiveEvaluation
    /// The second derivatives at `x`, symmetric; nil where the objective has none: then differences of the gradient are
    /// taken.
    /// - Parameter steps: for each parameter a small part of its error, over which parts may be differenced.
    func hessian(at x: [Double], steps: [Double]) -> Matrix?
    /// Whether ``hessian(at:steps:)`` gives something that costs no more than a few evaluations: then a fit uses it to
    /// come to the minimum, too.
    var hasHessian: Bool { get }
}

extension Objective {
    /// No.
    public var hasHessian: Bool { false }

    /// None.
    public func hessian(at x: [Double], steps: [Double]) -> Matrix? { nil }

    /// The value alone; worth its own code where derivatives cost more.
    public func value(at x: [Double]) -> Double { evaluate(at: x).value }
}
