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
            let record = UnsafeRawBufferPointer(rebasing: bytes[position..<position + Self.cardLength])
            position += Self.cardLength
            let keyword = try keyword(record, number: (position - start) / Self.cardLength)
            if keyword == "END", !Self.hasValue(record) {
                let blocks = (position - start + Self.blockLength - 1) / Self.blockLength
                return (FITSHeader(cards, origin: origin), start + blocks * Self.blockLength)
            }
            if keyword == "CONTINUE", let last = cards.indices.last, Self.append(record, to: &cards[last]) { continue }
            cards.append(Self.card(keyword, record))
        }
        throw Fault(
            .malformed, "the header has no END card", at: origin, hint: "the file is cut short or not a FITS file")
    }

    private func keyword(_ record: UnsafeRawBufferPointer, number: Int) throws -> String {
        for index in 0..<8 where record[index] < 0x20 || record[index] > 0x7e {
            throw Fault(
                .malformed, "card \(number) of the header has a keyword with bytes that are no text", at: origin,
                hint: "the file is damaged or not a FITS file")
        }
        return Self.text(record, 0..<8)
    }

    /// True when `= ` stands where a value follows.
    private static func hasValue(_ record: UnsafeRawBufferPointer) -> Bool {
        record[8] == UInt8(ascii: "=") && record[9] == 0x20
    }

    private static func card(_ keyword: String, _ record: UnsafeRawBufferPointer) -> FITSHeader.Card {
        switch keyword {
        case "HIERARCH":
            guard let equals = record.firstIndex(of: UInt8(ascii: "=")), equals > 9 else { break }
            let (value, comment) = value(record, equals + 1..<record.count)
            return .init(text(record, trimmed(record, 9..<equals)), value, comment: comment)
        case "COMMENT", "HISTORY", "": break
        default:
            guard hasValue(record) else { break }
            let (value, comment) = value(record, 10..<record.count)
            return .init(keyword, value, comment: comment)
        }
        return .init(keyword, .comment(text(record, 8..<record.count)))
    }

    /// Joins a CONTINUE card to the text before, when that ends with an ampersand.
    private static func append(_ record: UnsafeRawBufferPointer, to card: inout FITSHeader.Card) -> Bool {
        guard case .string(let head) = card.value, head.hasSuffix("&"), !hasValue(record) else { return false }
        let (value, comment) = value(record, 8..<record.count)
        guard case .string(let tail) = value else { return false }
        card.value = .string(head.dropLast() + tail)
        if !comment.isEmpty { card.comment += (card.comment.isEmpty ? "" : " ") + comment }
        return true
    }

    /// Text without trailing blanks: UTF-8 where valid, else Latin-1, as old writers used it.
    static func text(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0 { end -= 1 }
        let part = UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound..<end])
        return String(validating: part, as: UTF8.self)
            ?? String(String.UnicodeScalarView(part.map { Unicode.Scalar($0) }))
    }

    private static func trimmed(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return start..<end
    }

    /// The value and the comment in the part of a card after `= `.
    private static func value(
        _ record: UnsafeRawBufferPointer, _ range: Range<Int>
    ) -> (value: FITSHeader.Value, comment: String) {
        let range = trimmed(record, range)
        guard let first = range.first else { return (.undefined, "") }
        if record[first] == UInt8(ascii: "'") { return quoted(record, first + 1..<range.upperBound) }
        let slash = record[range].firstIndex(of: UInt8(ascii: "/")) ?? range.upperBound
        return (plain(record, trimmed(record, first..<slash)), comment(record, slash..<range.upperBound))
    }

    /// The text behind the slash that `range` begins with.
    private static func comment(_ record: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
        range.isEmpty ? "" : text(record, trimmed(record, range.lowerBound + 1..<range.upperBound))
    }

    private static func quoted(
        _ record: UnsafeRawBufferPointer, _ range: Range<Int>
    ) -> (value: FITSHeader.Value, comment: String) {
        let quote = UInt8(ascii: "'")
        var end = range.lowerBound
        var hasQuotes = false
        while end < range.upperBound {
            if record[end] == quote {
                guard end + 1 < range.upperBound, record[end + 1] == quote else { break }
                hasQuotes = true
                end += 1
            }
            end += 1
        }
        let text = text(record, range.lowerBound..<min(end, range.upperBound))
        let slash = record[min(end, range.upperBound)..<range.upperBound].firstIndex(of: UInt8(ascii: "/"))
        return (
            .string(hasQuotes ? text.replacing("''", with: "'") : text),
            comment(record, (slash ?? range.upperBound)..<range.upperBound)
        )
    }

    /// A value without quotes. What is neither logical nor a number is kept as text: real files have such cards.
    private static func plain(_ record: UnsafeRawBufferPointer, _ range: Range<Int>) -> FITSHeader.Value {
        guard let first = range.first else { return .undefined }
        if range.count == 1, record[first] == UInt8(ascii: "T") { return .bool(true) }
        if range.count == 1, record[first] == UInt8(ascii: "F") { return .bool(false) }
        let token = text(record, range)
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
