import GammaCore

/// How a fit ended, and what to make of it.
public enum FitOutcome: Sendable, Equatable {
    /// A minimum inside the limits, with a valid error matrix.
    case converged
    /// A minimum with the named parameters at a limit; the errors hold for the others.
    case convergedAtLimit([String])
    /// A minimum, but the data do not determine the named parameters or a combination of them.
    case flatDirection([String])
    /// The gradient vanishes, but the second derivatives are not those of a minimum.
    case badCovariance(CovarianceProblem)
    /// No minimum was reached.
    case notConverged(StopReason)

    /// What is wrong with the second derivatives.
    public enum CovarianceProblem: Sendable, Equatable {
        /// The Hessian has a negative direction, in which the named parameters take part most.
        case notPositiveDefinite([String])
        /// A derivative near the minimum is not a number.
        case notFinite([String])
    }

    /// Why a fit stopped early.
    public enum StopReason: Sendable, Equatable {
        /// The start cannot be used: value, gradient or limits.
        case badStart(String)
        /// The evaluations allowed were used up at this estimated distance to the minimum.
        case maximumEvaluations(edm: Double)
        /// No step made the value less, though the gradient says that it should by this distance.
        case noDecrease(edm: Double)
        /// The value falls without bound, by the named parameters.
        case unbounded([String])
        /// The user asked to stop.
        case cancelled
    }

    /// Whether the values are those of a minimum, within the limits (errors may still be doubtful).
    public var isMinimum: Bool {
        if case .notConverged = self { false } else { true }
    }

    /// Whether values and errors can be taken as they are.
    public var isReliable: Bool {
        switch self {
        case .converged, .convergedAtLimit: true
        case .flatDirection, .badCovariance, .notConverged: false
        }
    }

    /// A short stable name for scripts and tables.
    public var code: String {
        switch self {
        case .converged: "converged"
        case .convergedAtLimit: "converged-at-limit"
        case .flatDirection: "flat-direction"
        case .badCovariance(.notPositiveDefinite): "covariance-not-positive-definite"
        case .badCovariance(.notFinite): "covariance-not-finite"
        case .notConverged(.badStart): "bad-start"
        case .notConverged(.maximumEvaluations): "maximum-evaluations"
        case .notConverged(.noDecrease): "no-decrease"
        case .notConverged(.unbounded): "unbounded"
        case .notConverged(.cancelled): "cancelled"
        }
    }

    /// The parameters concerned, where there are such.
    public var parameterNames: [String] {
        switch self {
        case .convergedAtLimit(let names), .flatDirection(let names), .badCovariance(.notPositiveDefinite(let names)),
            .badCovariance(.notFinite(let names)), .notConverged(.unbounded(let names)):
            names
        default: []
        }
    }
}

extension FitOutcome: CustomStringConvertible {
    /// What happened, as one sentence without a full stop.
    public var description: String {
        let names = parameterNames.joined(separator: ", ")
        return switch self {
        case .converged: "the fit converged"
        case .convergedAtLimit: "the fit converged with \(names) at a limit"
        case .flatDirection: "the fit converged, but the data do not determine \(names)"
        case .badCovariance(.notPositiveDefinite):
            "the gradient vanishes, but this is no minimum in the direction of \(names)"
        case .badCovariance(.notFinite): "the second derivatives are not finite for \(names)"
        case .notConverged(.badStart(let reason)): "the fit could not start: \(reason)"
        case .notConverged(.maximumEvaluations(let edm)):
            "the fit used up its evaluations (estimated distance to the minimum \(ValueFormat.number(edm, digits: 2)))"
        case .notConverged(.noDecrease(let edm)):
            "the fit stopped where no step made the statistic less (estimated distance to the minimum \(ValueFormat.number(edm, digits: 2)))"
        case .notConverged(.unbounded): "the statistic falls without bound along \(names)"
        case .notConverged(.cancelled): "the fit was cancelled"
        }
    }

    /// What to do about it, as one sentence without a full stop; nil when there is nothing to do.
    public var advice: String? {
        let names = parameterNames.joined(separator: ", ")
        return switch self {
        case .converged: nil
        case .convergedAtLimit:
            "widen the limits of \(names) if they are not physical, or quote a limit instead of an error"
        case .flatDirection:
            "freeze \(names) or link them, give a prior, or use data that constrain them; other values are usable"
        case .badCovariance(.notPositiveDefinite):
            "start from another point, or look at the statistic's profile along \(names)"
        case .badCovariance(.notFinite): "set limits that keep \(names) where the model is defined"
        case .notConverged(.badStart): "start from values at which the model predicts finite counts"
        case .notConverged(.maximumEvaluations):
            "start closer to the solution, freeze parameters, or allow more evaluations"
        case .notConverged(.noDecrease):
            "the model may have a step or a kink there, or derivatives that do not match its values; start from elsewhere"
        case .notConverged(.unbounded): "set limits on \(names)"
        case .notConverged(.cancelled): nil
        }
    }
}
