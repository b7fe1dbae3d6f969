import GammaCore

/// The projection of a hollow sphere by outer radius and relative width.
public struct Shell2SpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["Shell2SpatialModel", "shell2"]
    /// `lon_0`, `lat_0`, `r_0` of the outer edge, `eta` width over radius.
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: String?

    /// Gammapy's default values.
    public init() { self.init(lon: 0) }

    /// Makes the model; angles in degrees.
    public init(
        lon: Double = 0, lat: Double = 0, r0: Double = 1, eta: Double = 0.2, frame: String = "icrs"
    ) {
        self.frame = frame
        parameters = [
            Parameter("lon_0", lon, unit: .deg), Parameter("lat_0", lat, unit: .deg, minimum: -90, maximum: 90),
            Parameter("r_0", r0, unit: .deg),
            Parameter("eta", eta, minimum: 0.02, maximum: 1),
        ]
    }
}
