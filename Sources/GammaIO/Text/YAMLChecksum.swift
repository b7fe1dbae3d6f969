import Foundation

/// The checksum line that Gammapy appends to its YAML files: the MD5 sum of all text before it.
public enum YAMLChecksum {
    /// The text with its checksum line.
    public static func appended(to text: String) -> String { text + "checksum: \(MD5.hexadecimal(Array(text.utf8)))\n" }

    /// Whether the last line is a checksum of the text before it; nil when there is no such line.
    public static func isValid(_ text: String) -> Bool? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard let last = lines.last, last.hasPrefix("checksum:") else { return nil }
        let stored = last.dropFirst("checksum:".count).filter { !" '\"\r".contains($0) }
        return MD5.hexadecimal(Array(text[..<last.startIndex].utf8)) == stored
    }
}

/// The MD5 sum (RFC 1321), as a checksum only.
enum MD5 {
    private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
    /// ⌊2³² |sin(i + 1)|⌋.
    private static let table: [UInt32] = (1...64).map { UInt32(abs(sin(Double($0))) * 4_294_967_296) }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
        var padded = bytes + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        let bitCount = UInt64(truncatingIfNeeded: bytes.count) &* 8
        for k in 0..<8 { padded.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(8 * k))) }
        for start in stride(from: 0, to: padded.count, by: 64) { addBlock(padded, start, &state) }
        let digits = Array("0123456789abcdef")
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
            .reduce(into: "") { text, byte in
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
    }

    private static func addBlock(_ bytes: [UInt8], _ start: Int, _ state: inout [UInt32]) {
        let words = (0..<16).map { k in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + 4 * k + $1]) << UInt32(8 * $1) }
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        for i in 0..<64 {
            let mixed: UInt32
            let index: Int
            switch i / 16 {
            case 0: (mixed, index) = ((b & c) | (~b & d), i)
            case 1: (mixed, index) = ((d & b) | (~d & c), (5 * i + 1) % 16)
            case 2: (mixed, index) = (b ^ c ^ d, (3 * i + 5) % 16)
            default: (mixed, index) = (c ^ (b | ~d), (7 * i) % 16)
            }
            let sum = mixed &+ a &+ table[i] &+ words[index]
            let shift = shifts[i / 16 * 4 + i % 4]
            (a, d, c) = (d, c, b)
            b = b &+ (sum << shift | sum >> (32 - shift))
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
    }
}
