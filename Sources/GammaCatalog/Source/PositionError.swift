import Foundation
import GammaMaps
import GammaModels

/// The uncertainty of a position: a normal distribution in two dimensions, as an ellipse in the frame of the position.
public struct PositionError: Sendable, Hashable {
    /// Standard deviation along the major axis, deg.
    public var major: Double
    /// Standard deviation along the minor axis, deg.
    public var minor: Double
    /// Angle of the major axis from north to east, deg.
    public var angle: Double

    /// Makes an uncertainty from standard deviations in deg.
    public init(major: Double, minor: Double, angle: Double = 0) {
        self.major = major
        self.minor = minor
        self.angle = angle
    }

    /// Makes one from the semi-axes of the ellipse that holds the position with a probability; nil without semi-axes.
    ///
    /// The standard deviation is the semi-axis over √(−2 ln(1 − p)): 2.448 for 95 %, 1.509 for 68 %.
    public init?(containing probability: Double, semiMajor: Double, semiMinor: Double, angle: Double = 0) {
        let scale = Self.scale(probability)
        guard semiMajor > 0, semiMinor > 0, semiMajor.isFinite, semiMinor.isFinite, scale > 0 else { return nil }
        self.init(major: semiMajor / scale, minor: semiMinor / scale, angle: angle.isFinite ? angle : 0)
    }

    /// Makes one from the errors of both coordinates (of the longitude in deg of longitude); nil when one is missing.
    public init?(lon: Double, lat: Double, at position: SkyDirection) {
        let east = lon * cos(position.lat * .pi / 180)
        guard east > 0, lat > 0, east.isFinite, lat.isFinite else { return nil }
        if lat >= east { self.init(major: lat, minor: east) } else { self.init(major: east, minor: lat, angle: 90) }
    }

    /// Variances to the north and to the east and their covariance, deg².
    public var moments: (north: Double, east: Double, mixed: Double) {
        let (sine, cosine) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
        let (a, b) = (major * major, minor * minor)
        return (a * cosine * cosine + b * sine * sine, a * sine * sine + b * cosine * cosine, (a - b) * sine * cosine)
    }

    /// The ellipse that holds the position with a probability.
    public func region(at position: SkyDirection, containing probability: Double = 0.95) -> SkyRegion {
        let scale = 2 * Self.scale(probability)
        return .ellipse(centre: position, width: scale * minor, height: scale * major, angle: angle)
    }

    /// Radius over standard deviation for a containment.
    static func scale(_ probability: Double) -> Double { (-2 * log(1 - probability)).squareRoot() }

    /// Puts the errors of `lon_0` and `lat_0` into a shape.
    func apply(to shape: inout any SpatialModel) {
        guard let position = shape.position else { return }
        let (north, east, _) = moments
        let cosine = cos(position.lat * .pi / 180)
        var parameters = shape.parameters
        for index in parameters.indices {
            if parameters[index].name == "lon_0", cosine > 1e-6 { parameters[index].error = east.squareRoot() / cosine }
            if parameters[index].name == "lat_0" { parameters[index].error = north.squareRoot() }
        }
        shape.parameters = parameters
    }
}
