import GammaCore

/// When a posterior has been sampled well enough, and when to give up.
public struct SamplingGoal: Sendable, Equatable {
    /// Effective number of independent draws of every parameter, in the bulk and in the tails.
    public var effectiveDraws = 1000.0
    /// The largest R-hat of a parameter (Vehtari et al. 2021 ask for 1.01).
    public var rHat = 1.01
    /// The most draws of a chain (steps of a walker) after its warm-up; nil leaves it to the sampler.
    public var maximumDraws: Int?

    /// A goal.
    public init(effectiveDraws: Double = 1000, rHat: Double = 1.01, maximumDraws: Int? = nil) {
        self.effectiveDraws = effectiveDraws
        self.rHat = rHat
        self.maximumDraws = maximumDraws
    }

    func check() throws {
        guard effectiveDraws >= 1, effectiveDraws.isFinite else {
            throw Fault(.badValue, "a posterior needs at least 1 effective draw, not \(effectiveDraws)")
        }
        guard rHat > 1 else {
            throw Fault(.badValue, "R-hat is never below 1: a target of \(rHat) is out of reach", hint: "1.01 is usual")
        }
        if let maximumDraws, maximumDraws < 4 {
            throw Fault(.badValue, "chains of at most \(maximumDraws) draws tell nothing", hint: "allow 1000 or more")
        }
    }
}
