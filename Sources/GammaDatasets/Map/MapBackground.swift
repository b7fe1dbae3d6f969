import GammaMaps

/// What is known of the background of a map dataset, which decides the fit statistic.
public enum MapBackground: Sendable, Equatable {
    /// No background: Cash statistic of the signal alone.
    case none
    /// Predicted background counts (energy, y, x): Cash statistic.
    case predicted(WCSMap)
    /// Off counts: WStat, the background of each bin is profiled.
    case measured(MapOffMeasurement)
}
