import GammaCore
import GammaMaps

/// A radial profile exp(−(s/r)^(1/η)): Gaussian for η = ½, Laplace for η = 1, a disk for η → 0.
public struct GeneralizedGaussianSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["GeneralizedGaussianSpatialModel", "gauss-general"]
    /// `lon_0`, `lat_0`, `r_0`, `eta`, `e` (frozen), `phi` (frozen).
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees.
    public init(
        at position: SkyDirection, r0: Double = 1, eta: Double = 0.5, eccentricity: Double = 0, phi: Double = 0
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
            Parameter("r_0", r0, unit: .deg),
            Parameter("eta", eta, minimum: 0.01, maximum: 1),
            Parameter("e", eccentricity, minimum: 0, maximum: 1, isFrozen: true),
            Parameter("phi", phi, unit: .deg, minimum: -180, maximum: 180, isFrozen: true),
        ]
    }
}
