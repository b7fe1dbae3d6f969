import GammaMaps

/// One Gaussian of the model of the H.E.S.S. Galactic plane survey.
public struct HGPSComponent: Sendable {
    /// `HGPSC 001`.
    public let name: String
    /// Name of its source; empty for one that was discarded.
    public let source: String
    /// `Source Single`, `Source Multi`, `Discarded Small`, `Discarded Large`.
    public let kind: String
    /// Where it is.
    public let position: SkyDirection
    /// Standard deviation, deg.
    public let size: Double
    /// Error of the size, deg.
    public let sizeError: Double
    /// Flux above 1 TeV, cm⁻² s⁻¹.
    public let flux: Double
    /// Error of the flux.
    public let fluxError: Double
    /// √TS.
    public let significance: Double
    /// How well the position is known.
    public let positionError: PositionError?

    /// The Gaussian, or a point where its size is less than the error of the size; Gammapy makes Gaussians of 10⁻⁷ deg of
    /// these.
    var shape: Result<CatalogShape, NoModelReason> {
        if size >= 0, size < sizeError { return .success(.point(at: position, error: positionError)) }
        return HGPSReader.gaussian(at: position, sigma: size, error: sizeError, positionError)
    }
}
