import Foundation

/// A stream of random numbers that is named, not shared: the same seed, name and index give the same numbers
/// wherever and on whichever thread they are drawn.
///
/// Philox 4x32 with 10 rounds (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). The key is made of
/// seed and name; the index is the upper half of the counter, so that streams of one name never overlap.
public struct RandomStream: RandomNumberGenerator, Sendable {
    private let key: (UInt32, UInt32)
    private let index: UInt64
    private var block: UInt64 = 0
    private var spare: UInt64?
    private var spareNormal: Double?

    /// Opens a stream.
    /// - Parameters:
    ///   - seed: of the whole run.
    ///   - stream: what the numbers are for: `"events.energy"`.
    ///   - index: number of the item (observation, chunk) within that purpose.
    public init(seed: UInt64, stream: String, index: UInt64 = 0) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let mixed = Self.mixed(seed &+ Self.mixed(hash))
        key = (UInt32(truncatingIfNeeded: mixed), UInt32(truncatingIfNeeded: mixed >> 32))
        self.index = index
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        if let value = spare {
            spare = nil
            return value
        }
        let words = Philox.block(
            counter: (
                UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32),
                UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32)
            ), key: key)
        block &+= 1
        spare = UInt64(words.3) << 32 | UInt64(words.2)
        return UInt64(words.1) << 32 | UInt64(words.0)
    }

    /// Uniform in [0, 1), a multiple of 2⁻⁵³.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Standard normal (Box and Muller; two numbers a pair of uniforms).
    public mutating func normal() -> Double {
        if let value = spareNormal {
            spareNormal = nil
            return value
        }
        let radius = (2 * exponential()).squareRoot()
        let angle = 2 * Double.pi * uniform()
        spareNormal = radius * sin(angle)
        return radius * cos(angle)
    }

    /// Exponential with mean 1.
    public mutating func exponential() -> Double { -log1p(-uniform()) }

    /// The finaliser of SplitMix64: every input bit changes every output bit.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// The block function of Philox 4x32-10.
enum Philox {
    typealias Words = (UInt32, UInt32, UInt32, UInt32)

    static func block(counter: Words, key: (UInt32, UInt32)) -> Words {
        var (a, b, c, d) = counter
        var (k0, k1) = key
        for _ in 0..<10 {
            let p = UInt64(a) &* 0xd251_1f53
            let q = UInt64(c) &* 0xcd9e_8d57
            a = UInt32(truncatingIfNeeded: q >> 32) ^ b ^ k0
            b = UInt32(truncatingIfNeeded: q)
            c = UInt32(truncatingIfNeeded: p >> 32) ^ d ^ k1
            d = UInt32(truncatingIfNeeded: p)
            k0 = k0 &+ 0x9e37_79b9
            k1 = k1 &+ 0xbb67_ae85
        }
        return (a, b, c, d)
    }
}
