import GammaMaps

/// Counts of regions without the source, and how they scale to the region with it.
public struct OffMeasurement: Sendable, Equatable {
    /// Counts in each bin of reconstructed energy.
    public var counts: [Double]
    /// Acceptance of the on region in each bin.
    public var acceptance: [Double]
    /// Acceptance of the off regions in each bin.
    public var acceptanceOff: [Double]
    /// Where the off counts were taken, for files and figures.
    public var region: SkyRegion?

    /// Makes a measurement; all arrays have one value a bin of reconstructed energy.
    public init(counts: [Double], acceptance: [Double], acceptanceOff: [Double], region: SkyRegion? = nil) {
        precondition(counts.count == acceptance.count && counts.count == acceptanceOff.count, "one value a bin")
        self.counts = counts
        self.acceptance = acceptance
        self.acceptanceOff = acceptanceOff
        self.region = region
    }

    /// α: acceptance over off acceptance in each bin, 0 where there is no off acceptance.
    public var alpha: [Double] {
        zip(acceptance, acceptanceOff).map { $1 > 0 ? $0 / $1 : 0 }
    }

    /// Background expected in the on region from the off counts alone, α·n_off.
    public var background: [Double] { zip(alpha, counts).map { $0 * $1 } }
}
