import GammaDatasets

/// Runs that belong into one dataset.
public struct MapStack<Source: Sendable>: Sendable {
    /// What the runs are made from, such as their numbers.
    public var sources: [Source]
    /// Makes the dataset of zeros that they are stacked into, when the first run's turn comes.
    public var empty: @Sendable () throws -> MapDataset

    /// Makes a stack.
    public init(_ sources: [Source], empty: @Sendable @escaping () throws -> MapDataset) {
        self.sources = sources
        self.empty = empty
    }
}
