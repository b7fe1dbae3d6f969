import GammaCore
import GammaFit
import GammaNumerics
import GammaTestSupport
import Synchronization
import Testing

@Suite("Sampling in trouble")
struct SamplingTroubleTests {
    /// Where the statistic is no number there are no draws, and no trap.
    @Test(arguments: [0, 1]) func undefined(_ sampler: Int) throws {
        let samples = try SamplingTargets.sample(
            SamplingTargets.halfDefined, SamplingTargets.both[sampler], SamplingGoal(effectiveDraws: 300))
        #expect(samples.values(of: 0).allSatisfy { $0 >= 0 })
        #expect(samples.stats.allSatisfy { $0.isFinite })
        let divergences = samples.issues.filter { $0.code == "divergences" }
        #expect(divergences.count == (sampler == 0 ? 1 : 0))
    }

    /// Chains that sit on two peaks say so, with the parameter's name and what to do.
    @Test func peaksThatAreNotVisited() throws {
        let objective = SamplingTargets.twoPeaks
        var best = Minimiser().minimise(objective)
        // Chains begin on both sides.
        best.parameters[0].value = 0
        best.parameters[0].error = 20
        best.covariance = Matrix(rows: 1, columns: 1, values: [400])
        let goal = SamplingGoal(effectiveDraws: 100, maximumDraws: 300)
        let runs = try (1...5).map {
            try NoUTurnSampler().sample(objective, around: best, goal: goal, seed: $0, execution: Execution())
        }
        // All four chains of one run in eight begin on the same side.
        let divided = runs.filter { !$0.isConverged }
        #expect(divided.count >= 3)
        let samples = try #require(divided.first)
        let issue = try #require(samples.issues.first { $0.code == "r-hat" })
        #expect("\(issue)".contains("R-hat of x is") && "\(issue)".contains("more draws"))
        #expect(samples.outcome.hasPrefix("the sampling did not converge"))
        #expect("\(samples)".contains("\(issue)"))
    }

    @Test func undeterminedParameterIsTold() throws {
        let objective = Custom(parameters: [FitParameter(name: "a", value: 1), FitParameter(name: "b", value: 1)]) {
            x in
            (x[0] * x[0], [2 * x[0], 0], Matrix(diagonal: [2, 0]))
        }
        let samples = try SamplingTargets.sample(
            objective, EnsembleSampler(), SamplingGoal(effectiveDraws: 50, maximumDraws: 200))
        #expect(!samples.isConverged && samples.issues.contains(.unbounded(parameter: "b")))
    }

    @Test(arguments: [0, 1]) func cancelled(_ sampler: Int) throws {
        let stop = StopAfter(40)
        let objective = SamplingTargets.cut
        let fault = #expect(throws: Fault.self) {
            try SamplingTargets.both[sampler].sample(
                objective, around: Minimiser().minimise(objective), goal: SamplingGoal(), seed: 0,
                execution: Execution(threads: 2, progress: stop))
        }
        #expect(fault?.code == .cancelled)
        #expect(stop.calls < 60)
    }

    @Test func progressEndsAtItsTotal() throws {
        let seen = Seen()
        let objective = SamplingTargets.cut
        let samples = try NoUTurnSampler().sample(
            objective, around: Minimiser().minimise(objective), goal: SamplingGoal(effectiveDraws: 50), seed: 0,
            execution: Execution(progress: seen))
        let last = seen.last
        #expect(last.done == last.total && last.done == samples.count + 4 * samples.warmUp)
    }

    @Test func badSettings() throws {
        let objective = SamplingTargets.cut
        let best = Minimiser().minimise(objective)
        func code(_ sampler: any PosteriorSampler, _ goal: SamplingGoal = SamplingGoal()) -> Fault.Code? {
            #expect(throws: Fault.self) { try sampler.sample(objective, around: best, goal: goal) }?.code
        }
        var ensemble = EnsembleSampler()
        ensemble.walkers = 7
        #expect(code(ensemble) == .badValue)
        ensemble = EnsembleSampler()
        ensemble.stretch = 1
        #expect(code(ensemble) == .badValue)
        ensemble = EnsembleSampler()
        ensemble.differentialShare = 1.5
        #expect(code(ensemble) == .badValue)
        var nuts = NoUTurnSampler()
        nuts.warmUp = 3
        #expect(code(nuts) == .badValue)
        nuts = NoUTurnSampler()
        nuts.targetAcceptance = 1
        #expect(code(nuts) == .badValue)
        #expect(code(NoUTurnSampler(), SamplingGoal(rHat: 1)) == .badValue)
        #expect(code(NoUTurnSampler(), SamplingGoal(effectiveDraws: .nan)) == .badValue)
        #expect(code(EnsembleSampler(), SamplingGoal(maximumDraws: 1)) == .badValue)
    }

    @Test func nothingToSample() throws {
        func code(_ objective: any Objective) -> Fault.Code? {
            let best = Minimiser().minimise(objective)
            return #expect(throws: Fault.self) { try EnsembleSampler().sample(objective, around: best) }?.code
        }
        #expect(code(Custom(parameters: []) { _ in (0, [], nil) }) == .noData)
        let held = FitParameter(name: "a", value: 1, minimum: 1, maximum: 1)
        #expect(code(Custom(parameters: [held]) { _ in (0, [0], nil) }) == .badValue)
        #expect(code(Custom(parameters: [FitParameter(name: "a", value: 1)]) { _ in (.nan, [.nan], nil) }) == .fit)
    }
}

/// Cancels after some calls.
private final class StopAfter: ProgressObserver {
    private let count = Atomic<Int>(0)
    private let limit: Int

    init(_ limit: Int) { self.limit = limit }

    var calls: Int { count.load(ordering: .relaxed) }

    func update(step: String, done: Int, total: Int) throws {
        if count.wrappingAdd(1, ordering: .relaxed).newValue > limit { throw Fault(.cancelled, "stopped") }
    }
}

/// Remembers the last report.
private final class Seen: ProgressObserver {
    private let value = Mutex((done: 0, total: 0))

    var last: (done: Int, total: Int) { value.withLock { $0 } }

    func update(step: String, done: Int, total: Int) { value.withLock { $0 = (done, total) } }
}
