/// Receives the progress of long work, from any thread.
public protocol ProgressObserver: Sendable {
    /// `done` of `total` units of the named step are finished; throws to cancel the work.
    func update(step: String, done: Int, total: Int) throws
}

/// Shows nothing.
public struct SilentProgress: ProgressObserver {
    /// Makes the silent reporter.
    public init() {}

    /// Does nothing.
    public func update(step: String, done: Int, total: Int) {}
}
