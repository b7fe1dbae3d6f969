import GammaCore
import GammaIO

/// A way to damage a FITS file. Equal seeds give equal damage.
public enum FITSCorruption: String, CaseIterable, Sendable {
    /// Cut off at a random byte.
    case truncated
    /// Three random bytes in a header.
    case headerBytes
    /// Two digits changed in a header.
    case headerDigits
    /// Fifty random bytes anywhere.
    case randomBytes
    /// A block of 2,880 bytes twice.
    case doubledBlock
    /// A block of 2,880 bytes set to zero.
    case zeroedBlock
    /// Compressed, then cut off at a random byte.
    case truncatedGzip
    /// Compressed, then ten random bytes.
    case damagedGzip
    /// Another BITPIX.
    case wrongBITPIX
    /// Another NAXIS or NAXISn.
    case wrongNAXIS
    /// Another TFORMn.
    case wrongTFORM
    /// Another TDIMn.
    case wrongTDIM
    /// Another PCOUNT, GCOUNT, THEAP or TFIELDS.
    case wrongPCOUNT
    /// A size up to 2⁶³.
    case hugeSize

    /// The damaged file.
    /// - Parameter file: an uncompressed FITS file.
    public func apply(to file: [UInt8], seed: UInt64) -> [UInt8] {
        var random = RandomStream(seed: seed, stream: "corrupt \(rawValue)")
        var bytes = file
        let cards = FITSCardPositions(file)
        switch self {
        case .truncated: bytes.removeLast(bytes.count - Int.random(in: 0..<bytes.count, using: &random))
        case .headerBytes:
            let header = cards.headers.randomElement(using: &random) ?? 0..<bytes.count
            for _ in 0..<3 { bytes[Int.random(in: header, using: &random)] = UInt8.random(in: 0...255, using: &random) }
        case .headerDigits:
            let header = cards.headers.randomElement(using: &random) ?? 0..<bytes.count
            let digits = header.filter { (0x30...0x39).contains(file[$0]) }
            for _ in 0..<2 {
                guard let place = digits.randomElement(using: &random) else { break }
                bytes[place] = UInt8.random(in: 0x30...0x39, using: &random)
            }
        case .randomBytes: Self.scramble(&bytes, 50, &random)
        case .doubledBlock, .zeroedBlock:
            let start = Int.random(in: 0..<max(1, bytes.count / 2880), using: &random) * 2880
            let block = start..<min(start + 2880, bytes.count)
            if self == .doubledBlock {
                bytes.insert(contentsOf: file[block], at: block.upperBound)
            } else {
                for place in block { bytes[place] = 0 }
            }
        case .truncatedGzip, .damagedGzip:
            bytes = (try? Gzip.deflate(bytes)) ?? bytes
            if self == .truncatedGzip {
                bytes.removeLast(bytes.count - Int.random(in: 0..<bytes.count, using: &random))
            } else {
                Self.scramble(&bytes, 10, &random)
            }
        case .wrongBITPIX:
            cards.replace(
                ["BITPIX"], ["8", "16", "64", "-32", "-64", "0", "7", "-8", "128", "'x'", ""], in: &bytes, &random)
        case .wrongNAXIS:
            let sizes = ["0", "1", "2", "3", "-1", "999", "1000", "7", "65", "1.5", "'2'", "T", "100000"]
            cards.replace(["NAXIS"], sizes, in: &bytes, &random)
        case .wrongTFORM:
            let forms = [
                "1D", "1E", "0E", "3X", "9999999999E", "1PE", "1QD(10)", "1PA", "1PX(3)", "Z", "-3E", "", "1A",
                "70000A",
                "9223372036854775807K", "1152921504606846977D", "2PE(3)", "P", "1P", "60A0", "10A3", "1C", "1M",
            ]
            cards.replace(["TFORM"], forms.map { "'\($0)'" }, in: &bytes, &random)
        case .wrongTDIM:
            let shapes = [
                "(1)", "(2,3)", "()", "(", "x", "(0)", "(-1,-1)", "(4611686018427387904,4)", "(1,1,1)", "(60",
            ]
            cards.replace(
                cards.has("TDIM") ? ["TDIM"] : ["TUNIT"], shapes.map { "'\($0)'" }, name: "TDIM", in: &bytes, &random)
        case .wrongPCOUNT:
            let counts = ["0", "1", "-1", "2880", "1000000", "7", "'x'", "1E3"]
            cards.replace(["PCOUNT", "GCOUNT", "THEAP", "TFIELDS"], counts, in: &bytes, &random)
        case .hugeSize:
            let sizes = [
                "2147483647", "4294967296", "1099511627776", "2305843009213693952", "4611686018427387904",
                "9223372036854775807", "9223372036854775808", "1E30",
            ]
            cards.replace(["NAXIS", "PCOUNT", "GCOUNT", "TFIELDS", "THEAP"], sizes, in: &bytes, &random)
        }
        return bytes
    }

