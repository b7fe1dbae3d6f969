import Foundation
import GammaCore
import GammaData
import GammaMaps

/// Coordinates of the field of view in the orientation of a background response.
///
/// Longitude grows towards decreasing right ascension or azimuth, unless the response is of reversed longitude.
struct FieldOfView {
    private let pointing: SkyDirection
    private let offsets: SkyOffsetFrame
    private let sign: Double
    private let reference: TimeReference
    /// Set when the axes are those of altitude and azimuth.
    private var horizon: HorizontalFrame?

    /// - Throws: ``Fault/Code/missingKeyword`` when the place of the telescopes is needed and not known.
    init(_ observation: Observation) throws {
        let alignment = observation.background?.alignment ?? .raDec
        pointing = try observation.pointingDirection().converted(to: .icrs)
        offsets = SkyOffsetFrame(origin: pointing)
        sign = alignment == .reverseLongitudeRADec ? 1 : -1
        reference = observation.gti.reference
        guard alignment == .altAz else { return }
        guard let location = observation.location else {
            throw Fault(
                .missingKeyword,
                "the background of observation \(observation.name) is aligned with altitude and azimuth, "
                    + "but the place of the telescopes is not known", at: observation.header.origin)
        }
        horizon = HorizontalFrame(at: reference.epoch, observer: location)
    }

    /// The direction at field-of-view coordinates in deg and a time in seconds after the reference of the good time.
    mutating func direction(lon: Double, lat: Double, time: Double) -> SkyDirection {
        guard let frame = horizon(at: time) else { return offsets.direction(lon: sign * lon, lat: lat) }
        let local = Self.offsets(frame, pointing).direction(lon: sign * lon, lat: lat)
        let (ra, dec) = frame.toICRS(azimuth: local.lon, altitude: local.lat)
        return SkyDirection(ra: ra, dec: dec)
    }

    /// The field-of-view coordinates in deg of a direction.
    mutating func coordinates(of direction: SkyDirection, time: Double) -> (lon: Double, lat: Double) {
        let position: (lon: Double, lat: Double)
        if let frame = horizon(at: time) {
            position = Self.offsets(frame, pointing).coordinates(of: Self.local(frame, direction))
        } else {
            position = offsets.coordinates(of: direction)
        }
        return (sign * position.lon, position.lat)
    }

    private mutating func horizon(at time: Double) -> HorizontalFrame? {
        horizon?.advance(to: reference.instant(time))
        return horizon
    }

    /// Azimuth and altitude, taken as longitude and latitude.
    private static func local(_ frame: HorizontalFrame, _ direction: SkyDirection) -> SkyDirection {
        let icrs = direction.converted(to: .icrs)
        let (azimuth, altitude) = frame.fromICRS(lon: icrs.lon, lat: icrs.lat)
        return SkyDirection(lon: azimuth, lat: altitude, frame: .icrs)
    }

    private static func offsets(_ frame: HorizontalFrame, _ pointing: SkyDirection) -> SkyOffsetFrame {
        SkyOffsetFrame(origin: local(frame, pointing))
    }
}
