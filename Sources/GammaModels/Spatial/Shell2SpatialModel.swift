import GammaCore
import GammaMaps

/// The projection of a hollow sphere by outer radius and relative width.
public struct Shell2SpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["Shell2SpatialModel", "shell2"]
    /// `lon_0`, `lat_0`, `r_0` of the outer edge, `eta` width over radius.
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees.
    public init(
        at position: SkyDirection, r0: Double = 1, eta: Double = 0.2
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
            Parameter("r_0", r0, unit: .deg),
            Parameter("eta", eta, minimum: 0.02, maximum: 1),
        ]
    }
}
