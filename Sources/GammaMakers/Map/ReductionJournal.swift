import GammaDatasets

/// Keeps how far a reduction has come, so that it can go on after an interruption, see
/// ``MapReduction/stack(_:_:journal:observation:finished:)``.
public protocol ReductionJournal: Sendable {
    /// How many runs of a stack are kept.
    func runs(inStack stack: Int) throws -> Int
    /// What is kept of a stack.
    /// - Parameter empty: what its runs are stacked into.
    func stack(_ stack: Int, into empty: MapDataset) throws -> ReducedStack?
    /// Keeps a stack as it is after another run.
    func keep(_ reduced: ReducedStack, ofStack stack: Int) throws
}
