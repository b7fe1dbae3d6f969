import Foundation

/// A ring of pixels whose centres have one latitude.
struct HEALPixRing: Sendable {
    /// 1 at the north pole to 4 NSIDE − 1 at the south pole.
    let number: Int
    /// Pixels on a quarter of the ring.
    let quarter: Int
    /// Number, in ring ordering, of its first pixel.
    let firstPixel: Int
    /// Whether it lies in a polar cap, where rings have fewer pixels.
    let isCap: Bool
    /// 1 when the first pixel's centre is at longitude 0, else 0: it is half a pixel to the east.
    let parity: Int

    @inline(__always) init(_ number: Int, nside n: Int) {
        self.number = number
        isCap = number < n || number > 3 * n
        if number < n {
            quarter = number
            firstPixel = 2 * number * (number - 1)
            parity = 0
        } else if number <= 3 * n {
            quarter = n
            firstPixel = 2 * n * (n - 1) + (number - n) * 4 * n
            parity = (number - n) & 1
        } else {
            quarter = 4 * n - number
            firstPixel = 12 * n * n - 2 * quarter * (quarter + 1)
            parity = 0
        }
    }

    /// The ring of a pixel in ring ordering.
    @inline(__always) init(containing pixel: Int, nside n: Int) {
        let cap = 2 * n * (n - 1)
        if pixel < cap {
            self.init(Self.capRing(pixel), nside: n)
        } else if pixel < 12 * n * n - cap {
            self.init((pixel - cap) / (4 * n) + n, nside: n)
        } else {
            self.init(4 * n - Self.capRing(12 * n * n - 1 - pixel), nside: n)
        }
    }

    /// The largest r with 2 r (r − 1) ≤ pixel.
    @inline(__always) private static func capRing(_ pixel: Int) -> Int {
        var ring = Int((1 + Double(1 + 2 * pixel).squareRoot()) / 2)
        while 2 * ring * (ring - 1) > pixel { ring -= 1 }
        while 2 * ring * (ring + 1) <= pixel { ring += 1 }
        return ring
    }

    /// Number of pixels.
    @inline(__always) var length: Int { 4 * quarter }

    /// Longitude in degrees of the centre of a pixel, `index` from 0.
    @inline(__always) func lon(_ index: Int) -> Double {
        (Double(index) + 0.5 * Double(1 - parity)) * 90 / Double(quarter)
    }

    /// Angle in degrees from the nearer pole, exact to rounding also close to it; for caps and the rings beside them.
    @inline(__always) private func distanceFromPole(_ n: Int) -> Double {
        2 * asin(Double(quarter) / (6.0.squareRoot() * Double(n))) * (180 / Double.pi)
    }

    /// Latitude in degrees of the centres.
    @inline(__always) func lat(_ n: Int) -> Double {
        if isCap {
            let distance = distanceFromPole(n)
            return number < n ? 90 - distance : distance - 90
        }
        return asin(Double(2 * n - number) * 2 / Double(3 * n)) * (180 / Double.pi)
    }

    /// Angle in degrees of the centres from the north pole.
    @inline(__always) func colatitude(_ n: Int) -> Double {
        isCap && number < n ? distanceFromPole(n) : 90 - lat(n)
    }
}
