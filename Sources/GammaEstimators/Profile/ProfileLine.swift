import Foundation
import GammaCore
import GammaMaps

/// The great circle from one direction to another.
struct ProfileLine: Sendable, Hashable {
    let start: SkyDirection
    /// deg.
    let length: Double
    /// Position angle at the start, deg.
    private let angle: Double

    /// - Throws: ``Fault/Code/badValue`` for ends that are the same, opposite or not on the sky.
    init(from start: SkyDirection, to end: SkyDirection) throws {
        for direction in [start, end] where !direction.isValid {
            throw Fault(.badValue, "the line of the profile ends at \(direction), which is not on the sky")
        }
        length = start.separation(to: end)
        guard length > 1e-9, length < 180 - 1e-6 else {
            let what = length < 90 ? "has no length" : "can go any way, for these are opposite"
            throw Fault(.badValue, "the line of the profile from \(start) to \(end) \(what)")
        }
        self.start = start
        angle = start.positionAngle(to: end)
    }

    func direction(at distance: Double) -> SkyDirection { start.offset(by: distance, positionAngle: angle) }

    /// The angle of a rectangle at that distance whose width lies along the line.
    func boxAngle(at distance: Double) -> Double {
        let here = direction(at: distance)
        // The farther end gives the direction, which near by would be lost in rounding.
        let back =
            distance < length / 2
            ? here.positionAngle(to: direction(at: length)) + 180 : here.positionAngle(to: start)
        return back.truncatingRemainder(dividingBy: 360) - 90
    }

    /// Distances in deg from the start along the line, and from the line, of many positions in deg.
    func coordinates(lon: [Double], lat: [Double], frame: SkyFrame) -> (along: [Double], across: [Double]) {
        let offsets = SkyOffsetFrame(origin: start).coordinates(lon: lon, lat: lat, frame: frame)
        let (sine, cosine) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
        var result = (along: lon, across: lat)
        for index in lon.indices {
            let (lon, lat) = (offsets.lon[index] * .pi / 180, offsets.lat[index] * .pi / 180)
            let (east, north) = (cos(lat) * sin(lon), sin(lat))
            result.along[index] = atan2(east * sine + north * cosine, cos(lat) * cos(lon)) * (180 / .pi)
            result.across[index] = asin(min(max(east * cosine - north * sine, -1), 1)) * (180 / .pi)
        }
        return result
    }
}
