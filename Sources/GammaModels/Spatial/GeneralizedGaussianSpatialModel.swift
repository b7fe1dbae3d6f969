import Foundation
import GammaCore
import GammaMaps
import GammaNumerics

/// A radial profile exp(−(s/r)^(1/η)) / (2π r_min r_0 η Γ(2η)): Gaussian for η = ½, Laplace for η = 1, a disk for η → 0.
///
/// Elongated when `e` is not zero: r is then the extent of the ellipse (numerics §9.2). Without an extent it is dark.
public struct GeneralizedGaussianSpatialModel: StandardSpatialModel, CentredShape {
    /// Names in model files.
    public static let tags = ["GeneralizedGaussianSpatialModel", "gauss-general"]
    /// `lon_0`, `lat_0`, `r_0`, `eta`, `e` (frozen), `phi` (frozen).
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees.
    public init(
        at position: SkyDirection, r0: Double = 1, eta: Double = 0.5, eccentricity: Double = 0, phi: Double = 0
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
            Parameter("r_0", r0, unit: .deg),
            Parameter("eta", eta, minimum: 0.01, maximum: 1),
            Parameter("e", eccentricity, minimum: 0, maximum: 1, isFrozen: true),
            Parameter("phi", phi, unit: .deg, minimum: -180, maximum: 180, isFrozen: true),
        ]
    }

    /// r_0 (1 + 8η): r_0 of a disk, 5 r_0 of a Gaussian.
    public var evaluationRadius: Double? { parameters[2].internalValue * (1 + 8 * parameters[3].internalValue) }

    /// r_0/(3 + 8η)/(1 + e).
    public var integrationStep: Double? {
        parameters[2].internalValue / (3 + 8 * parameters[3].internalValue) / (1 + parameters[4].internalValue)
    }

    /// The ellipse at a number of r_0.
    public func region(sizeFactor: Double) -> SkyRegion? { ellipseRegion(major: 2, sizeFactor) }

    /// The formula.
    struct Kernel: ShapeKernel {
        let centre: ShapeCentre
        private let ellipse: ShapeEllipse
        private let eta: Double
        private let norm: Double
        /// Derivative of ln N with respect to η.
        private let logNormByEta: Double

        init(_ parameters: [Parameter], extent: Double) {
            centre = ShapeCentre(parameters)
            ellipse = ShapeEllipse(major: parameters[2], eccentricity: parameters[4], phi: parameters[5])
            eta = parameters[3].internalValue
            let gamma = exp(Special.logGamma(2 * eta))
            norm = ellipse.isDegenerate ? 0 : 1 / (2 * .pi * ellipse.minor * ellipse.major * eta * gamma)
            logNormByEta = -1 / eta - 2 * digamma(2 * eta)
        }

        func value(_ offset: ShapeOffset) -> Double {
            guard !ellipse.isDegenerate else { return 0 }
            let z = offset.separation / ellipse.extent(offset)
            return norm * exp(-power(z, z > 0 ? log(z) : 0))
        }

        func value(_ offset: ShapeOffset, _ rows: GradientRows) -> Double {
            guard !ellipse.isDegenerate else { return 0 }
            let s = offset.separation
            let extent = ellipse.extentWithDerivatives(offset)
            let z = s / extent.value
            let logarithm = z > 0 ? log(z) : 0
            let power = power(z, logarithm)
            let value = norm * exp(-power)
            let byLogExtent = value * power / eta
            centre.write(s > 0 ? offset.overSine(-byLogExtent / s) : 0, offset, rows)
            ellipse.write(byLogExtent, extent, offset, centre, first: 4, rows)
            rows[2] = (byLogExtent - 2 * value) / ellipse.major * radian
            rows[3] = value * (logNormByEta + power * logarithm / (eta * eta))
            rows[4] += value * ellipse.eccentricity / (ellipse.ratio * ellipse.ratio)
            return value
        }

        /// z^(1/η), at most so much that exp(−z^(1/η)) is 0 and products with it are still numbers.
        private func power(_ z: Double, _ logarithm: Double) -> Double {
            let value = z == 0 ? 0 : exp(logarithm / eta)
            return value > 1e300 ? 1e300 : value
        }
    }
}

/// The logarithmic derivative of Γ for positive arguments: recurrence up to 10, then the asymptotic series (Abramowitz &
/// Stegun 6.3.18). NaN elsewhere.
func digamma(_ argument: Double) -> Double {
    guard argument > 0, argument < .infinity else { return .nan }
    var (x, sum) = (argument, 0.0)
    while x < 10 {
        sum -= 1 / x
        x += 1
    }
    let square = 1 / (x * x)
    let series =
        1.0 / 12
        - square
        * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square * (1.0 / 132 - square * 691 / 32760))))
    return sum + log(x) - 0.5 / x - square * series
}
