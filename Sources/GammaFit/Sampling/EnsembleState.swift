import Foundation
import GammaCore

/// The walkers of all ensembles, and what they have drawn.
struct EnsembleState: ChainSet {
    /// One walker: its random numbers are its own.
    private struct Walker: Sendable {
        var x: [Double]
        var stat: Double
        var random: RandomStream
        var isMoved = false
    }

    private let sampler: EnsembleSampler
    private let objective: any Objective
    private let frame: SamplingFrame
    /// Walkers of an ensemble; those of ensemble e follow those of e − 1.
    private let size: Int
    private var walkers: [Walker]
    private var taken: [Int]
    private(set) var chains: [SampleChain]

    init(
        sampler: EnsembleSampler, walkers size: Int, objective: any Objective, frame: SamplingFrame, seed: UInt64,
        _ execution: Execution
    ) throws {
        self.sampler = sampler
        self.objective = objective
        self.frame = frame
        self.size = size
        let all = Array(0..<(sampler.ensembles * size))
        walkers = try parallelMap(all, execution) { index in
            var random = RandomStream(seed: seed, stream: "sampling.ensemble", index: UInt64(index))
            let start = try frame.start(objective, width: 1, &random)
            return Walker(x: start.x, stat: start.stat, random: random)
        }
        taken = all.map { _ in 0 }
        chains = all.map { SampleChain(group: $0 / size, parameters: frame.parameters.count) }
    }

    var warmUpDraws: Int { sampler.warmUp }
    var unitsPerDraw: Int { 1 }
    var extendsWarmUp: Bool { true }

    /// Some fifty steps make an independent draw of a walker.
    func firstDraws(for effectiveDraws: Double) -> Int {
        max(500, Int(min(50 * effectiveDraws / Double(walkers.count), 5000)))
    }

    mutating func warmUp(_ execution: Execution, _ meter: SamplingMeter) throws {
        for _ in 0..<sampler.warmUp {
            try step(execution)
            try meter.advance(1)
        }
    }

    mutating func advance(_ count: Int, _ execution: Execution, _ meter: SamplingMeter) throws {
        for _ in 0..<count {
            try step(execution)
            for index in walkers.indices {
                chains[index].append(walkers[index].x, stat: walkers[index].stat)
                if walkers[index].isMoved { taken[index] += 1 }
            }
            try meter.advance(1)
        }
        for index in chains.indices { chains[index].acceptance = Double(taken[index]) / Double(chains[index].count) }
    }

    /// Moves one half of each ensemble, then the other.
    private mutating func step(_ execution: Execution) throws {
        for half in 0..<2 {
            let moving = walkers.indices.filter { $0 % size / (size / 2) == half }
            let current = self
            let steps = try parallelMap(moving, execution) { current.moved($0, half) }
            for (index, walker) in zip(moving, steps) { walkers[index] = walker }
        }
    }

    /// A walker after its proposal, which depends on the other half only.
    private func moved(_ index: Int, _ half: Int) -> Walker {
        var walker = walkers[index]
        let first = index / size * size + (1 - half) * (size / 2)
        let (x, logFactor) =
            walker.random.uniform() < sampler.differentialShare
            ? (differential(&walker, first), 0) : stretched(&walker, first)
        let chance = -walker.random.exponential()
        walker.isMoved = false
        guard frame.allows(x) else { return walker }
        let stat = objective.value(at: x)
        guard stat.isFinite, logFactor + (walker.stat - stat) / 2 > chance else { return walker }
        (walker.x, walker.stat, walker.isMoved) = (x, stat, true)
        return walker
    }

    /// Y = X_j + Z (X − X_j) with the density of Z ∝ 1/√Z on [1/a, a], and (n − 1) ln Z.
    private func stretched(_ walker: inout Walker, _ first: Int) -> (x: [Double], logFactor: Double) {
        let other = walkers[first + number(below: size / 2, &walker.random)].x
        let root = 1 + (sampler.stretch - 1) * walker.random.uniform()
        let z = root * root / sampler.stretch
        return (zip(other, walker.x).map { $0 + z * ($1 - $0) }, Double(other.count - 1) * log(z))
    }

    /// X + γ (X_i − X_j), with γ = 2.38/√(2n) or, once in ten times, 1; both spread a little.
    private func differential(_ walker: inout Walker, _ first: Int) -> [Double] {
        let i = number(below: size / 2, &walker.random)
        let j = (i + 1 + number(below: size / 2 - 1, &walker.random)) % (size / 2)
        let isLeap = walker.random.uniform() < 0.1
        let gamma = (isLeap ? 1 : 2.38 / (2 * Double(walker.x.count)).squareRoot()) * (1 + 0.1 * walker.random.normal())
        return walker.x.indices.map { walker.x[$0] + gamma * (walkers[first + i].x[$0] - walkers[first + j].x[$0]) }
    }

    private func number(below count: Int, _ random: inout RandomStream) -> Int {
        min(Int(random.uniform() * Double(count)), count - 1)
    }
}
