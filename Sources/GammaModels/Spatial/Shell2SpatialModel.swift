import GammaCore
import GammaMaps

/// The projection of a hollow sphere by outer radius and relative width.
public struct Shell2SpatialModel: StandardSpatialModel, CentredShape {
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

    /// The outer radius.
    public var evaluationRadius: Double? { parameters[2].internalValue }

    /// A tenth of the outer radius, however thin the shell: samples are means.
    public var integrationStep: Double? { parameters[2].internalValue / 10 }

    /// True: its brightness rises steeply from the outer radius.
    public var hasSharpEdge: Bool { true }

    /// The annulus between the radii.
    public func region(sizeFactor: Double) -> SkyRegion? {
        let outer = parameters[2].internalValue
        return annulusRegion(inner: (1 - parameters[3].internalValue) * outer, outer: outer, sizeFactor)
    }

    /// The formula.
    struct Kernel: ShapeKernel {
        let centre: ShapeCentre
        private let outer: Double
        private let eta: Double
        let profile: ShellProfile

        init(_ parameters: [Parameter], extent: Double) {
            centre = ShapeCentre(parameters)
            outer = parameters[2].internalValue * radian
            eta = parameters[3].internalValue
            profile = ShellProfile(inner: (1 - eta) * outer, outer: outer, extent: extent)
        }

        func value(_ offset: ShapeOffset) -> Double { profile.value(offset.separation) }

        func value(_ offset: ShapeOffset, _ rows: GradientRows) -> Double {
            let s = offset.separation
            let (value, bySeparation, byInner, byOuter) = profile.derivatives(s)
            centre.write(offset.overSine(bySeparation), offset, rows)
            rows[2] = (byOuter + (1 - eta) * byInner) * radian
            rows[3] = -outer * byInner
            return value
        }
    }
}
