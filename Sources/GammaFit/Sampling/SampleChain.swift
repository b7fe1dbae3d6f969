/// Draws in the order in which one chain, or one walker of an ensemble, made them, without its warm-up.
public struct SampleChain: Sendable, Equatable {
    /// Chains of one group see each other (walkers of an ensemble); groups are independent.
    public var group: Int
    /// One array of draws a parameter.
    public var values: [[Double]]
    /// The objective, −2 ln of the density, at every draw.
    public var stats: [Double]
    /// Share of proposals that were taken; for trajectories the mean of their probabilities.
    public var acceptance: Double
    /// Draws whose trajectory ran into a place where its energy was lost.
    public var divergences = 0
    /// Draws whose trajectory was cut off before it turned back.
    public var cutOff = 0

    /// Number of draws.
    public var count: Int { stats.count }

    init(group: Int, parameters: Int) {
        self.group = group
        values = Array(repeating: [], count: parameters)
        stats = []
        acceptance = .nan
    }

    mutating func append(_ x: [Double], stat: Double) {
        for index in x.indices { values[index].append(x[index]) }
        stats.append(stat)
    }

    mutating func removeFirst(_ count: Int) {
        for index in values.indices { values[index].removeFirst(count) }
        stats.removeFirst(count)
    }
}
