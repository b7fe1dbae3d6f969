import GammaMaps

/// An event before it has a number.
struct SimulatedEvent {
    /// Seconds after the reference of the good time.
    var time: Double
    /// Reconstructed direction.
    var direction: SkyDirection
    /// Reconstructed energy in TeV.
    var energy: Double
    /// True energy in TeV; NaN for background.
    var trueEnergy: Double
    /// Number of the source, from 1; 0 for background.
    var source: Int
}
