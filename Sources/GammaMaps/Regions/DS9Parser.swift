import Foundation
import GammaCore

/// Reads the region language of DS9, command by command.
struct DS9Parser {
    private let characters: [Character]
    private let file: String?
    private var position = 0
    private var frame: SkyFrame?

    /// A word with the place where it begins.
    private struct Word {
        var text: String
        var start: Int
    }

    init(_ text: String, file: String?) {
        characters = Array(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
        self.file = file
    }

    mutating func regions() throws -> [SkyRegion] {
        var regions: [SkyRegion] = []
        while position < characters.count {
            if let c = current, c.isWhitespace || c == ";" {
                position += 1
            } else if current == "#" {
                _ = restOfLine()
            } else {
                regions += try command()
            }
        }
        return regions
    }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    private func origin(_ offset: Int) -> Origin {
        let before = characters[..<min(offset, characters.count)]
        let line = before.count { $0 == "\n" } + 1
        let start = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return Origin(file: file, line: line, lineColumn: offset - start + 1)
    }

    private func fault(_ code: Fault.Code, _ message: String, at offset: Int, hint: String? = nil) -> Fault {
        Fault(code, message, at: origin(offset), hint: hint)
    }

    private static let frames = ["icrs", "fk5", "j2000", "galactic"]
    private static let otherFrames = [
        "image", "physical", "fk4", "b1950", "ecliptic", "wcs", "detector", "amplifier", "linear",
    ]
    private static let shapes = ["circle", "ellipse", "box", "rotbox", "annulus", "polygon", "point"]
    private static let decoration = ["text", "line", "vector", "segment", "ruler", "compass", "projection"]

    private mutating func command() throws -> [SkyRegion] {
        let start = position
        let sign = current == "-" || current == "+" || current == "!" ? current : nil
        if sign != nil { position += 1 }
        skipBlanks()
        let name = word().lowercased()
        switch name {
        case "global", "tile":
            _ = restOfLine()
            return []
        case _ where Self.frames.contains(name):
            frame = try SkyFrame(parsing: name)
            return []
        case _ where Self.otherFrames.contains(name):
            throw fault(
                .unsupported, "regions in the frame '\(name)' are not understood", at: start,
                hint: "use icrs, fk5 or galactic")
        case _ where Self.decoration.contains(name):
            _ = try arguments(of: name)
            _ = properties()
            return []
        case _ where Self.shapes.contains(name):
            let place = start
            let words = try arguments(of: name)
            let isExcluded = properties().contains("include=0") || sign == "-" || sign == "!"
            guard let frame else {
                throw fault(
                    .badValue, "the \(name) has no frame", at: place, hint: "begin with 'icrs', 'fk5' or 'galactic'")
            }
            let regions = try shape(name, words, frame, place)
            for region in regions {
                do {
                    try region.validate()
                } catch let fault as Fault {
                    throw fault.located(in: origin(place))
                }
            }
            return isExcluded ? regions.map(SkyRegion.complement) : regions
        default:
            let found = name.isEmpty ? current.map { String($0) } ?? "end of text" : name
            let near = nearestName(to: found, in: Self.frames + Self.shapes)
            throw fault(
                .malformed, "'\(found)' is neither a shape nor a frame", at: start,
                hint: near.map { "did you mean '\($0)'?" })
        }
    }

    private mutating func skipBlanks() { while let c = current, c == " " || c == "\t" { position += 1 } }

    private mutating func word() -> String {
        let start = position
        while let c = current, c.isLetter || c.isNumber || c == "_" { position += 1 }
        return String(characters[start..<position])
    }

    private mutating func restOfLine() -> String {
        let start = position
        while let c = current, c != "\n" { position += 1 }
        return String(characters[start..<position])
    }

    /// Words between parentheses, or up to the end of the command where DS9 leaves the parentheses out.
    private mutating func arguments(of name: String) throws -> [Word] {
        skipBlanks()
        let opening = position
        let isParenthesised = current == "("
        if isParenthesised { position += 1 }
        var words: [Word] = []
        while let c = current {
            if isParenthesised && c == ")" {
                position += 1
                return words
            }
            if c == "\n" || c == ";" || c == "#" { break }
            if c == "," || c == " " || c == "\t" {
                position += 1
                continue
            }
            let start = position
            while let c = current, !" \t\n,;#()".contains(c) { position += 1 }
            guard position > start else {
                throw fault(.malformed, "'\(c)' does not belong here", at: position)
            }
            words.append(Word(text: String(characters[start..<position]), start: start))
        }
        if isParenthesised {
            throw fault(.malformed, "the parenthesis of the \(name) is not closed", at: opening)
        }
        return words
    }

    /// The properties after `#`, up to the end of the command; quoted texts may hold semicolons.
    private mutating func properties() -> String {
        skipBlanks()
        while current == "|" { position += 1 }
        skipBlanks()
        guard current == "#" else { return "" }
        var text = ""
        var closing: Character?
        while let c = current, c != "\n" {
            if let end = closing {
                if c == end { closing = nil }
            } else if c == ";" {
                break
            } else if let end = ["{": "}", "'": "'", "\"": "\""][c] as Character? {
                closing = end
            } else {
                text.append(c)
            }
            position += 1
        }
        return text
    }

    private func shape(_ name: String, _ words: [Word], _ frame: SkyFrame, _ place: Int) throws -> [SkyRegion] {
        func need(_ counts: ClosedRange<Int>, _ what: String) throws {
            guard counts.contains(words.count) else {
                throw fault(.malformed, "\(name) takes \(what), not \(words.count) numbers", at: place)
            }
        }
        func direction(_ index: Int) throws -> SkyDirection {
            SkyDirection(
                lon: try angle(words[index], default: frame == .galactic ? .degrees : .hours),
                lat: try angle(words[index + 1], default: .degrees), frame: frame)
        }
        func length(_ index: Int) throws -> Double { try angle(words[index], default: .degrees) }
        switch name {
        case "circle":
            try need(3...3, "longitude, latitude, radius")
            return [.circle(centre: try direction(0), radius: try length(2))]
        case "point":
            try need(2...2, "longitude, latitude")
            return [.point(try direction(0))]
        case "annulus":
            try need(4...1000, "longitude, latitude and two or more radii")
            let centre = try direction(0)
            let radii = try (2..<words.count).map(length)
            return zip(radii, radii.dropFirst()).map { .annulus(centre: centre, inner: $0, outer: $1) }
        case "polygon":
            guard words.count >= 6, words.count % 2 == 0 else {
                throw fault(.malformed, "polygon takes three or more pairs of longitude and latitude", at: place)
            }
            return [.polygon(try stride(from: 0, to: words.count, by: 2).map(direction))]
        default:
            try need(4...7, "longitude, latitude, two sizes and an angle")
            let isEllipse = name == "ellipse"
            let centre = try direction(0)
            let turn = words.count % 2 == 1 ? try length(words.count - 1) : 0
            let sizes = try (2..<words.count - words.count % 2).map(length).map { isEllipse ? 2 * $0 : $0 }
            let shapes: [SkyRegion] = stride(from: 0, to: sizes.count - 1, by: 2).map {
                isEllipse
                    ? .ellipse(centre: centre, width: sizes[$0], height: sizes[$0 + 1], angle: turn)
                    : .rectangle(centre: centre, width: sizes[$0], height: sizes[$0 + 1], angle: turn)
            }
            return shapes.count == 1 ? shapes : [.compound(.xor, shapes)]
        }
    }

    private func angle(_ word: Word, default meaning: AngleText.Default) throws -> Double {
        if let last = word.text.last, last == "i" || last == "p" {
            throw fault(.unsupported, "'\(word.text)' is in pixels, which have no place on the sky", at: word.start)
        }
        if word.text.hasSuffix("r"), let radians = Double(word.text.dropLast()) { return radians * (180 / .pi) }
        do {
            return try AngleText.degrees(word.text, default: meaning)
        } catch let fault as Fault {
            throw fault.located(in: origin(word.start))
        }
    }
}
