/// What one flux point adds to the fit statistic, as a function of the model's dN/dE.
enum FluxPointTerm: Sendable {
    /// A value with errors below and above it.
    case gaussian(value: Double, below: Double, above: Double)
    /// An upper limit.
    case limit(Double)
    /// A scanned statistic over the norm, and dN/dE at norm 1.
    case profile(ScanProfile, reference: Double)

    func derivatives(_ predicted: Double) -> StatisticDerivatives {
        switch self {
        case .gaussian(let value, let below, let above):
            return ChiSquare.derivatives(measured: value, predicted: predicted, lowerError: below, upperError: above)
        case .limit(let limit):
            return UpperLimitStatistic.derivatives(limit: limit, predicted: predicted)
        case .profile(let profile, let reference):
            let curve = profile.evaluate(predicted / reference)
            let (first, second) = (curve.first / reference, curve.second / (reference * reference))
            return StatisticDerivatives(value: curve.value, first: first, second: second, expected: max(second, 0))
        }
    }
}
