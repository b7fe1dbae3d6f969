import GammaCore
import GammaNumerics

/// Draws from a posterior, what they say about the parameters, and whether they can be trusted.
public struct PosteriorSamples: Sendable, Equatable {
    /// Name of the sampler.
    public var sampler: String
    /// The free parameters with the values and errors of the fit that was sampled around.
    public var parameters: [FitParameter]
    /// The chains, or the walkers of all ensembles, without their warm-up; all of the same length.
    public var chains: [SampleChain]
    /// Draws of each chain that were thrown away at its start.
    public var warmUp: Int
    /// What was asked for.
    public var goal: SamplingGoal
    /// Of the random numbers.
    public var seed: UInt64
    /// The posterior of each parameter by itself.
    public private(set) var summaries: [ParameterPosterior]
    /// What is wrong; empty where the goal was reached without remark.
    public private(set) var issues: [SamplingIssue] = []

    init(
        sampler: String, parameters: [FitParameter], chains: [SampleChain], warmUp: Int, goal: SamplingGoal,
        seed: UInt64, _ execution: Execution
    ) throws {
        self.sampler = sampler
        self.parameters = parameters
        self.chains = chains
        self.warmUp = warmUp
        self.goal = goal
        self.seed = seed
        summaries = try parallelMap(Array(parameters.indices), execution) { index in
            ParameterPosterior(
                name: parameters[index].name, chains: chains.map { $0.values[index] },
                groups: Self.groups(chains, index))
        }
        issues = findIssues()
    }

    /// Names of the parameters.
    public var names: [String] { parameters.map(\.name) }
    /// Draws of each chain.
    public var drawsPerChain: Int { chains.first?.count ?? 0 }
    /// All draws.
    public var count: Int { chains.reduce(0) { $0 + $1.count } }
    /// Independent chains or ensembles.
    public var groupCount: Int { Set(chains.map(\.group)).count }
    /// Whether R-hat and effective draws of all parameters are what was asked for.
    public var isConverged: Bool { !issues.contains { $0.isFatal } }
    /// Share of proposals that were taken.
    public var acceptance: Double { chains.reduce(0) { $0 + $1.acceptance } / Double(max(chains.count, 1)) }
    /// Draws whose trajectory diverged.
    public var divergences: Int { chains.reduce(0) { $0 + $1.divergences } }

    /// All draws of a parameter, chain after chain.
    public func values(of index: Int) -> [Double] { chains.flatMap { $0.values[index] } }

    /// The objective at all draws, in the same order.
    public var stats: [Double] { chains.flatMap(\.stats) }

    /// At most `most` draws of all parameters, evenly over all chains.
    public func draws(atMost most: Int = .max) -> [[Double]] {
        let columns = parameters.indices.map { values(of: $0) }
        let kept = min(max(most, 0), count)
        return (0..<kept).map { place in
            let row = Int((Double(place) + 0.5) * Double(count) / Double(kept))
            return columns.map { $0[row] }
        }
    }

    /// The posterior of a quantity that follows from the parameters, with its own diagnostics, from at most `most` draws evenly
    /// over all chains.
    /// - Throws: ``Fault/Code/cancelled``, and what `value` throws.
    public func quantity(
        _ name: String, atMost most: Int = 4000, execution: Execution = Execution(),
        _ value: @Sendable ([Double]) throws -> Double
    ) throws -> ParameterPosterior {
        let step = max(1, (count - 1) / max(most, 1) + 1)
        var thinned = try parallelMap(chains, execution) { chain in
            var result = SampleChain(group: chain.group, parameters: 1)
            for row in stride(from: 0, to: chain.count, by: step) {
                result.append([try value(chain.values.map { $0[row] })], stat: chain.stats[row])
            }
            return result
        }
        // Halves are compared: an odd draw is left out.
        for index in thinned.indices where thinned[index].count % 2 == 1 { thinned[index].removeFirst(1) }
        return ParameterPosterior(
            name: name, chains: thinned.map { $0.values[0] }, groups: Self.groups(thinned, 0))
    }

    /// Covariance of the draws, rows in the order of the parameters.
    public var covariance: Matrix {
        let columns = parameters.indices.map { index in
            let mean = summaries[index].mean
            return values(of: index).map { $0 - mean }
        }
        var result = Matrix(rows: columns.count, columns: columns.count)
        for i in columns.indices {
            for j in 0...i {
                var sum = 0.0
                for row in columns[i].indices { sum += columns[i][row] * columns[j][row] }
                result[i, j] = sum / Double(max(count - 1, 1))
                result[j, i] = result[i, j]
            }
        }
        return result
    }

    /// The credible interval of a parameter that leaves the same share out on both sides.
    public func centralInterval(of index: Int, probability: Double = 0.682_689_492_137_086) -> PosteriorInterval {
        .central(values(of: index).sorted(), probability)
    }

    /// The shortest credible interval of a parameter; where the posterior piles up at a limit it begins there.
    public func highestDensityInterval(of index: Int, probability: Double = 0.682_689_492_137_086) -> PosteriorInterval
    {
        .highestDensity(values(of: index).sorted(), probability)
    }

    /// Per group of chains its draws: first those of the first halves of all its chains, then those of the second halves, so
    /// that the halves of this one are what ``SampleDiagnostics/rHat(_:)`` compares.
    private static func groups(_ chains: [SampleChain], _ index: Int) -> [[Double]] {
        var groups: [Int: [SampleChain]] = [:]
        for chain in chains { groups[chain.group, default: []].append(chain) }
        return groups.keys.sorted().map { key in
            let members = groups[key] ?? []
            let half = (members.first?.count ?? 0) / 2
            return members.flatMap { $0.values[index].prefix(half) } + members.flatMap { $0.values[index].suffix(half) }
        }
    }
}
