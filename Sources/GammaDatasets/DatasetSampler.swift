import GammaCore

/// Draws simulated data of a dataset, always from the same expectation.
public struct DatasetSampler: Sendable {
    private let draw: @Sendable (inout RandomStream) throws -> any Dataset

    init(_ draw: @escaping @Sendable (inout RandomStream) throws -> any Dataset) { self.draw = draw }

    /// The next simulation.
    public func callAsFunction(_ random: inout RandomStream) throws -> any Dataset { try draw(&random) }
}
