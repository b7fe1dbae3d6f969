import GammaCore

/// Chains that can be warmed up and gone on with.
protocol ChainSet {
    /// Goes on without keeping draws.
    mutating func warmUp(_ execution: Execution, _ meter: SamplingMeter) throws
    /// Goes on by this number of draws a chain.
    mutating func advance(_ count: Int, _ execution: Execution, _ meter: SamplingMeter) throws
    /// What was drawn since the warm-up.
    var chains: [SampleChain] { get }
    /// Draws a chain that the warm-up takes.
    var warmUpDraws: Int { get }
    /// Draws a chain to begin with, before anything is known of how they are correlated.
    func firstDraws(for effectiveDraws: Double) -> Int
    /// What the progress goes on by for a draw of every chain.
    var unitsPerDraw: Int { get }
    /// Whether a warm-up that proves shorter than the memory of the chains is made up for from their first draws.
    var extendsWarmUp: Bool { get }
}

/// Goes on with chains until the goal is reached.
struct SamplingRun {
    let sampler: String
    let parameters: [FitParameter]
    let goal: SamplingGoal
    let maximumDraws: Int
    let seed: UInt64
    let execution: Execution

    func run(_ set: some ChainSet) throws -> PosteriorSamples {
        var set = set
        let meter = SamplingMeter(execution)
        let limit = max(goal.maximumDraws ?? maximumDraws, 4)
        var next = min(max(set.firstDraws(for: goal.effectiveDraws), 100), limit)
        meter.expect((set.warmUpDraws + next) * set.unitsPerDraw)
        try set.warmUp(execution, meter)
        var draws = 0
        while true {
            try set.advance(next, execution, meter)
            draws += next
            let samples = try samples(set)
            if samples.isConverged || draws >= limit { return samples }
            next = min(more(samples, draws), limit - draws)
            meter.expect(next * set.unitsPerDraw)
        }
    }

    /// The draws that count, judged.
    private func samples(_ set: some ChainSet) throws -> PosteriorSamples {
        func make(_ chains: [SampleChain], _ warmUp: Int) throws -> PosteriorSamples {
            try PosteriorSamples(
                sampler: sampler, parameters: parameters, chains: chains, warmUp: warmUp, goal: goal, seed: seed,
                execution)
        }
        let samples = try make(set.chains, set.warmUpDraws)
        let memory = samples.summaries.map(\.autocorrelationTime).max() ?? 1
        let missing = Int((10 * memory).rounded(.up)) - set.warmUpDraws
        guard set.extendsWarmUp, memory.isFinite, missing > 0 else { return samples }
        let dropped = min(missing, samples.drawsPerChain / 2)
        return try make(
            set.chains.map {
                var chain = $0
                chain.removeFirst(dropped)
                return chain
            }, set.warmUpDraws + dropped)
    }

    /// How many more draws the goal may need: as many again while chains disagree, else by what is missing.
    private func more(_ samples: PosteriorSamples, _ draws: Int) -> Int {
        let least = samples.summaries.map { min($0.effectiveBulk, $0.effectiveTail) }.min() ?? 0
        let missing = least > 0 ? goal.effectiveDraws / least - 1 : 1
        let share = samples.summaries.contains { !($0.rHat < goal.rHat) } ? max(missing, 0.5) : missing
        return max(Int(Double(draws) * min(max(1.1 * share, 0.1), 1)), 50)
    }
}
