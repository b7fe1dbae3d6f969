/// The maps that a reduction makes, by Gammapy's names.
public enum MapSelection: String, Sendable, CaseIterable {
    /// Counts.
    case counts
    /// Exposure.
    case exposure
    /// Predicted background.
    case background
    /// Point-spread function.
    case psf
    /// Energy dispersion.
    case edisp
}
