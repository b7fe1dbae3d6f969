import GammaCore
import GammaMaps

/// The projection of a hollow sphere by inner radius and width.
public struct ShellSpatialModel: StandardSpatialModel, CentredShape {
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

    /// The outer radius.
    public var evaluationRadius: Double? { parameters[2].internalValue + parameters[3].internalValue }

    /// A tenth of the outer radius, however thin the shell: samples are means.
    public var integrationStep: Double? { evaluationRadius.map { $0 / 10 } }

    /// True: its brightness rises steeply from the outer radius.
    public var hasSharpEdge: Bool { true }

    /// The annulus between the radii.
    public func region(sizeFactor: Double) -> SkyRegion? {
        annulusRegion(
            inner: parameters[2].internalValue, outer: parameters[2].internalValue + parameters[3].internalValue,
            sizeFactor)
    }

    /// The formula.
    struct Kernel: ShapeKernel {
        let centre: ShapeCentre
        let profile: ShellProfile

        init(_ parameters: [Parameter], extent: Double) {
            centre = ShapeCentre(parameters)
            let inner = parameters[2].internalValue * radian
            profile = ShellProfile(
                inner: inner, outer: inner + parameters[3].internalValue * radian, extent: extent)
        }

        func value(_ offset: ShapeOffset) -> Double { profile.value(offset.separation) }

        func value(_ offset: ShapeOffset, _ rows: GradientRows) -> Double {
            let s = offset.separation
            let (value, bySeparation, byInner, byOuter) = profile.derivatives(s)
            centre.write(offset.overSine(bySeparation), offset, rows)
            rows[2] = (byInner + byOuter) * radian
            rows[3] = byOuter * radian
            return value
        }
    }
}
