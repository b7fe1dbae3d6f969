/// What is known of the background of a spectrum, which decides the fit statistic.
public enum SpectrumBackground: Sendable, Equatable {
    /// No background: Cash statistic of the signal alone.
    case none
    /// Predicted background counts in each bin of reconstructed energy: Cash statistic.
    case predicted([Double])
    /// Off counts: WStat, the background of each bin is profiled.
    case measured(OffMeasurement)
}
