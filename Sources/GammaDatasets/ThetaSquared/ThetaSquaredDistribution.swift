import GammaCore
import GammaIO

/// Events in bins of the squared distance to a source, and to off positions in the same fields of view.
public struct ThetaSquaredDistribution: Sendable, Equatable {
    /// Edges of the bins, deg², ascending.
    public let edges: [Double]
    /// Events about the source.
    public private(set) var counts: [Double]
    /// Events about all off positions.
    public private(set) var countsOff: [Double]
    /// Background expected about the source: off events, each run's over its number of off positions.
    public private(set) var background: [Double]
    /// Observation time, s, corrected for dead time.
    public private(set) var livetime: Double
    /// Σ α · livetime of the runs.
    private var alphaTime: Double

    /// The distribution of one run.
    /// - Parameters:
    ///   - countsOff: events about all off positions together.
    ///   - offCount: number of off positions.
    ///   - livetime: observation time, s.
    public init(edges: [Double], counts: [Double], countsOff: [Double], offCount: Int, livetime: Double) {
        precondition(counts.count == edges.count - 1 && countsOff.count == counts.count, "one value a bin")
        let alpha = 1 / Double(offCount)
        self.edges = edges
        self.counts = counts
        self.countsOff = countsOff
        self.livetime = livetime
        background = countsOff.map { $0 * alpha }
        alphaTime = alpha * livetime
    }

    /// Adds the events of another run.
    /// - Precondition: the same bins.
    public mutating func stack(_ other: ThetaSquaredDistribution) {
        precondition(other.edges == edges, "distributions with the same bins")
        for bin in counts.indices {
            counts[bin] += other.counts[bin]
            countsOff[bin] += other.countsOff[bin]
            background[bin] += other.background[bin]
        }
        livetime += other.livetime
        alphaTime += other.alphaTime
    }

    /// α of each bin, which keeps the background of the runs; weighted with livetime where there is no off event.
    ///
    /// Gammapy weights with livetime everywhere, which differs where runs have different numbers of off positions.
    public var alpha: [Double] {
        zip(background, countsOff).map { $1 > 0 ? $0 / $1 : livetime > 0 ? alphaTime / livetime : 0 }
    }

    /// Excess, significance, errors of each bin.
    public var statistics: [WStatCountsStatistic] {
        WStatCountsStatistic.array(nOn: counts, nOff: countsOff, alpha: alpha)
    }

    /// The statistic of all events within a squared distance, which is moved to the nearest edge.
    public func total(within thetaSquared: Double) -> WStatCountsStatistic {
        let edge = edges.indices.min { abs(edges[$0] - thetaSquared) < abs(edges[$1] - thetaSquared) } ?? 0
        return statistics.prefix(edge).total
    }

    /// Gammapy's columns: theta2_min, theta2_max (deg²), counts, counts_off, alpha, excess, sqrt_ts, excess_errn, excess_errp.
    public var table: Table {
        let statistics = statistics
        return Table(
            name: "THETA2",
            columns: [
                Column("theta2_min", .double(Array(edges.dropLast())), unit: "deg2"),
                Column("theta2_max", .double(Array(edges.dropFirst())), unit: "deg2"),
                Column("counts", .double(counts)), Column("counts_off", .double(countsOff)),
                Column("alpha", .double(alpha)), Column("excess", .double(statistics.map(\.excess))),
                Column("sqrt_ts", .double(statistics.map(\.sqrtTS))),
                Column("excess_errn", .double(statistics.map { $0.errn() })),
                Column("excess_errp", .double(statistics.map { $0.errp() })),
            ])
    }
}
