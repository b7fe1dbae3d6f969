import Foundation

/// The gnomonic projection about a direction, in degrees: x to the west, y to the north of its frame.
struct TangentPlane: Sendable {
    let centre: SkyDirection
    private let rotation: Rotation

    init(_ centre: SkyDirection) {
        self.centre = centre
        rotation = Rotation(aboutY: -centre.lat) * Rotation(aboutZ: centre.lon) * centre.frame.rotationFromICRS
    }

    /// The position in the plane; NaN for a direction 90 degrees or more away.
    func project(_ direction: SkyDirection) -> PixelPoint {
        let position = project(lon: [direction.lon], lat: [direction.lat], frame: direction.frame)
        return PixelPoint(position.x[0], position.y[0])
    }

    func project(lon: [Double], lat: [Double], frame: SkyFrame) -> (x: [Double], y: [Double]) {
        let whole = rotation * frame.rotationFromICRS.inverse
        var result = (x: lon, y: lat)
        for index in lon.indices {
            let v = whole.apply(unitVector(lon: lon[index], lat: lat[index]))
            let scale = v.x > 0 ? 180 / (Double.pi * v.x) : .nan
            result.x[index] = -v.y * scale
            result.y[index] = v.z * scale
        }
        return result
    }

    func direction(_ point: PixelPoint) -> SkyDirection {
        let radian = Double.pi / 180
        let back = centre.frame.rotationFromICRS * rotation.inverse
        let position = sphericalDegrees(back.apply([1, -point.x * radian, point.y * radian]))
        return SkyDirection(lon: position.lon, lat: position.lat, frame: centre.frame)
    }
}
