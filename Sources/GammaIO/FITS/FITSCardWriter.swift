import GammaCore

/// Formats header cards: fixed format where it fits, CONTINUE for long text, HIERARCH for long keywords.
struct FITSCardWriter {
    private(set) var bytes: [UInt8] = []
    /// File and HDU, for faults.
    let origin: Origin

    init(origin: Origin) { self.origin = origin }

    /// Number of cards written.
    var count: Int { bytes.count / FITSCardParser.cardLength }

    /// Appends a card, or several when the value is long.
    /// - Throws: ``Fault/Code/badKeyword`` for a value that FITS cannot hold.
    mutating func append(_ card: FITSHeader.Card) throws {
        let keyword = Self.ascii(card.keyword)
        switch card.value {
        case .comment(let text): appendCommentary(keyword, Self.ascii(text))
        case .string(let text): appendText(keyword, Self.ascii(text), comment: Self.ascii(card.comment))
        case .int(let value): appendValue(keyword, String(value), comment: card.comment)
        case .bool(let value): appendValue(keyword, value ? "T" : "F", comment: card.comment)
        case .undefined: appendValue(keyword, "", comment: card.comment)
        case .double(let value):
            guard value.isFinite else {
                throw Fault(
                    .badKeyword, "FITS has no header value for \(keyword) = \(value)",
                    at: Origin(keyword: keyword).completed(by: origin))
            }
            appendValue(keyword, Self.real(value), comment: card.comment)
        }
    }

    mutating func append(_ keyword: String, _ value: FITSHeader.Value, _ comment: String = "") throws {
        try append(.init(keyword, value, comment: comment))
    }

    /// Ends the header and fills its last block with blanks.
    mutating func end() {
        appendRecord("END")
        let fill = -bytes.count % FITSCardParser.blockLength
        bytes.append(contentsOf: repeatElement(0x20, count: fill == 0 ? 0 : fill + FITSCardParser.blockLength))
    }

    /// The shortest text that reads back as the same number.
    static func real(_ value: Double) -> String {
        let text = "\(value)".uppercased()
        guard let exponent = text.firstIndex(of: "E"), !text[..<exponent].contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    /// FITS headers hold plain ASCII only; other characters become question marks.
    static func ascii(_ text: String) -> String {
        text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
            ? text : String(text.map { $0.isASCII && $0 >= " " && $0 <= "~" ? $0 : "?" })
    }

    private func head(_ keyword: String) -> String {
        // Astropy takes lower case in plain keywords for an error, and then the checksum for a wrong one.
        let plain = keyword.uppercased()
        let isPlain =
            plain.utf8.count <= 8
            && plain.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || $0 == 0x2d || $0 == 0x5f
            }
        return isPlain ? plain.padded(to: 8) + "= " : "HIERARCH \(keyword.replacing("=", with: "_")) = "
    }

    private mutating func appendRecord(_ text: String) {
        let record = text.utf8.prefix(FITSCardParser.cardLength)
        bytes.append(contentsOf: record)
        bytes.append(contentsOf: repeatElement(0x20, count: FITSCardParser.cardLength - record.count))
    }

    private mutating func appendValue(_ keyword: String, _ value: String, comment: String) {
        let head = head(keyword)
        let field = head.utf8.count == 10 ? value.padded(to: 20, right: true) : value
        appendRecord(head + field + (comment.isEmpty ? "" : " / " + Self.ascii(comment)))
    }

    private mutating func appendCommentary(_ keyword: String, _ text: String) {
        var rest = text[...]
        repeat {
            appendRecord(String(keyword.uppercased().prefix(8)).padded(to: 8) + rest.prefix(72))
            rest = rest.dropFirst(72)
        } while !rest.isEmpty
    }

    private mutating func appendText(_ keyword: String, _ text: String, comment: String) {
        let head = head(keyword)
        let quoted = text.replacing("'", with: "''")
        let note = comment.isEmpty ? "" : " / " + comment
        if head.utf8.count + quoted.utf8.count + 2 <= FITSCardParser.cardLength {
            // Comments begin in column 32, where astropy puts them: it formats the CHECKSUM card anew before it verifies it.
            let value = "'" + quoted.padded(to: 8) + "'"
            appendRecord(head + (note.isEmpty ? value : value.padded(to: 20)) + note)
            return
        }
        // Pieces end with & before the closing quote; a doubled quote must not be torn apart.
        var rest = quoted[...]
        var start = head
        while !rest.isEmpty {
            let space = max(1, FITSCardParser.cardLength - start.utf8.count - 3)
            var piece = rest.prefix(space)
            if piece.count < rest.count, piece.reversed().prefix(while: { $0 == "'" }).count % 2 == 1 {
                piece = piece.dropLast()
            }
            rest = rest[piece.endIndex...]
            appendRecord("\(start)'\(piece)\(rest.isEmpty ? "" : "&")'\(rest.isEmpty ? note : "")")
            start = "CONTINUE  "
        }
    }
}

extension String {
    func padded(to length: Int, right: Bool = false) -> String {
        let fill = String(repeating: " ", count: Swift.max(0, length - utf8.count))
        return right ? fill + self : self + fill
    }
}
