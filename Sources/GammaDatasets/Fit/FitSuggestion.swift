import GammaCore

/// Something to do about a fit, found in its parameters and their covariance.
public enum FitSuggestion: Sendable, Equatable {
    /// Two parameters whose correlation coefficient is near to ±1, of one model or of two.
    case correlated(String, String, coefficient: Double, isOneModel: Bool)
    /// A parameter that ended at a limit, and the source that is proportional to it if there is one.
    case atLimit(String, limit: Double, isLower: Bool, scales: String?)
    /// The reference energy of a spectrum in TeV, far from the one at which its flux is known best.
    case reference(source: String, reference: Double, decorrelation: Double)
    /// More than two parameters together are nearly degenerate.
    case degenerate(conditionNumber: Double)
}

extension FitSuggestion: CustomStringConvertible {
    /// What was found, a colon, and what to do about it, without a full stop.
    public var description: String {
        switch self {
        case .correlated(let first, let second, let coefficient, let isOneModel):
            let text = ValueFormat.number(coefficient, digits: 3)
            return "correlation \(text) between \(first) and \(second): "
                + (isOneModel
                    ? "freeze one of them or reparametrise"
                    : "the data hardly tell them apart, freeze or link one of them")
        case .atLimit(let name, let limit, let isLower, let source):
            let place = "\(name) is at its \(isLower ? "lower" : "upper") limit \(ValueFormat.number(limit)): "
            if let source, isLower { return place + "quote an upper limit, or do without '\(source)'" }
            return place + "widen the limit if it is not physical, or quote a limit instead of an error"
        case .reference(let source, let reference, let decorrelation):
            return
                "the reference energy of '\(source)', \(ValueFormat.number(reference, digits: 3)) TeV, is far from its "
                + "decorrelation energy: set reference to \(ValueFormat.number(decorrelation, digits: 2)) TeV"
        case .degenerate(let number):
            return "condition number \(ValueFormat.number(number, digits: 2)): several parameters together are hardly "
                + "determined, freeze some of them or give priors"
        }
    }
}
