import Foundation
import GammaCore
import GammaNumerics

/// One chain of ``NoUTurnSampler``.
struct NoUTurnChain: Sendable {
    private let sampler: NoUTurnSampler
    private var trajectory: Trajectory
    private var random: RandomStream
    private var point: TrajectoryPoint
    private var step = 1.0
    private var acceptanceSum = 0.0
    private(set) var draws: SampleChain

    init(
        _ sampler: NoUTurnSampler, _ objective: any Objective, _ frame: SamplingFrame, seed: UInt64, group: Int
    ) throws {
        self.sampler = sampler
        trajectory = Trajectory(objective: objective, lower: frame.lower, upper: frame.upper, root: frame.root)
        random = RandomStream(seed: seed, stream: "sampling.nuts", index: UInt64(group))
        // Wider than the posterior, so that chains that agree have forgotten where they began.
        point = trajectory.point(at: try frame.start(objective, width: 1.5, &random).x)
        draws = SampleChain(group: group, parameters: frame.parameters.count)
    }

    /// Learns the step all the time, and the metric at the ends of windows of 25, 50, 100, … draws between the first and the
    /// last 15 % of the warm-up (the scheme of Stan).
    mutating func warmUp(_ meter: SamplingMeter) throws {
        let border = sampler.warmUp * 15 / 100
        let windows = Self.windows(from: border, to: sampler.warmUp - border)
        var collected: [[Double]] = []
        var adaptation = StepAdaptation(from: findStep(), target: sampler.targetAcceptance)
        for draw in 1...sampler.warmUp {
            step = adaptation.step
            adaptation.learn(next().acceptance)
            if draw > border { collected.append(point.x) }
            if windows.contains(draw) {
                learnMetric(collected)
                collected = []
                adaptation = StepAdaptation(from: findStep(), target: sampler.targetAcceptance)
            }
            try meter.advance(1)
        }
        step = adaptation.average
    }

    /// Makes draws that are kept.
    mutating func advance(_ count: Int, _ meter: SamplingMeter) throws {
        for _ in 0..<count {
            let made = next()
            acceptanceSum += made.acceptance
            if made.isDivergent { draws.divergences += 1 }
            if made.isCutOff { draws.cutOff += 1 }
            draws.append(point.x, stat: point.stat)
            try meter.advance(1)
        }
        draws.acceptance = acceptanceSum / Double(draws.count)
    }

    private static func windows(from start: Int, to end: Int) -> Set<Int> {
        var windows: Set<Int> = []
        var (place, length) = (start, 25)
        while place < end {
            // What is left for the next window must be as long as it.
            place = place + 3 * length > end ? end : place + length
            length *= 2
            windows.insert(place)
        }
        return windows
    }

    /// Takes the covariance of the draws as the metric.
    private mutating func learnMetric(_ collected: [[Double]]) {
        let places = collected.map { trajectory.root.forwardSolve($0) }
        guard let estimate = ShrunkCovariance(places), let factor = estimate.correlation.cholesky() else { return }
        trajectory.root = trajectory.root * (Matrix(diagonal: estimate.widths) * factor)
        point = trajectory.point(at: point.x)
    }

    /// A step at which the energy changes by about ln 0.8, by doubling or halving (Hoffman & Gelman, algorithm 4).
    private mutating func findStep() -> Double {
        var start = point
        start.momentum = start.momentum.map { _ in random.normal() }
        func isShort(_ step: Double) -> Bool {
            guard let end = trajectory.step(start, step) else { return false }
            return start.energy - end.energy > log(0.8)
        }
        var step = self.step
        let direction = isShort(step) ? 2.0 : 0.5
        for _ in 0..<40 {
            let tried = step * direction
            guard isShort(tried) == (direction > 1) else { return direction > 1 ? step : tried }
            step = tried
            // Where there is no force, there is no step too long.
            if step > 1e3 { break }
        }
        return step
    }
}

extension NoUTurnChain {
    /// How a draw came about.
    private struct Made {
        var points = 0
        var probabilities = 0.0
        var isDivergent = false
        var isCutOff = false

        /// Mean probability of the points of the trajectory.
        var acceptance: Double { points > 0 ? probabilities / Double(points) : 0 }
    }

    /// Moves to the next draw.
    private mutating func next() -> Made {
        point.momentum = point.momentum.map { _ in random.normal() }
        var made = Made()
        let energy = point.energy
        var tree = TrajectoryTree(point, logWeight: 0)
        for depth in 0..<sampler.maximumDepth {
            let forward = random.uniform() < 0.5
            guard let part = part(depth, from: forward ? tree.last : tree.first, forward, energy, &made) else { break }
            tree.join(part, forward: forward, isBiased: true, &random)
            if tree.isTurned { break }
            if depth == sampler.maximumDepth - 1 { made.isCutOff = true }
        }
        point = tree.sample
        return made
    }

    /// A trajectory of 2^depth points that goes on from an end; nil where it turns back or diverges within.
    private mutating func part(
        _ depth: Int, from end: TrajectoryPoint, _ forward: Bool, _ energy: Double, _ made: inout Made
    ) -> TrajectoryTree? {
        guard depth > 0 else {
            made.points += 1
            guard let next = trajectory.step(end, forward ? step : -step), energy - next.energy > -1000 else {
                made.isDivergent = true
                return nil
            }
            made.probabilities += min(1, exp(energy - next.energy))
            return TrajectoryTree(next, logWeight: energy - next.energy)
        }
        guard var tree = part(depth - 1, from: end, forward, energy, &made),
            let rest = part(depth - 1, from: forward ? tree.last : tree.first, forward, energy, &made)
        else { return nil }
        tree.join(rest, forward: forward, isBiased: false, &random)
        return tree.isTurned ? nil : tree
    }
}
