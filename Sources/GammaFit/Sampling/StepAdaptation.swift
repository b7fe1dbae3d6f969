import Foundation

/// Dual averaging of the step of trajectories (Hoffman & Gelman 2014, section 3.2.1, with their constants).
struct StepAdaptation: Sendable {
    private let target: Double
    private let anchor: Double
    private var count = 0.0
    private var meanMiss = 0.0
    private var meanLogStep = 0.0
    /// The step to try next.
    private(set) var step: Double

    /// Begins at a step that is about right, towards a mean probability.
    init(from step: Double, target: Double) {
        self.step = step
        self.target = target
        anchor = log(10 * step)
    }

    /// What has been found good so far.
    var average: Double { count > 0 ? exp(meanLogStep) : step }

    /// Learns from the mean probability of a trajectory.
    mutating func learn(_ acceptance: Double) {
        count += 1
        let weight = 1 / (count + 10)
        meanMiss = (1 - weight) * meanMiss + weight * (target - acceptance)
        let logStep = anchor - count.squareRoot() / 0.05 * meanMiss
        let share = pow(count, -0.75)
        meanLogStep = share * logStep + (1 - share) * meanLogStep
        step = exp(logStep)
    }
}
