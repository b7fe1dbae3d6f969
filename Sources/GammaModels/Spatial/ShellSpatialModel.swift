import GammaCore
import GammaMaps

/// The projection of a hollow sphere.
public struct ShellSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["ShellSpatialModel", "shell"]
    /// `lon_0`, `lat_0`, `radius` of the inner edge, `width`.
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees.
    public init(
        at position: SkyDirection, radius: Double = 1, width: Double = 0.2
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
            Parameter("radius", radius, unit: .deg),
            Parameter("width", width, unit: .deg),
        ]
    }
}
