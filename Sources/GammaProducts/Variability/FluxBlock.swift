/// A stretch of time in which a flux is constant within its errors, found by ``FluxVariability/bayesianBlocks(falseAlarm:)``.
public struct FluxBlock: Sendable, Hashable {
    /// Positions of its fluxes in the series.
    public let fluxes: Range<Int>
    /// Start in seconds from the first flux: halfway to the flux before.
    public let start: Double
    /// End in seconds from the first flux: halfway to the flux after.
    public let stop: Double
    /// Weighted mean of its fluxes.
    public let mean: Double
    /// Error of the mean.
    public let error: Double
}
