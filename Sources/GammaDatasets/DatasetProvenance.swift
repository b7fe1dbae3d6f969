import GammaMaps

/// Where the data of a dataset come from.
public struct DatasetProvenance: Sendable, Equatable {
    /// Observations that were reduced or stacked, in order.
    public var observationIDs: [String]
    /// Telescopes, one an observation.
    public var telescopes: [String]
    /// Pointing directions, one an observation; empty when they are not known.
    public var pointings: [SkyDirection]

    /// Makes a provenance.
    public init(observationIDs: [String] = [], telescopes: [String] = [], pointings: [SkyDirection] = []) {
        self.observationIDs = observationIDs
        self.telescopes = telescopes
        self.pointings = pointings
    }

    /// Both, one after the other.
    public func adding(_ other: DatasetProvenance) -> DatasetProvenance {
        DatasetProvenance(
            observationIDs: observationIDs + other.observationIDs, telescopes: telescopes + other.telescopes,
            pointings: pointings + other.pointings)
    }
}
