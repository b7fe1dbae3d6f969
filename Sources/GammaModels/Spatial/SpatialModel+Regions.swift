import Foundation
import GammaCore
import GammaMaps

extension SkyRegion {
    /// Gammapy's outline of what shines everywhere.
    static let wholeSky = SkyRegion.rectangle(
        centre: SkyDirection(ra: 0, dec: 0), width: 360, height: 180, angle: 0)
}

extension SpatialModel {
    /// The ellipse of a shape with the parameters `e` and `phi`; the angle is that of the major axis from north to east.
    /// - Parameter major: position of the parameter that is the major semi-axis.
    func ellipseRegion(major: Int, _ sizeFactor: Double) -> SkyRegion? {
        guard let position, let eccentricity = parameters.first(where: { $0.name == "e" })?.internalValue,
            let phi = parameters.first(where: { $0.name == "phi" })?.internalValue
        else { return nil }
        let height = 2 * sizeFactor * parameters[major].internalValue
        return .ellipse(
            centre: position, width: height * max(0, 1 - eccentricity * eccentricity).squareRoot(), height: height,
            angle: phi)
    }

    /// The annulus between two radii in degrees.
    func annulusRegion(inner: Double, outer: Double, _ sizeFactor: Double) -> SkyRegion? {
        position.map { .annulus(centre: $0, inner: sizeFactor * inner, outer: sizeFactor * outer) }
    }

    /// The ellipse that contains the position with a probability of 95 %; nil without position or covariance.
    /// - Parameter covariance: of the model's parameters in their own units, in their order.
    public func positionErrorRegion(covariance: Covariance) -> SkyRegion? {
        guard let position, covariance.count == parameters.count,
            let lon = parameters.firstIndex(where: { $0.name == "lon_0" }),
            let lat = parameters.firstIndex(where: { $0.name == "lat_0" })
        else { return nil }
        let toEast = parameters[lon].internalFactor * cos(position.lat * radian)
        let toNorth = parameters[lat].internalFactor
        let (east, north) = (covariance[lon, lon] * toEast * toEast, covariance[lat, lat] * toNorth * toNorth)
        let mixed = covariance[lon, lat] * toEast * toNorth
        let (mean, half) = ((east + north) / 2, hypot((north - east) / 2, mixed))
        guard mean > 0, half.isFinite else { return nil }
        // 95 % of a normal distribution in two dimensions.
        let scale = (-2 * log(0.05)).squareRoot()
        return .ellipse(
            centre: position, width: 2 * scale * max(0, mean - half).squareRoot(),
            height: 2 * scale * (mean + half).squareRoot(),
            angle: 0.5 * atan2(2 * mixed, north - east) / radian)
    }
}
