import GammaCore

/// What is wrong with a sampled posterior, and what to do about it.
public enum SamplingIssue: Sendable, Equatable {
    /// Chains, or halves of them, do not agree about a parameter.
    case rHat(parameter: String, value: Double, target: Double)
    /// Too few effective draws of a parameter, in the bulk or in the tails.
    case effectiveDraws(parameter: String, value: Double, wanted: Double)
    /// All draws of a parameter are the same in some chain.
    case stuck(parameter: String)
    /// Trajectories lost their energy: parts of the posterior may have been left out.
    case divergences(count: Int, of: Int)
    /// Trajectories were cut off before they turned back: draws are correlated.
    case cutOff(count: Int, of: Int)
    /// Hardly a proposal was taken.
    case acceptance(Double)
    /// A parameter that neither data nor limits determine.
    case unbounded(parameter: String)

    /// Whether the draws must not be used as they are.
    public var isFatal: Bool {
        switch self {
        case .rHat, .effectiveDraws, .stuck, .unbounded: true
        case .divergences, .cutOff, .acceptance: false
        }
    }

    /// A short stable name for scripts and tables.
    public var code: String {
        switch self {
        case .rHat: "r-hat"
        case .effectiveDraws: "effective-draws"
        case .stuck: "stuck"
        case .divergences: "divergences"
        case .cutOff: "cut-off"
        case .acceptance: "acceptance"
        case .unbounded: "unbounded"
        }
    }
}

extension SamplingIssue: CustomStringConvertible {
    /// What is wrong and what to do, as one sentence without a full stop.
    public var description: String {
        func text(_ value: Double) -> String { ValueFormat.number(value, digits: 3) }
        return switch self {
        case .rHat(let name, let value, let target):
            "R-hat of \(name) is \(ValueFormat.number(value, digits: 4)), not below \(text(target)): more draws, a longer "
                + "warm-up, or a prior where the data do not determine it"
        case .effectiveDraws(let name, let value, let wanted):
            "\(name) has \(text(value)) effective draws of \(text(wanted)): more draws"
        case .stuck(let name):
            "\(name) does not move: the statistic may not be finite around the best fit, or the first steps are too long"
        case .divergences(let count, let total):
            "\(count) of \(total) trajectories diverged: the posterior has a sharp corner or the statistic is not finite "
                + "somewhere; a higher target acceptance, limits or a prior help"
        case .cutOff(let count, let total):
            "\(count) of \(total) trajectories were cut off before they turned back: allow a deeper tree"
        case .acceptance(let value):
            "only \(text(100 * value)) % of the proposals were taken: a longer warm-up, or more moves by differences"
        case .unbounded(let name):
            "neither the data nor limits determine \(name): set limits or a prior"
        }
    }
}
