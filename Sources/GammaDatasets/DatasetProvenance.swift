/// Where the data of a dataset come from.
public struct DatasetProvenance: Sendable, Equatable {
    /// Observations that were reduced or stacked, in order.
    public var observationIDs: [String]
    /// Telescopes, one an observation.
    public var telescopes: [String]

    /// Makes a provenance.
    public init(observationIDs: [String] = [], telescopes: [String] = []) {
        self.observationIDs = observationIDs
        self.telescopes = telescopes
    }

    /// Both, one after the other.
    public func adding(_ other: DatasetProvenance) -> DatasetProvenance {
        DatasetProvenance(
            observationIDs: observationIDs + other.observationIDs, telescopes: telescopes + other.telescopes)
    }
}
