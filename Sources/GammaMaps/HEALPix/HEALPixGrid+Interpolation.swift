import Foundation

extension HEALPixGrid {
    /// Four pixels and their weights, whose sum is 1.
    public struct Interpolation: Sendable, Hashable {
        /// The pixels: two on the ring to the north, two on the ring to the south. The same pixel may come twice.
        public var pixels: SIMD4<Int>
        /// Their weights, 0 to 1.
        public var weights: SIMD4<Double>
    }

    /// The pixels and weights of a bilinear interpolation at a position in degrees, as healpy's `get_interp_weights`:
    /// linear in longitude on the rings to the north and south, then linear in latitude. At the poles, the value is the
    /// mean of the four pixels around. Nil when the position is not finite or its latitude is none.
    public func interpolation(lon: Double, lat: Double) -> Interpolation? {
        guard lon.isFinite, abs(lat) <= 90 else { return nil }
        let n = nside
        let north = ringAbove(lat)
        let colatitude = 90 - lat
        var pixels = SIMD4<Int>(repeating: 0)
        var weights = SIMD4<Double>(repeating: 0)
        let isNorthPole = north == 0
        let isSouthPole = north >= 4 * n - 1
        if !isNorthPole {
            let pair = Self.onRing(HEALPixRing(north, nside: n), lon)
            (pixels[0], pixels[1], weights[0], weights[1]) = (pair.0, pair.1, 1 - pair.2, pair.2)
        }
        if !isSouthPole {
            let pair = Self.onRing(HEALPixRing(north + 1, nside: n), lon)
            (pixels[2], pixels[3], weights[2], weights[3]) = (pair.0, pair.1, 1 - pair.2, pair.2)
        }
        if isNorthPole {
            let down = colatitude / HEALPixRing(1, nside: n).colatitude(n)
            weights *= down
            weights += (1 - down) / 4
            pixels[0] = (pixels[2] + 2) & 3
            pixels[1] = (pixels[3] + 2) & 3
        } else if isSouthPole {
            let up = (90 + lat) / HEALPixRing(1, nside: n).colatitude(n)
            weights *= up
            weights += (1 - up) / 4
            let first = pixelCount - 4
            pixels[2] = first + ((pixels[0] - first + 2) & 3)
            pixels[3] = first + ((pixels[1] - first + 2) & 3)
        } else {
            let down = fraction(lat, north)
            weights *= SIMD4(1 - down, 1 - down, down, down)
        }
        for index in 0..<4 where ordering == .nested { pixels[index] = nested(ofRing: pixels[index]) }
        return Interpolation(pixels: pixels, weights: weights)
    }

    /// The last ring at or to the north of a latitude; 0 where there is none.
    func ringAbove(_ lat: Double) -> Int {
        let n = Double(nside)
        let z = sin(lat * (Double.pi / 180))
        if abs(z) <= 2.0 / 3 { return Int(n * (2 - 1.5 * z)) }
        let ring = Int(n * 6.0.squareRoot() * sin((90 - abs(lat)) * (Double.pi / 360)))
        return z > 0 ? ring : 4 * nside - ring - 1
    }

    /// How far between the ring `north` and the next one a latitude lies. Near the poles angles are measured from them.
    private func fraction(_ lat: Double, _ north: Int) -> Double {
        func distance(_ ring: Int) -> Double { HEALPixRing(ring, nside: nside).colatitude(nside) }
        if lat > 0 {
            let top = distance(north)
            return (90 - lat - top) / (distance(north + 1) - top)
        }
        let top = distance(4 * nside - north)
        return (top - (90 + lat)) / (top - distance(4 * nside - north - 1))
    }

    /// The pixels of a ring, in ring ordering, to the west and east of a longitude, and the weight of the latter.
    private static func onRing(_ ring: HEALPixRing, _ lon: Double) -> (Int, Int, Double) {
        var turn = lon / 360
        turn -= turn.rounded(.down)
        let position = turn * Double(ring.length) - 0.5 * Double(1 - ring.parity)
        let west = position.rounded(.down)
        let index = Int(west)
        let length = ring.length
        let first = index < 0 ? index + length : index >= length ? index - length : index
        let second = first + 1 == length ? 0 : first + 1
        return (ring.firstPixel + first, ring.firstPixel + second, position - west)
    }
}
