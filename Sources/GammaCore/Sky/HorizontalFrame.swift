import CERFA
import Foundation

/// Azimuth (north 0, east 90) and altitude at one moment and place, without refraction.
///
/// A full set-up costs some 80 µs; moving on by less than a minute only turns the Earth, costs 0.1 µs and is right to
/// 0.002 arcsec. Polar motion is taken as zero, which moves positions by up to 0.3 arcsec against astropy.
public struct HorizontalFrame: Sendable {
    /// The place.
    public let observer: Astrometry.Observer
    /// The moment.
    public private(set) var instant: Instant
    private var setUp: Instant
    private var context = eraASTROM()

    /// Sets up the frame for a moment and a place.
    public init(at instant: Instant, observer: Astrometry.Observer) {
        self.observer = observer
        self.instant = instant
        setUp = instant
        prepare()
    }

    /// Moves to another moment.
    public mutating func advance(to instant: Instant) {
        self.instant = instant
        guard abs(instant.seconds(since: setUp)) < 60 else {
            setUp = instant
            prepare()
            return
        }
        let ut1 = EarthRotation.ut1(at: instant)
        eraAper13(ut1.0, ut1.1, &context)
    }

    /// Azimuth and altitude in degrees of an ICRS position in degrees.
    public func fromICRS(lon: Double, lat: Double) -> (azimuth: Double, altitude: Double) {
        var (ra, dec) = (0.0, 0.0)
        var (azimuth, zenith, hourAngle, declination, rightAscension) = (0.0, 0.0, 0.0, 0.0, 0.0)
        withContext { context in
            eraAtciqz(lon * Astrometry.radian, lat * Astrometry.radian, context, &ra, &dec)
            eraAtioq(ra, dec, context, &azimuth, &zenith, &hourAngle, &declination, &rightAscension)
        }
        return (Astrometry.wrapped(azimuth / Astrometry.radian), 90 - zenith / Astrometry.radian)
    }

    /// ICRS position in degrees of azimuth and altitude in degrees.
    public func toICRS(azimuth: Double, altitude: Double) -> (lon: Double, lat: Double) {
        var (ra, dec) = (0.0, 0.0)
        var (lon, lat) = (0.0, 0.0)
        withContext { context in
            eraAtoiq(
                "A", azimuth * Astrometry.radian, (90 - altitude) * Astrometry.radian, context, &ra, &dec)
            eraAticq(ra, dec, context, &lon, &lat)
        }
        return (Astrometry.wrapped(lon / Astrometry.radian), lat / Astrometry.radian)
    }

    private mutating func prepare() {
        let utc = instant.julian(.utc)
        guard instant.isFinite else { return }
        var equationOfOrigins = 0.0
        _ = eraApco13(
            utc.0, utc.1, EarthRotation.ut1MinusUTC(at: instant), observer.longitude * Astrometry.radian,
            observer.latitude * Astrometry.radian, observer.height, 0, 0, 0, 0, 0, 0, &context, &equationOfOrigins)
    }

    /// ERFA takes the context as mutable but only reads it.
    private func withContext(_ body: (UnsafeMutablePointer<eraASTROM>) -> Void) {
        var copy = context
        body(&copy)
    }
}
