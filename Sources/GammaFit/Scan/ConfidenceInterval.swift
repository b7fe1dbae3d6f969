import GammaCore

/// A parameter's interval from the rise of the statistic to both sides (MINOS).
public struct ConfidenceInterval: Sendable, Equatable {
    /// Name of the parameter.
    public var parameter: String
    /// Its value at the best fit.
    public var value: Double
    /// The statistic rises by sigma² at the ends.
    public var sigma: Double
    /// The end below.
    public var lower: ConfidenceBound
    /// The end above.
    public var upper: ConfidenceBound

    /// Distance to the end below, positive; NaN where there is none, short of `sigma` at a limit (``lower`` tells).
    public var errn: Double { lower.extent ?? .nan }
    /// Distance to the end above; NaN where there is none, short of `sigma` at a limit (``upper`` tells).
    public var errp: Double { upper.extent ?? .nan }
}

extension ConfidenceInterval: CustomStringConvertible {
    /// `norm: 1.02 -0.20 +0.22 (1 sigma)`, with a remark on ends at a limit or missing.
    public var description: String {
        var text = "\(parameter): \(ValueFormat.value(value, below: errn, above: errp))"
        text += " (\(ValueFormat.number(sigma)) sigma"
        for (bound, side) in [(lower, "below"), (upper, "above")] {
            switch bound {
            case .found: break
            case .atLimit: text += ", limit reached \(side)"
            case .newMinimum: text += ", lower statistic found \(side)"
            case .notFound(let reason): text += ", no end \(side): \(reason)"
            }
        }
        return text + ")"
    }
}
