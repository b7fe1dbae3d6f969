import GammaCore
import GammaMaps

/// A Gaussian on the sphere, elongated when `e` is not zero.
public struct GaussianSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["GaussianSpatialModel", "gauss"]
    /// `lon_0`, `lat_0`, `sigma` of the major axis, `e` (frozen), `phi` from north to east (frozen).
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees.
    public init(
        at position: SkyDirection, sigma: Double = 1, eccentricity: Double = 0, phi: Double = 0
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
            Parameter("sigma", sigma, unit: .deg, minimum: 0),
            Parameter("e", eccentricity, minimum: 0, maximum: 1, isFrozen: true),
            Parameter("phi", phi, unit: .deg, minimum: -180, maximum: 180, isFrozen: true),
        ]
    }
}
