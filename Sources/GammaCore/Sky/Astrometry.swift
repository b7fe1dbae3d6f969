import Foundation

/// Sky frames, equal to astropy's. Angles in degrees; longitudes come out in [0, 360).
public enum Astrometry {
    /// Galactic longitude and latitude of an ICRS position.
    public static func icrsToGalactic(lon: Double, lat: Double) -> (lon: Double, lat: Double) {
        FrameRotation.icrsToGalactic.apply(lon, lat)
    }

    /// ICRS position of a galactic one.
    public static func galacticToICRS(lon: Double, lat: Double) -> (lon: Double, lat: Double) {
        FrameRotation.galacticToICRS.apply(lon, lat)
    }

    /// FK5 (equinox J2000) position of an ICRS one; the frames differ by about 0.02 arcsec.
    public static func icrsToFK5(lon: Double, lat: Double) -> (lon: Double, lat: Double) {
        FrameRotation.icrsToFK5.apply(lon, lat)
    }

    /// ICRS position of an FK5 (equinox J2000) one.
    public static func fk5ToICRS(lon: Double, lat: Double) -> (lon: Double, lat: Double) {
        FrameRotation.fk5ToICRS.apply(lon, lat)
    }

    static let radian = Double.pi / 180

    /// A longitude in degrees brought into [0, 360).
    static func wrapped(_ lon: Double) -> Double {
        let rest = lon.truncatingRemainder(dividingBy: 360)
        let positive = rest < 0 ? rest + 360 : rest
        return positive < 360 ? positive : 0
    }
}
