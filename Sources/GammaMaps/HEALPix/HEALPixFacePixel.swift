/// A pixel by its face, and column and row in it.
///
/// The faces are squares that stand on a corner: `x` grows to the north-east, `y` to the north-west, (0, 0) is the
/// southern corner. Faces 0 to 3 lie around the north pole, 4 to 7 along the equator, 8 to 11 around the south pole.
struct HEALPixFacePixel: Sendable, Hashable {
    var face: Int
    var x: Int
    var y: Int
}

extension HEALPixFacePixel {
    /// Bits of `x` at even and of `y` at odd places.
    @inline(__always) func nested(_ order: Int) -> Int {
        face << (2 * order) | Self.spread(x) | Self.spread(y) << 1
    }

    @inline(__always) init(nested pixel: Int, _ order: Int) {
        let inFace = pixel & (1 << (2 * order) - 1)
        self.init(face: pixel >> (2 * order), x: Self.gather(inFace), y: Self.gather(inFace >> 1))
    }

    /// Puts a zero between the bits of a number below 2³¹.
    @inline(__always) private static func spread(_ value: Int) -> Int {
        var v = UInt64(truncatingIfNeeded: value)
        v = (v | v << 16) & 0x0000_ffff_0000_ffff
        v = (v | v << 8) & 0x00ff_00ff_00ff_00ff
        v = (v | v << 4) & 0x0f0f_0f0f_0f0f_0f0f
        v = (v | v << 2) & 0x3333_3333_3333_3333
        v = (v | v << 1) & 0x5555_5555_5555_5555
        return Int(truncatingIfNeeded: v)
    }

    /// Every second bit, from the lowest on.
    @inline(__always) private static func gather(_ value: Int) -> Int {
        var v = UInt64(truncatingIfNeeded: value) & 0x5555_5555_5555_5555
        v = (v | v >> 1) & 0x3333_3333_3333_3333
        v = (v | v >> 2) & 0x0f0f_0f0f_0f0f_0f0f
        v = (v | v >> 4) & 0x00ff_00ff_00ff_00ff
        v = (v | v >> 8) & 0x0000_ffff_0000_ffff
        v = (v | v >> 16) & 0x0000_0000_ffff_ffff
        return Int(truncatingIfNeeded: v)
    }
}

extension HEALPixFacePixel {
    /// The pixel in a ring, `index` from 0 along it.
    @inline(__always) init(ring: HEALPixRing, index: Int, nside n: Int) {
        let face: Int
        if ring.isCap {
            face = index / ring.quarter + (ring.number < n ? 0 : 8)
        } else {
            // The slanted bands, which continue the sides of the faces, that the pixel lies in.
            let step = ring.number - n + 1
            let falling = (index - step / 2 + n) / n
            let rising = (index - (2 * n + 2 - step) / 2 + n) / n
            face = rising == falling ? rising | 4 : rising < falling ? rising : falling + 8
        }
        let depth = ring.number - Self.southernRing(face) * n + 1
        // Twice the distance from the middle of the face, eastward.
        var along = 2 * index + 1 - Self.middle(face) * ring.quarter - ring.parity
        if along >= 2 * n { along -= 8 * n }
        self.init(face: face, x: (along - depth) >> 1, y: (-along - depth) >> 1)
    }

    /// Ring and index along it, from 0.
    @inline(__always) func ringPosition(_ n: Int) -> (ring: HEALPixRing, index: Int) {
        let ring = HEALPixRing(Self.southernRing(face) * n - x - y - 1, nside: n)
        // Face 4 reaches to the west of longitude 0.
        let index = (Self.middle(face) * ring.quarter + x - y - 1 + ring.parity) >> 1
        return (ring, index < 0 ? index + ring.length : index >= ring.length ? index - ring.length : index)
    }

    /// Ring of the southern corner of a face in units of NSIDE.
    @inline(__always) private static func southernRing(_ face: Int) -> Int { 2 + (face >> 2) }

    /// Longitude of the middle of a face in units of 45 deg.
    @inline(__always) private static func middle(_ face: Int) -> Int { 2 * (face & 3) + (face >> 2 == 1 ? 0 : 1) }
}
