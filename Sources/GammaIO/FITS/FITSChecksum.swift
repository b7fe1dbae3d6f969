import GammaCore

/// The FITS checksum convention (FITS standard 4.0, appendix J): 32-bit sums in ones' complement.
enum FITSChecksum {
    /// The sum over whole 2,880-byte blocks, continued from `sum`.
    static func sum(_ bytes: some Sequence<UInt8>, from sum: UInt32 = 0) -> UInt32 {
        var total = UInt64(sum)
        var word: UInt64 = 0
        var filled = 0
        for byte in bytes {
            word = word << 8 | UInt64(byte)
            filled += 1
            if filled == 4 {
                total &+= word
                (word, filled) = (0, 0)
            }
        }
        if filled > 0 { total &+= word << UInt64(8 * (4 - filled)) }
        return fold(total)
    }

    /// Adds two sums.
    static func add(_ a: UInt32, _ b: UInt32) -> UInt32 { fold(UInt64(a) + UInt64(b)) }

    private static func fold(_ value: UInt64) -> UInt32 {
        var total = value
        while total >> 32 != 0 { total = (total & 0xffff_ffff) + total >> 32 }
        return UInt32(truncatingIfNeeded: total)
    }

    /// The sixteen characters for CHECKSUM that bring the sum of the HDU, so far `sum`, to minus zero.
    static func encode(_ sum: UInt32) -> String {
        let value = ~sum
        let punctuation = Array(0x3a...0x40 as ClosedRange<UInt8>) + Array(0x5b...0x60 as ClosedRange<UInt8>)
        var text = [UInt8](repeating: 0, count: 16)
        for position in 0..<4 {
            let byte = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * position))
            var parts = [UInt8](repeating: byte / 4 + 0x30, count: 4)
            parts[0] += byte % 4
            // Pairs move in opposite directions until no character is punctuation; their sum stays.
            while parts.contains(where: punctuation.contains) {
                for pair in [0, 2] where punctuation.contains(parts[pair]) || punctuation.contains(parts[pair + 1]) {
                    parts[pair] += 1
                    parts[pair + 1] -= 1
                }
            }
            for part in 0..<4 { text[4 * part + position] = parts[part] }
        }
        return String(decoding: [text[15]] + text[..<15], as: UTF8.self)
    }
}

extension FITSReader {
    /// Compares DATASUM and CHECKSUM of every HDU that has them with its bytes. Where one HDU of a file has a CHECKSUM, all must
    /// have one, so that damage to the keyword itself is found too.
    /// - Throws: ``Fault/Code/malformed`` or ``Fault/Code/missingKeyword`` for the first HDU that does not agree.
    public func verifyChecksums() throws {
        let isSealed = layouts.contains { $0.header["CHECKSUM"] != nil }
        for layout in layouts {
            let dataSum = layout.header.string("DATASUM") ?? ""
            let checksum = layout.header.string("CHECKSUM") ?? ""
            if isSealed, checksum.isEmpty {
                throw Fault(
                    .missingKeyword, "this HDU has no CHECKSUM, but others of the file do",
                    at: Origin(keyword: "CHECKSUM").completed(by: layout.origin), hint: "the file was damaged or edited"
                )
            }
            if dataSum.isEmpty, checksum.isEmpty { continue }
            let start = layout.dataRange.lowerBound
            let data = FITSChecksum.sum(bytes[start..<max(start, min(layout.end, bytes.count))])
            try expect(dataSum.isEmpty || UInt32(dataSum) == data, "DATASUM", dataSum, layout)
            let total = FITSChecksum.sum(bytes[layout.headerRange], from: data)
            try expect(checksum.isEmpty || total == .max || total == 0, "CHECKSUM", checksum, layout)
        }
    }

    private func expect(_ agrees: Bool, _ keyword: String, _ value: String, _ layout: FITSLayout) throws {
        guard !agrees else { return }
        throw Fault(
            .malformed, "the bytes of this HDU do not agree with \(keyword) = \(value)",
            at: Origin(keyword: keyword).completed(by: layout.origin), hint: "the file was damaged or edited")
    }
}
