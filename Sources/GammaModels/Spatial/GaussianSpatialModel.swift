import GammaCore

/// A Gaussian on the sphere, elongated when `e` is not zero.
public struct GaussianSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["GaussianSpatialModel", "gauss"]
    /// `lon_0`, `lat_0`, `sigma` of the major axis, `e` (frozen), `phi` from north to east (frozen).
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: String?

    /// Gammapy's default values.
    public init() { self.init(lon: 0) }

    /// Makes the model; angles in degrees.
    public init(
        lon: Double = 0, lat: Double = 0, sigma: Double = 1, eccentricity: Double = 0, phi: Double = 0,
        frame: String = "icrs"
    ) {
        self.frame = frame
        parameters = [
            Parameter("lon_0", lon, unit: .deg), Parameter("lat_0", lat, unit: .deg, minimum: -90, maximum: 90),
            Parameter("sigma", sigma, unit: .deg, minimum: 0),
            Parameter("e", eccentricity, minimum: 0, maximum: 1, isFrozen: true),
            Parameter("phi", phi, unit: .deg, minimum: -180, maximum: 180, isFrozen: true),
        ]
    }
}
