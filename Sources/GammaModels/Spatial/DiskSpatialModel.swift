import GammaCore
import GammaMaps

/// A disk or ellipse with a soft edge.
public struct DiskSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["DiskSpatialModel", "disk"]
    /// `lon_0`, `lat_0`, `r_0`, `e` (frozen), `phi` (frozen), `edge_width` as a fraction of the radius (frozen).
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees, edge width as a fraction of the radius.
    public init(
        at position: SkyDirection, r0: Double = 1, eccentricity: Double = 0, phi: Double = 0,
        edgeWidth: Double = 0.01
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
            Parameter("r_0", r0, unit: .deg, minimum: 0),
            Parameter("e", eccentricity, minimum: 0, maximum: 1, isFrozen: true),
            Parameter("phi", phi, unit: .deg, minimum: -180, maximum: 180, isFrozen: true),
            Parameter("edge_width", edgeWidth, minimum: 0, maximum: 1, isFrozen: true),
        ]
    }
}
