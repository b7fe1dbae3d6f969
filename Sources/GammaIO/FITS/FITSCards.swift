import GammaCore

/// Turns the 80-byte records of a FITS header into cards. Tolerant of values, strict about keywords: a keyword with bytes that
/// are no text means that this is not a header.
struct FITSCardParser {
    static let cardLength = 80
    static let blockLength = 2880

    let bytes: UnsafeRawBufferPointer
    /// File and HDU, for faults.
    let origin: Origin

    /// The cards of the header that starts at `start` and the offset of the first byte after its last block.
    func header(at start: Int) throws -> (header: FITSHeader, end: Int) {
        var cards: [FITSHeader.Card] = []
        cards.reserveCapacity(64)
        var position = start
        while position + Self.cardLength <= bytes.count {
            let card = try card(at: position, number: (position - start) / Self.cardLength + 1)
            position += Self.cardLength
            if card.keyword == "END", case .comment = card.value {
                let blocks = (position - start + Self.blockLength - 1) / Self.blockLength
                return (FITSHeader(cards, origin: origin), start + blocks * Self.blockLength)
            }
            if card.keyword == "CONTINUE", case .comment(let text) = card.value, let last = cards.indices.last,
                case .string(let head) = cards[last].value, head.hasSuffix("&")
            {
                let next = Self.value(of: text)
                if case .string(let tail) = next.value {
                    cards[last].value = .string(head.dropLast() + tail)
                    if !next.comment.isEmpty {
                        cards[last].comment += (cards[last].comment.isEmpty ? "" : " ") + next.comment
                    }
                    continue
                }
            }
            cards.append(card)
        }
        throw Fault(
            .malformed, "the header has no END card", at: origin, hint: "the file is cut short or not a FITS file")
    }

    private func card(at position: Int, number: Int) throws -> FITSHeader.Card {
        let record = UnsafeRawBufferPointer(rebasing: bytes[position..<position + Self.cardLength])
        for byte in record[0..<8] where byte < 0x20 || byte > 0x7e {
            throw Fault(
                .malformed, "card \(number) of the header has a keyword with bytes that are no text", at: origin,
                hint: "the file is damaged or not a FITS file")
        }
        let keyword = Self.text(record[0..<8])
        if keyword == "HIERARCH", let equals = record.firstIndex(of: UInt8(ascii: "=")), equals > 9 {
            let (value, comment) = Self.value(of: Self.text(record[(equals + 1)...]))
            return .init(Self.trimmed(Self.text(record[9..<equals])), value, comment: comment)
        }
        guard record[8] == UInt8(ascii: "="), record[9] == 0x20, keyword != "COMMENT", keyword != "HISTORY",
            keyword != ""
        else { return .init(keyword, .comment(Self.text(record[8...]))) }
        let (value, comment) = Self.value(of: Self.text(record[10...]))
        return .init(keyword, value, comment: comment)
    }

    /// Text without trailing blanks: UTF-8 where valid, else Latin-1, as old writers used it.
    static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        var end = bytes.endIndex
        while end > bytes.startIndex, bytes.base[end - 1] == 0x20 || bytes.base[end - 1] == 0 { end -= 1 }
        let range = bytes.base[bytes.startIndex..<end]
        return String(validating: range, as: UTF8.self)
            ?? String(String.UnicodeScalarView(range.map { Unicode.Scalar($0) }))
    }

    private static func trimmed(_ text: String) -> String {
        var part = text[...]
        while part.utf8.first == 0x20 { part.removeFirst() }
        while part.utf8.last == 0x20 { part.removeLast() }
        return String(part)
    }

    /// The value and the comment in the part of a card after `= `.
    static func value(of field: String) -> (value: FITSHeader.Value, comment: String) {
        let bytes = Array(field.utf8)
        guard let first = bytes.firstIndex(where: { $0 != 0x20 }) else { return (.undefined, "") }
        if bytes[first] == UInt8(ascii: "'") { return quoted(bytes, from: first + 1) }
        let slash = bytes[first...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
        let comment = slash < bytes.count ? trimmed(String(decoding: bytes[(slash + 1)...], as: UTF8.self)) : ""
        let token = trimmed(String(decoding: bytes[first..<slash], as: UTF8.self))
        return (plain(token), comment)
    }

    private static func quoted(_ bytes: [UInt8], from start: Int) -> (FITSHeader.Value, String) {
        let quote = UInt8(ascii: "'")
        var text: [UInt8] = []
        var index = start
        while index < bytes.count {
            if bytes[index] == quote {
                guard index + 1 < bytes.count, bytes[index + 1] == quote else { break }
                index += 1
            }
            text.append(bytes[index])
            index += 1
        }
        while text.last == 0x20 { text.removeLast() }
        var comment = ""
        if index + 1 < bytes.count, let slash = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "/")) {
            comment = trimmed(String(decoding: bytes[(slash + 1)...], as: UTF8.self))
        }
        return (.string(String(decoding: text, as: UTF8.self)), comment)
    }

    /// A value without quotes. What is neither logical nor a number is kept as text: real files have such cards.
    private static func plain(_ token: String) -> FITSHeader.Value {
        switch token {
        case "": return .undefined
        case "T": return .bool(true)
        case "F": return .bool(false)
        default: break
        }
        if let integer = Int(token) { return .int(integer) }
        return FITSHeader.number(token).map { .double($0) } ?? .string(token)
    }
}

extension FITSHeader {
    /// A FITS real number, with `E` or `D` before the exponent; nil for anything else (also `nan` and hexadecimal).
    static func number(_ text: String) -> Double? {
        var needsExponent = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "E"), UInt8(ascii: "e"):
                continue
            case UInt8(ascii: "D"), UInt8(ascii: "d"): needsExponent = true
            default: return nil
            }
        }
        return Double(needsExponent ? String(text.map { $0 == "D" || $0 == "d" ? "E" : $0 }) : text)
    }
}
