import GammaCore
import GammaMaps

/// A source without extension.
public struct PointSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["PointSpatialModel", "point"]
    /// `lon_0`, `lat_0`.
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees.
    public init(
        at position: SkyDirection
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
        ]
    }
}
