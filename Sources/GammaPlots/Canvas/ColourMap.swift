/// A scale of colours that looks even to the eye, for images.
public struct ColourMap: Sendable, Hashable {
    private let table: [UInt32]

    private init(knots: [UInt32]) {
        table = (0..<256).map { index in
            let place = Double(index) / 255 * Double(knots.count - 1)
            let left = min(Int(place), knots.count - 2)
            let share = place - Double(left)
            let mix = { (shift: UInt32) -> UInt32 in
                let a = Double(knots[left] >> shift & 255)
                let b = Double(knots[left + 1] >> shift & 255)
                return UInt32((a + share * (b - a)).rounded()) << shift
            }
            return 0xFF00_0000 | mix(16) | mix(8) | mix(0)
        }
    }

    /// The packed colour at `fraction`, 0 to 1; outside it is limited, NaN is the lowest.
    func packed(_ fraction: Double) -> UInt32 { table[Int((fraction.clamped01 * 255).rounded())] }

    /// The colour at `fraction`, 0 to 1; outside it is limited, NaN is the lowest.
    public func callAsFunction(_ fraction: Double) -> Colour { Colour(hex: packed(fraction) & 0xFFFFFF) }

    /// From dark violet over green to yellow, for amounts (van der Walt & Smith 2015, public domain).
    public static let viridis = ColourMap(knots: [
        0x440154, 0x470D60, 0x48186A, 0x482374, 0x472D7B, 0x453781, 0x424086, 0x3E4989, 0x3B528B, 0x375B8D, 0x33638D,
        0x2F6B8E, 0x2C728E, 0x297A8E, 0x26828E, 0x23898E, 0x21918C, 0x1F988B, 0x1FA088, 0x22A785, 0x28AE80, 0x32B67A,
        0x3FBC73, 0x4EC36B, 0x5EC962, 0x70CF57, 0x84D44B, 0x98D83E, 0xADDC30, 0xC2DF23, 0xD8E219, 0xECE51B, 0xFDE725,
    ])

    /// From black over red and orange to pale yellow, for amounts (van der Walt & Smith 2015, public domain).
    public static let inferno = ColourMap(knots: [
        0x000004, 0x040312, 0x0B0724, 0x150B37, 0x210C4A, 0x2F0A5B, 0x3D0965, 0x4A0C6B, 0x57106E, 0x64156E, 0x71196E,
        0x7D1E6D, 0x8A226A, 0x972766, 0xA32C61, 0xB0315B, 0xBC3754, 0xC73E4C, 0xD24644, 0xDB503B, 0xE45A31, 0xEB6628,
        0xF1731D, 0xF68013, 0xF98E09, 0xFB9D07, 0xFCAC11, 0xFBBC21, 0xF9CB35, 0xF5DB4C, 0xF2EA69, 0xF3F68A, 0xFCFFA4,
    ])

    /// Blue, white in the middle, red: for values of either sign. Lightness falls evenly to both sides in CIELAB.
    public static let diverging = ColourMap(knots: [
        0x0053A9, 0x005DB0, 0x0067B8, 0x1B71BF, 0x317BC5, 0x4285CC, 0x528FD2, 0x619AD8, 0x70A4DE, 0x7EAFE3, 0x8DB9E8,
        0x9DC4ED, 0xADCEF1, 0xBDD8F5, 0xCEE3F8, 0xE0EDF9, 0xF6F6F6, 0xFAE8E1, 0xF9DACF, 0xF5CDBF, 0xF1C0B0, 0xECB3A2,
        0xE6A694, 0xE09A87, 0xD98D7B, 0xD2816F, 0xCB7464, 0xC46859, 0xBC5C4E, 0xB44F45, 0xAB433B, 0xA33532, 0x9A272A,
    ])

    /// From white to light grey, for masks.
    static let greys = ColourMap(knots: [0xFFFFFF, 0xD9D9D9])
}
