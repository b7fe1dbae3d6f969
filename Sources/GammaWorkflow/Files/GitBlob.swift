/// The name that git gives to the content of a file: SHA-1 of `blob`, its length and its bytes (FIPS 180-4).
enum GitBlob {
    static func sha1(_ content: [UInt8]) -> String { digest(Array("blob \(content.count)\0".utf8) + content) }

    private struct State {
        var (a, b, c, d, e): (UInt32, UInt32, UInt32, UInt32, UInt32) =
            (0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0)
    }

    private static func digest(_ message: [UInt8]) -> String {
        let length = UInt64(message.count) &* 8
        var padded = message
        padded.append(0x80)
        padded.append(contentsOf: repeatElement(0, count: (120 - padded.count % 64) % 64))
        padded.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(56 - 8 * $0)) })
        var state = State()
        padded.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
                words.initialize(repeating: 0)
                for block in stride(from: 0, to: bytes.count, by: 64) {
                    add(UnsafeRawBufferPointer(rebasing: bytes[block..<block + 64]), to: &state, words)
                }
            }
        }
        return [state.a, state.b, state.c, state.d, state.e].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    /// - Parameter words: room for 80 words.
    private static func add(
        _ block: UnsafeRawBufferPointer, to state: inout State, _ words: UnsafeMutableBufferPointer<UInt32>
    ) {
        for index in 0..<16 {
            words[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        for index in 16..<80 {
            words[index] = rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
        }
        var s = state
        for word in words[0..<20] { step(&s, (s.b & s.c) | (~s.b & s.d), 0x5a82_7999, word) }
        for word in words[20..<40] { step(&s, s.b ^ s.c ^ s.d, 0x6ed9_eba1, word) }
        for word in words[40..<60] { step(&s, (s.b & s.c) | (s.b & s.d) | (s.c & s.d), 0x8f1b_bcdc, word) }
        for word in words[60..<80] { step(&s, s.b ^ s.c ^ s.d, 0xca62_c1d6, word) }
        state.a &+= s.a
        state.b &+= s.b
        state.c &+= s.c
        state.d &+= s.d
        state.e &+= s.e
    }

    @inline(__always)
    private static func step(_ s: inout State, _ mixed: UInt32, _ constant: UInt32, _ word: UInt32) {
        let sum = rotated(s.a, 5) &+ mixed &+ s.e &+ constant &+ word
        (s.e, s.d, s.c, s.b, s.a) = (s.d, s.c, rotated(s.b, 30), s.a, sum)
    }

    @inline(__always)
    private static func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 { value << count | value >> (32 - count) }
}
