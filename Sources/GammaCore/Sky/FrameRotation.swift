import Foundation

/// A rotation between two sky frames, as the rows of its matrix.
struct FrameRotation: Sendable {
    private var x: SIMD3<Double>
    private var y: SIMD3<Double>
    private var z: SIMD3<Double>

    /// The frame bias of FK5 against ICRS, in arcsec (IERS conventions: η₀, ξ₀, dα₀ as astropy uses them).
    static let icrsToFK5 = about(x: 0.0199 / 3600) * about(y: 0.0091 / 3600) * about(z: -0.0229 / 3600)
    static let fk5ToICRS = icrsToFK5.inverse
    /// The galactic pole and the longitude of the celestial pole in FK5 (Reid & Brunthaler 2004, appendix).
    static let icrsToGalactic =
        about(z: 180 - 122.9319185680026) * about(y: 90 - 27.12825118085622) * about(z: 192.8594812065348) * icrsToFK5
    static let galacticToICRS = icrsToGalactic.inverse

    /// Rotates a direction; all angles in degrees.
    func apply(_ lon: Double, _ lat: Double) -> (lon: Double, lat: Double) {
        let cosine = cos(lat * Astrometry.radian)
        let direction = SIMD3(
            cosine * cos(lon * Astrometry.radian), cosine * sin(lon * Astrometry.radian), sin(lat * Astrometry.radian))
        let (a, b, c) = ((x * direction).sum(), (y * direction).sum(), (z * direction).sum())
        return (
            Astrometry.wrapped(atan2(b, a) / Astrometry.radian),
            atan2(c, (a * a + b * b).squareRoot()) / Astrometry.radian
        )
    }

    private var inverse: FrameRotation {
        FrameRotation(x: [x.x, y.x, z.x], y: [x.y, y.y, z.y], z: [x.z, y.z, z.z])
    }

    static func * (a: FrameRotation, b: FrameRotation) -> FrameRotation {
        func row(_ r: SIMD3<Double>) -> SIMD3<Double> { r.x * b.x + r.y * b.y + r.z * b.z }
        return FrameRotation(x: row(a.x), y: row(a.y), z: row(a.z))
    }

    /// Turns the axes about one of them by an angle in degrees.
    private static func about(x angle: Double) -> FrameRotation {
        let (s, c) = (sin(angle * Astrometry.radian), cos(angle * Astrometry.radian))
        return FrameRotation(x: [1, 0, 0], y: [0, c, s], z: [0, -s, c])
    }

    private static func about(y angle: Double) -> FrameRotation {
        let (s, c) = (sin(angle * Astrometry.radian), cos(angle * Astrometry.radian))
        return FrameRotation(x: [c, 0, -s], y: [0, 1, 0], z: [s, 0, c])
    }

    private static func about(z angle: Double) -> FrameRotation {
        let (s, c) = (sin(angle * Astrometry.radian), cos(angle * Astrometry.radian))
        return FrameRotation(x: [c, s, 0], y: [-s, c, 0], z: [0, 0, 1])
    }
}
