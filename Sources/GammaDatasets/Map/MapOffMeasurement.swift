import GammaMaps

/// Counts without the source for every bin of a map, and how they scale to it, for instance from rings.
public struct MapOffMeasurement: Sendable, Equatable {
    /// Off counts (energy, y, x).
    public var counts: WCSMap
    /// Acceptance of each bin.
    public var acceptance: WCSMap
    /// Acceptance of the off counts of each bin.
    public var acceptanceOff: WCSMap

    /// Makes a measurement; the three maps have the same geometry.
    public init(counts: WCSMap, acceptance: WCSMap, acceptanceOff: WCSMap) {
        self.counts = counts
        self.acceptance = acceptance
        self.acceptanceOff = acceptanceOff
    }

    /// α: acceptance over off acceptance in each bin, 0 where there is no off acceptance.
    public var alpha: [Double] {
        zip(acceptance.values, acceptanceOff.values).map { $1 > 0 ? $0 / $1 : 0 }
    }

    /// Background expected from the off counts alone, α·n_off.
    public var background: [Double] { zip(alpha, counts.values).map { $0 * $1 } }
}
