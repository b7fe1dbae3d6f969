import Foundation
import GammaMaps

/// Radians in a degree.
let radian = Double.pi / 180

/// The centre of a shape, as unit vectors to it and to the east and north of it.
struct ShapeCentre {
    /// Sine of the latitude.
    let sinLat: Double
    /// Cosine of the latitude.
    let cosLat: Double
    private let centre: (x: Double, y: Double, z: Double)
    private let east: (x: Double, y: Double)
    private let north: (x: Double, y: Double, z: Double)

    /// From the first two parameters, `lon_0` and `lat_0`.
    init(_ parameters: [Parameter]) {
        let (lon, lat) = (parameters[0].internalValue * radian, parameters[1].internalValue * radian)
        let (sinLon, cosLon) = (sin(lon), cos(lon))
        (sinLat, cosLat) = (sin(lat), cos(lat))
        centre = (cosLat * cosLon, cosLat * sinLon, sinLat)
        east = (-sinLon, cosLon)
        north = (-sinLat * cosLon, -sinLat * sinLon, cosLat)
    }

    /// Where a direction lies as seen from the centre.
    @inline(__always) func offset(_ v: (x: Double, y: Double, z: Double)) -> ShapeOffset {
        let (dx, dy, dz) = (v.x - centre.x, v.y - centre.y, v.z - centre.z)
        // Differences of unit vectors keep their digits near the centre, where the cosine has lost them.
        let eastward = east.x * dx + east.y * dy
        let northward = north.x * dx + north.y * dy + north.z * dz
        return ShapeOffset(
            east: eastward, north: northward, versine: 0.5 * (dx * dx + dy * dy + dz * dz))
    }

    /// Writes the derivatives with respect to the position in degrees of a value that changes by `slope` = f′(s)/sin s.
    @inline(__always) func write(_ slope: Double, _ offset: ShapeOffset, _ rows: GradientRows) {
        rows[0] = -slope * cosLat * offset.east * radian
        rows[1] = -slope * offset.north * radian
    }
}

/// A direction as seen from the centre of a shape.
struct ShapeOffset {
    /// Component of the unit vector to the east.
    let east: Double
    /// Component of the unit vector to the north.
    let north: Double
    /// 1 − cos s of the separation s.
    let versine: Double

    /// sin² s.
    @inline(__always) var sineSquare: Double { east * east + north * north }

    /// cos s.
    @inline(__always) var cosine: Double { 1 - versine }

    /// The separation s in radians, right to rounding at every distance.
    @inline(__always) var separation: Double {
        // s = 2 asin(h) with h² = versine/2; below 12° the series of the arc sine ends at h¹⁹.
        let square = 0.5 * versine
        guard square < 0.01 else { return atan2(sineSquare.squareRoot(), cosine) }
        var series = 12155.0 / 1_245_184
        series = 6435.0 / 557_056 + square * series
        series = 143.0 / 10240 + square * series
        series = 231.0 / 13312 + square * series
        series = 63.0 / 2816 + square * series
        series = 35.0 / 1152 + square * series
        series = 5.0 / 112 + square * series
        series = 3.0 / 40 + square * series
        series = 1.0 / 6 + square * series
        return 2 * square.squareRoot() * (1 + square * series)
    }

    /// A slope f′(s) as f′(s)/sin s; 0 at the centre, where it has no direction.
    @inline(__always) func overSine(_ slope: Double) -> Double {
        let square = sineSquare
        return square > 0 ? slope / square.squareRoot() : 0
    }
}

/// An ellipse by major semi-axis, eccentricity and position angle, and the extent that it has in every direction:
/// major · minor / √((major sin Δφ)² + (minor cos Δφ)²), Δφ being the angle from the major axis (numerics §9.2).
struct ShapeEllipse {
    /// Major semi-axis in radians.
    let major: Double
    /// Eccentricity.
    let eccentricity: Double
    /// Minor over major semi-axis.
    let ratio: Double
    private let cosPhi: Double
    private let sinPhi: Double

    init(major: Parameter, eccentricity: Parameter, phi: Parameter) {
        self.major = major.internalValue * radian
        self.eccentricity = eccentricity.internalValue
        ratio = (1 - self.eccentricity * self.eccentricity).squareRoot()
        cosPhi = cos(phi.internalValue * radian)
        sinPhi = sin(phi.internalValue * radian)
    }

    /// Whether all directions are alike.
    var isRound: Bool { eccentricity == 0 }

    /// Whether there is no area to shine.
    var isDegenerate: Bool { major == 0 || ratio == 0 }

    /// Minor semi-axis in radians.
    var minor: Double { major * ratio }

    /// The extent in one direction with what its derivatives need.
    struct Extent {
        /// Extent in radians.
        let value: Double
        /// Derivative of ln extent with respect to the eccentricity.
        let byEccentricity: Double
        /// Derivative of ln extent with respect to Δφ in radians.
        let byAngle: Double
    }

    /// The extent towards an offset; north where the offset is none.
    @inline(__always) func extent(_ offset: ShapeOffset) -> Double {
        guard !isRound else { return major }
        let square = offset.sineSquare
        let along = cosPhi * offset.north + sinPhi * offset.east
        let cosSquare = square > 0 ? along * along / square : cosPhi * cosPhi
        return minor / (1 - eccentricity * eccentricity * cosSquare).squareRoot()
    }

    /// The extent towards an offset and its derivatives.
    @inline(__always) func extentWithDerivatives(_ offset: ShapeOffset) -> Extent {
        guard !isRound else { return Extent(value: major, byEccentricity: 0, byAngle: 0) }
        let square = offset.sineSquare
        let scale = square > 0 ? 1 / square.squareRoot() : 0
        let cosDelta = square > 0 ? (cosPhi * offset.north + sinPhi * offset.east) * scale : cosPhi
        let sinDelta = square > 0 ? (sinPhi * offset.north - cosPhi * offset.east) * scale : sinPhi
        let denominator = 1 - eccentricity * eccentricity * cosDelta * cosDelta
        return Extent(
            value: minor / denominator.squareRoot(),
            byEccentricity: eccentricity * (cosDelta * cosDelta / denominator - 1 / (ratio * ratio)),
            byAngle: -eccentricity * eccentricity * sinDelta * cosDelta / denominator)
    }

    /// Adds what the turning of the ellipse's extent does to the derivatives with respect to position, and writes those
    /// with respect to eccentricity and angle.
    /// - Parameters:
    ///   - byLogExtent: derivative of the value with respect to ln extent.
    ///   - first: row of the eccentricity, followed by that of the angle.
    @inline(__always) func write(
        _ byLogExtent: Double, _ extent: Extent, _ offset: ShapeOffset, _ centre: ShapeCentre, first: Int,
        _ rows: GradientRows
    ) {
        let byAngle = byLogExtent * extent.byAngle * radian
        rows[first] = byLogExtent * extent.byEccentricity
        rows[first + 1] = byAngle
        let square = offset.sineSquare
        guard !isRound, square > 0 else { return }
        // Moving the centre turns the position angle of the direction.
        rows[0] -= byAngle * (centre.sinLat - centre.cosLat * offset.cosine * offset.north / square)
        rows[1] -= byAngle * offset.east * offset.cosine / square
    }
}
