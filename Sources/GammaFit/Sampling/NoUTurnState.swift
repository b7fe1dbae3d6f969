import GammaCore

/// The chains of ``NoUTurnSampler``.
struct NoUTurnState: ChainSet {
    private let sampler: NoUTurnSampler
    private var states: [NoUTurnChain]

    init(sampler: NoUTurnSampler, objective: any Objective, frame: SamplingFrame, seed: UInt64) throws {
        self.sampler = sampler
        states = try (0..<sampler.chains).map {
            try NoUTurnChain(sampler, objective, frame, seed: seed, group: $0)
        }
    }

    var chains: [SampleChain] { states.map(\.draws) }
    var warmUpDraws: Int { sampler.warmUp }
    var unitsPerDraw: Int { sampler.chains }
    var extendsWarmUp: Bool { false }

    func firstDraws(for effectiveDraws: Double) -> Int {
        max(250, Int(min(1.2 * effectiveDraws / Double(states.count), 2000)))
    }

    mutating func warmUp(_ execution: Execution, _ meter: SamplingMeter) throws {
        states = try parallelMap(states, execution) {
            var chain = $0
            try chain.warmUp(meter)
            return chain
        }
    }

    mutating func advance(_ count: Int, _ execution: Execution, _ meter: SamplingMeter) throws {
        states = try parallelMap(states, execution) {
            var chain = $0
            try chain.advance(count, meter)
            return chain
        }
    }
}
