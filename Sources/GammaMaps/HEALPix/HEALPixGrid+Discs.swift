import Foundation
import GammaCore

extension HEALPixGrid {
    /// The pixels of a disc, in growing order: those with a centre at most `radius` degrees from a position in degrees.
    /// - Throws: ``Fault/Code/badValue`` for a position off the sky, or a radius outside 0…180, more than 2²⁸ pixels.
    public func pixels(inDiscAt lon: Double, _ lat: Double, radius: Double) throws -> [Int] {
        try checkDisc(lon, lat, radius)
        var pixels: [Int] = []
        for ring in rings(from: lat + radius, to: lat - radius) {
            guard let half = Self.halfChord(ring.lat(nside), lat, radius) else { continue }
            let step = 90 / Double(ring.quarter)
            let shift = 0.5 * Double(1 - ring.parity)
            let low = Int(((lon - half) / step - shift).rounded(.up))
            let high = Int(((lon + half) / step - shift).rounded(.down))
            guard high >= low else { continue }
            let count = min(high - low + 1, ring.length)
            for index in low..<low + count {
                let wrapped = index % ring.length
                pixels.append(ring.firstPixel + (wrapped < 0 ? wrapped + ring.length : wrapped))
            }
        }
        if ordering == .nested { pixels = pixels.map(nested(ofRing:)) }
        return pixels.sorted()
    }

    /// All pixels that overlap a disc, in growing order, perhaps with a few that it nearly touches.
    /// - Parameter oversampling: pixels are divided in so many parts along each side to find whether they overlap; the
    ///   more, the fewer pixels too many.
    /// - Throws: ``Fault/Code/badValue`` for a position off the sky, a radius outside 0…180, an oversampling that
    ///   makes the grid too fine.
    public func pixels(touchingDiscAt lon: Double, _ lat: Double, radius: Double, oversampling: Int = 4) throws -> [Int]
    {
        try checkDisc(lon, lat, radius)
        guard (1...256).contains(oversampling), oversampling <= Self.largestSide / nside else {
            throw Fault(.badValue, "pixels of NSIDE \(nside) cannot be divided in \(oversampling) parts a side")
        }
        let fine = try HEALPixGrid(nside: nside * oversampling, ordering: .ring)
        let reach = radius + fine.largestPixelRadius
        let candidates = try pixels(inDiscAt: lon, lat, radius: min(180, radius + largestPixelRadius))
        return candidates.filter { pixel in
            let parent = facePixel(pixel)
            for part in 0..<oversampling * oversampling {
                let child = HEALPixFacePixel(
                    face: parent.face, x: parent.x * oversampling + part % oversampling,
                    y: parent.y * oversampling + part / oversampling)
                let (ring, index) = child.ringPosition(fine.nside)
                let distance = SkyDirection.separation(
                    lon1: lon, lat1: lat, lon2: ring.lon(index), lat2: ring.lat(fine.nside))
                if distance <= reach { return true }
            }
            return false
        }
    }

    private func checkDisc(_ lon: Double, _ lat: Double, _ radius: Double) throws {
        guard lon.isFinite, abs(lon) <= 1e6, abs(lat) <= 90, radius >= 0, radius <= 180 else {
            throw Fault(.badValue, "there is no disc of radius \(radius) deg around (\(lon), \(lat)) deg")
        }
        let part = sin(radius * (Double.pi / 360))
        guard Double(pixelCount) * part * part <= Double(WCSGeometry.largestCount) else {
            throw Fault(
                .badValue, "a disc of radius \(radius) deg has too many pixels of NSIDE \(nside)",
                hint: "choose a smaller NSIDE")
        }
    }

    /// The rings whose latitude lies between two, with one more on either side.
    private func rings(from top: Double, to bottom: Double) -> [HEALPixRing] {
        let first = top >= 90 ? 1 : max(1, ringAbove(top) - 1)
        let last = bottom <= -90 ? 4 * nside - 1 : min(4 * nside - 1, ringAbove(bottom) + 2)
        return (first...max(first, last)).map { HEALPixRing($0, nside: nside) }
    }

    /// Half the range of longitudes in degrees that a disc around latitude `centre` covers at latitude `lat`; nil when it
    /// does not reach it. By the half-angle form of the law of cosines, which keeps its digits for small discs.
    private static func halfChord(_ lat: Double, _ centre: Double, _ radius: Double) -> Double? {
        let difference = abs(lat - centre)
        if difference > radius { return nil }
        let radian = Double.pi / 180
        if lat + centre > 180 - radius || lat + centre < radius - 180 { return 180 }
        let denominator = cos(lat * radian) * cos(centre * radian)
        guard denominator > 0 else { return 180 }
        let numerator = sin((radius - difference) / 2 * radian) * sin((radius + difference) / 2 * radian)
        let square = numerator / denominator
        return square >= 1 ? 180 : 2 * asin(square.squareRoot()) / radian
    }
}