    private static func scramble(_ bytes: inout [UInt8], _ count: Int, _ random: inout RandomStream) {
        for _ in 0..<count {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
    }
}

/// Where the headers and cards of a sound FITS file are, found without GammaKit's own reader.
private struct FITSCardPositions {
    var headers: [Range<Int>] = []
    private var cards: [(keyword: String, position: Int)] = []

    init(_ file: [UInt8]) {
        var start: Int?
        for block in stride(from: 0, to: file.count - 2879, by: 2880) {
            let opening = String(decoding: file[block..<block + 8], as: UTF8.self)
            if opening == "SIMPLE  " || opening == "XTENSION" { start = block }
            guard let first = start else { continue }
            for card in stride(from: block, to: block + 2880, by: 80) {
                let keyword = String(decoding: file[card..<card + 8], as: UTF8.self)
                if keyword == "END     " {
                    headers.append(first..<card + 80)
                    start = nil
                    break
                }
                cards.append((String(keyword.prefix { $0 != " " }), card))
            }
        }
    }

    func has(_ stem: String) -> Bool { cards.contains { $0.keyword.hasPrefix(stem) } }

    /// Gives one random card whose keyword begins with one of `stems` another value (and, if wanted, another name).
    func replace(
        _ stems: [String], _ values: [String], name: String? = nil, in bytes: inout [UInt8],
        _ random: inout RandomStream
    ) {
        let chosen = cards.filter { card in stems.contains { card.keyword.hasPrefix($0) } }
        guard let card = chosen.randomElement(using: &random), let value = values.randomElement(using: &random) else {
            return
        }
        var text = "= " + value + String(repeating: " ", count: max(0, 72 - value.count - 2))
        if let name {
            let number = card.keyword.drop { !$0.isNumber }
            text = String((name + number + "        ").prefix(8)) + text
        }
        let start = name == nil ? card.position + 8 : card.position
        bytes.replaceSubrange(start..<card.position + 80, with: Array(text.utf8.prefix(card.position + 80 - start)))
    }
}

/// A way to damage a YAML file. Equal seeds give equal damage.
public enum YAMLCorruption: String, CaseIterable, Sendable {
    /// Cut off at a random byte.
    case truncated
    /// A random byte, often no UTF-8.
    case randomByte
    /// One letter of a key changed.
    case misspeltKey
    /// A line indented by one more blank.
    case indentation
    /// A tab in place of the indentation.
    case tab
    /// A line twice.
    case doubledLine
    /// A line left out.
    case missingLine
    /// A value replaced by one of another kind.
    case wrongKind
    /// A quote or bracket that is not closed.
    case unclosed
    /// A colon left out.
    case missingColon
    /// A list nested a thousand levels deep.
    case deepNesting
    /// An alias without anchor, or one of itself.
    case badAlias

    /// The damaged file.
    public func apply(to file: [UInt8], seed: UInt64) -> [UInt8] {
        var random = RandomStream(seed: seed, stream: "corrupt \(rawValue)")
        var bytes = file
        var lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        let full = lines.indices.filter { lines[$0].contains(UInt8(ascii: ":")) }
        let chosen = full.randomElement(using: &random) ?? 0
        let colon = lines[chosen].firstIndex(of: UInt8(ascii: ":")) ?? 0
        func setting(_ value: String) -> [UInt8] { lines[chosen].prefix(colon + 1) + Array((" " + value).utf8) }
        switch self {
        case .truncated:
            bytes.removeLast(bytes.count - Int.random(in: 0..<max(1, bytes.count), using: &random))
            return bytes
        case .randomByte:
            guard !bytes.isEmpty else { return bytes }
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            return bytes
        case .misspeltKey:
            let letters = lines[chosen].indices.filter { $0 < colon && (0x61...0x7a).contains(lines[chosen][$0]) }
            if let letter = letters.randomElement(using: &random) {
                lines[chosen][letter] = UInt8.random(in: 0x61...0x7a, using: &random)
            }
        case .indentation: lines[chosen].insert(UInt8(ascii: " "), at: 0)
        case .tab: lines[chosen] = [UInt8(ascii: "\t")] + lines[chosen].drop { $0 == UInt8(ascii: " ") }
        case .doubledLine: lines.insert(lines[chosen], at: chosen)
        case .missingLine: lines.remove(at: chosen)
        case .wrongKind:
            let values = [
                "text", "5", "-1", "1.5e400", ".nan", "[]", "[1, a]", "{a: 1}", "null", "true", "''", "5 parsecs",
            ]
            lines[chosen] = setting(values.randomElement(using: &random) ?? "")
        case .unclosed: lines[chosen] = setting(["'", "\"", "[1, ", "{a: "].randomElement(using: &random) ?? "'")
        case .missingColon: if colon < lines[chosen].count { lines[chosen].remove(at: colon) }
        case .deepNesting:
            lines[chosen] = setting(String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000))
        case .badAlias:
            lines[chosen] = setting(["*nobody", "&a [*a]", "&a {<<: *a}"].randomElement(using: &random) ?? "*a")
        }
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
}
