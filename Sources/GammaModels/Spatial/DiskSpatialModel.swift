import Foundation
import GammaCore
import GammaMaps

/// A disk or ellipse with a soft edge, ½ N erfc(2.326 (s − r)/(r · edge_width)).
///
/// N is one over the solid angle of the disk or ellipse; r is the extent of the ellipse (numerics §9.2). Over the edge's
/// width the brightness falls from 95 % to 5 %. Without an extent it is dark.
public struct DiskSpatialModel: StandardSpatialModel, CentredShape {
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

    /// 1.1 r_0 (1 + edge_width).
    public var evaluationRadius: Double? { 1.1 * parameters[2].internalValue * (1 + parameters[5].internalValue) }

    /// r_0 (1 − edge_width)/10.
    public var integrationStep: Double? { parameters[2].internalValue * (1 - parameters[5].internalValue) / 10 }

    /// The ellipse.
    public func region(sizeFactor: Double) -> SkyRegion? { ellipseRegion(major: 2, sizeFactor) }

    /// The value, as a multiple of the edge's width over its quantile, at which erfc is 5 %.
    static let quantile = 2.326174307353347

    /// True where the edge is narrow, as by default.
    public var hasSharpEdge: Bool { true }

    /// The formula.
    struct Kernel: ShapeKernel {
        let centre: ShapeCentre
        private let ellipse: ShapeEllipse
        private let edge: DiskEdge
        private let area: EllipseArea

        init(_ parameters: [Parameter], extent: Double) {
            centre = ShapeCentre(parameters)
            ellipse = ShapeEllipse(major: parameters[2], eccentricity: parameters[3], phi: parameters[4])
            edge = DiskEdge(width: parameters[5].internalValue, extent: extent)
            area = EllipseArea(ellipse)
        }

        func value(_ offset: ShapeOffset) -> Double {
            guard !ellipse.isDegenerate else { return 0 }
            return edge.value(offset.separation, ellipse.extent(offset)) / area.value
        }

        func value(_ offset: ShapeOffset, _ rows: GradientRows) -> Double {
            guard !ellipse.isDegenerate else { return 0 }
            let extent = ellipse.extentWithDerivatives(offset)
            let (share, bySeparation, byLogExtent, byWidth) = edge.derivatives(offset.separation, extent.value)
            guard share != 0 else { return 0 }
            let value = share / area.value
            centre.write(offset.overSine(bySeparation / area.value), offset, rows)
            ellipse.write(byLogExtent / area.value, extent, offset, centre, first: 3, rows)
            rows[2] = (byLogExtent / area.value / ellipse.major - value * area.logByMajor) * radian
            rows[3] -= value * area.logByEccentricity
            rows[5] = byWidth / area.value
            return value
        }
    }
}

/// Solid angle in sr of an ellipse on the sphere and its relative derivatives.
///
/// With semi-axes a and b, 2 sin a sin b ∫₀^π dt / (1 + √(1 − sin² a cos² t − sin² b sin² t)): the integral over the
/// position angle of 1 − cos r, with the angle replaced so that the integrand is smooth however thin the ellipse.
struct EllipseArea {
    let value: Double
    /// Derivative of its logarithm with respect to the major semi-axis in radians, at constant eccentricity.
    let logByMajor: Double
    /// Derivative of its logarithm with respect to the eccentricity.
    let logByEccentricity: Double

    init(_ ellipse: ShapeEllipse) {
        let (a, b) = (ellipse.major, ellipse.minor)
        guard !ellipse.isRound else {
            let sine = sin(a / 2)
            value = 4 * .pi * sine * sine
            logByMajor = 1 / tan(a / 2)
            logByEccentricity = 0
            return
        }
        let (sinA, cosA, sinB, cosB) = (sin(a), cos(a), sin(b), cos(b))
        // The trapezoid on a whole period converges geometrically; 64 points are exact to rounding up to 60°.
        let count = 64
        var (sum, byA, byB) = (0.0, 0.0, 0.0)
        for index in 0..<count {
            let t = Double.pi * Double(index) / Double(count)
            let (sinT, cosT) = (sin(t), cos(t))
            let root = max(0, 1 - sinA * sinA * cosT * cosT - sinB * sinB * sinT * sinT).squareRoot()
            sum += 1 / (1 + root)
            guard root > 0 else { continue }
            let weight = 1 / (root * (1 + root) * (1 + root))
            byA += sinA * cosA * cosT * cosT * weight
            byB += sinB * cosB * sinT * sinT * weight
        }
        value = 2 * sinA * sinB * sum * .pi / Double(count)
        let (logByA, logByB) = (cosA / sinA + byA / sum, cosB / sinB + byB / sum)
        logByMajor = logByA + logByB * ellipse.ratio
        logByEccentricity = -logByB * a * ellipse.eccentricity / ellipse.ratio
    }
}
