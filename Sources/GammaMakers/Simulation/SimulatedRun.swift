import GammaMaps

/// What one simulated run holds.
public struct SimulatedRun: Sendable {
    /// Number of the run.
    public let id: String
    /// Where the telescopes looked.
    public let pointing: SkyDirection
    /// Good time without dead time in s.
    public let livetime: Double
    /// Events of each source, in the order of the models.
    public let sourceEvents: [(name: String, count: Int)]
    /// Background events in the whole field of view.
    public let backgroundEvents: Int

    /// All events.
    public var events: Int { sourceEvents.reduce(backgroundEvents) { $0 + $1.count } }
}
