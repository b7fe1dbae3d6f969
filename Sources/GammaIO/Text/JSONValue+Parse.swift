import GammaCore

extension JSONValue {
    /// Parses one JSON document (RFC 8259; `NaN` and `Infinity` as Python writes them are accepted).
    /// - Parameter file: what faults call the text.
    /// - Throws: ``Fault/Code/malformed`` with line and column, also for documents that nest deeper than 200 levels.
    public static func parse(_ text: String, file: String? = nil) throws -> JSONValue {
        var parser = JSONParser(bytes: Array(text.utf8), file: file)
        let value = try parser.value(depth: 0)
        try parser.end()
        return value
    }

    /// Reads a JSON file.
    /// - Throws: faults for a file that cannot be read and those of ``parse(_:file:)``.
    public static func read(_ path: String) throws -> JSONValue { try parse(TextFile.read(path), file: path) }
}

private struct JSONParser {
    let bytes: [UInt8]
    let file: String?
    var position = 0

    init(bytes: [UInt8], file: String?) {
        self.bytes = bytes
        self.file = file
    }

    private func fault(_ problem: String) -> Fault {
        let before = bytes[..<min(position, bytes.count)]
        let line = before.reduce(1) { $0 + ($1 == 10 ? 1 : 0) }
        let column = before.count - (before.lastIndex(of: 10) ?? -1)
        return Fault(.malformed, problem, at: Origin(file: file, line: line, lineColumn: column))
    }

    private mutating func next() -> UInt8? {
        while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    mutating func end() throws {
        if next() != nil { throw fault("there is more after the end of the JSON value") }
    }

    mutating func value(depth: Int) throws -> JSONValue {
        guard depth < 200 else { throw fault("nested deeper than 200 levels") }
        switch next() {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case nil: throw fault("the JSON text ends too early")
        default: return try word()
        }
    }

    private mutating func object(depth: Int) throws -> [(String, JSONValue)] {
        var pairs: [(String, JSONValue)] = []
        position += 1
        if next() == UInt8(ascii: "}") {
            position += 1
            return pairs
        }
        while true {
            guard next() == UInt8(ascii: "\"") else { throw fault("expected a key in quotes") }
            let key = try string()
            guard next() == UInt8(ascii: ":") else { throw fault("expected ':' after the key '\(key)'") }
            position += 1
            pairs.append((key, try value(depth: depth + 1)))
            if try isLast(closing: UInt8(ascii: "}")) { return pairs }
        }
    }

    private mutating func array(depth: Int) throws -> [JSONValue] {
        var items: [JSONValue] = []
        position += 1
        if next() == UInt8(ascii: "]") {
            position += 1
            return items
        }
        while true {
            items.append(try value(depth: depth + 1))
            if try isLast(closing: UInt8(ascii: "]")) { return items }
        }
    }

    private mutating func isLast(closing: UInt8) throws -> Bool {
        let byte = next()
        guard byte == closing || byte == UInt8(ascii: ",") else {
            throw fault("expected ',' or '\(Character(Unicode.Scalar(closing)))'")
        }
        position += 1
        return byte == closing
    }

    private mutating func word() throws -> JSONValue {
        let start = position
        while position < bytes.count, !",]}: \t\r\n\"[{".utf8.contains(bytes[position]) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "NaN": return .double(.nan)
        case "Infinity": return .double(.infinity)
        case "-Infinity": return .double(-.infinity)
        default: break
        }
        let hasPlus = word.utf8.first == UInt8(ascii: "+")
        if !hasPlus, let integer = Int(word) { return .int(integer) }
        if !hasPlus, word.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
            let number = Double(word)
        {
            return .double(number)
        }
        position = start
        throw fault(word.isEmpty ? "expected a value" : "'\(word.prefix(40))' is not a JSON value")
    }

    private mutating func string() throws -> String {
        position += 1
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escape()
            default: text.append(byte)
            }
        }
        throw fault("text without a closing quote")
    }

    private mutating func escape() throws -> [UInt8] {
        guard position < bytes.count else { throw fault("text without a closing quote") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"):
            var code = try hex()
            if (0xd800...0xdbff).contains(code), bytes[position...].starts(with: [0x5c, 0x75]) {
                position += 2
                let low = try hex()
                guard (0xdc00...0xdfff).contains(low) else { throw fault("half a surrogate pair") }
                code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair") }
            return Array(String(Character(scalar)).utf8)
        default:
            position -= 1
            throw fault("an unknown escape after the backslash")
        }
    }

    private mutating func hex() throws -> UInt32 {
        guard position + 4 <= bytes.count,
            let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw fault("\\u needs four hexadecimal digits") }
        position += 4
        return code
    }
}
