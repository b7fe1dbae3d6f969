import GammaCore

/// A source without extension.
public struct PointSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["PointSpatialModel", "point"]
    /// `lon_0`, `lat_0`.
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: String?

    /// Gammapy's default values.
    public init() { self.init(lon: 0) }

    /// Makes the model; angles in degrees.
    public init(
        lon: Double = 0, lat: Double = 0, frame: String = "icrs"
    ) {
        self.frame = frame
        parameters = [
            Parameter("lon_0", lon, unit: .deg), Parameter("lat_0", lat, unit: .deg, minimum: -90, maximum: 90),
        ]
    }
}
