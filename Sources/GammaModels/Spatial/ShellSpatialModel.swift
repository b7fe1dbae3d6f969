import GammaCore

/// The projection of a hollow sphere.
public struct ShellSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["ShellSpatialModel", "shell"]
    /// `lon_0`, `lat_0`, `radius` of the inner edge, `width`.
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: String?

    /// Gammapy's default values.
    public init() { self.init(lon: 0) }

    /// Makes the model; angles in degrees.
    public init(
        lon: Double = 0, lat: Double = 0, radius: Double = 1, width: Double = 0.2, frame: String = "icrs"
    ) {
        self.frame = frame
        parameters = [
            Parameter("lon_0", lon, unit: .deg), Parameter("lat_0", lat, unit: .deg, minimum: -90, maximum: 90),
            Parameter("radius", radius, unit: .deg),
            Parameter("width", width, unit: .deg),
        ]
    }
}
