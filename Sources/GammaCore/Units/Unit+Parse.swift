import Foundation

extension Unit {
    /// Reads a unit as FITS, OGIP and astropy write it: `m2`, `m^2`, `m**2`, `sr^(-1)`, `1/s/MeV/sr`,
    /// `1 / (TeV s cm2)`, `cm-2 s-1 TeV-1`, `cm⁻² s⁻¹`, `10**4 m2`, `1e-12 TeV-1`.
    ///
    /// Empty text, `None` and `''` are plain numbers; counts, photons, pixels, bins and transits have no dimension.
    /// When the exact spelling fails it is tried without regard to case.
    /// - Throws: ``Fault/Code/badUnit`` with the nearest known unit as hint.
    public init(parsing text: String) throws {
        var parser = UnitParser(text)
        let (scale, dimension) = try parser.parse()
        guard scale.isNormal else { throw Fault(.badUnit, "the unit '\(text)' is too large or too small") }
        self.init(scale: scale, dimension: dimension, text: UnitParser.canonical(text))
    }
}

/// A recursive-descent parser: product := factor (('*'|' '|'.'|'/') factor)*; factor := atom power?.
private struct UnitParser {
    private let whole: String
    private let characters: [Character]
    private var position = 0
    private var depth = 0

    init(_ text: String) {
        whole = UnitParser.canonical(text)
        characters = whole.map { Self.superscripts[$0] ?? ($0.isWhitespace ? " " : $0) }
    }

    /// Single spaces between factors, nothing else changed: users see the unit as it was written.
    static func canonical(_ text: String) -> String {
        let words = text.split { $0.isWhitespace || $0 == "\0" }.joined(separator: " ")
        return ["none", "''", "\"\"", "1"].contains(words.lowercased()) ? "" : words
    }

    mutating func parse() throws -> (Double, Unit.Dimension) {
        if whole.isEmpty { return (1, .init()) }
        let result = try product()
        guard position == characters.count else { throw fault() }
        return result
    }

    private func fault(_ word: String? = nil) -> Fault {
        let nearest = word.flatMap { nearestName(to: $0, in: Array(Self.table.keys)) }
        return Fault(.badUnit, "'\(word ?? whole)' is not a unit", hint: nearest.map { "did you mean '\($0)'?" })
    }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    private mutating func skipSpaces() { while current == " " { position += 1 } }

    private mutating func product() throws -> (Double, Unit.Dimension) {
        var (scale, dimension) = try factor()
        while true {
            skipSpaces()
            guard let next = current, next != ")" else { return (scale, dimension) }
            var sign = 1.0
            if next == "/" {
                sign = -1
                position += 1
            } else if next == "*" || next == "." || next == "·" {
                position += 1
            }
            let (s, d) = try factor()
            scale *= pow(s, sign)
            dimension = dimension.adding(d, times: sign)
        }
    }

    private mutating func factor() throws -> (Double, Unit.Dimension) {
        skipSpaces()
        var result: (Double, Unit.Dimension)
        guard let first = current else { throw fault() }
        if first == "(" {
            // Brackets deeper than any unit has are noise.
            depth += 1
            guard depth <= 20 else { throw fault() }
            position += 1
            result = try product()
            depth -= 1
            skipSpaces()
            guard current == ")" else { throw fault() }
            position += 1
        } else if first.isASCII, first.isNumber {
            result = (try number(), .init())
        } else {
            let start = position
            while let c = current, c.isLetter || c == "_" || c == "%" { position += 1 }
            guard position > start else { throw fault() }
            let word = String(characters[start..<position])
            guard let known = Self.table[word] ?? Self.folded[word.lowercased()] else { throw fault(word) }
            result = known
        }
        let power = try exponent()
        return (pow(result.0, power), Unit.Dimension().adding(result.1, times: power))
    }

    /// `2`, `-1`, `^2`, `**2`, `^(-1)`, `**(1/2)`, or nothing.
    private mutating func exponent() throws -> Double {
        let before = position
        if current == "^" {
            position += 1
        } else if current == "*", position + 1 < characters.count, characters[position + 1] == "*" {
            position += 2
        }
        let isMarked = position > before
        let parenthesised = isMarked && current == "("
        if parenthesised { position += 1 }
        let start = position
        if let c = current, c == "-" || c == "+" { position += 1 }
        skipDigits()
        // A point before a letter multiplies; before a digit it belongs to the number.
        if current == ".", position + 1 < characters.count, characters[position + 1].isNumber {
            position += 1
            skipDigits()
        }
        if parenthesised, current == "/" {
            position += 1
            skipDigits()
        }
        let text = String(characters[start..<position])
        if parenthesised {
            guard current == ")" else { throw fault() }
            position += 1
        }
        if text.isEmpty {
            guard !isMarked else { throw fault() }
            return 1
        }
        let parts = text.split(separator: "/").map { Double($0) ?? .nan }
        let power = parts.count == 2 ? parts[0] / parts[1] : parts.count == 1 ? parts[0] : .nan
        guard abs(power) <= 100 else { throw fault() }
        return power
    }

    /// A number without sign; the `e` of `1eV` does not belong to it.
    private mutating func number() throws -> Double {
        let start = position
        while let c = current, c.isASCII,
            c.isNumber || c == "." || c == "e" || c == "E"
                || (c == "-" || c == "+") && "eE".contains(characters[position - 1])
        {
            position += 1
        }
        while position > start {
            if let value = Double(String(characters[start..<position])) { return value }
            position -= 1
        }
        throw fault()
    }

    private mutating func skipDigits() { while let c = current, c.isASCII, c.isNumber { position += 1 } }

    private static let superscripts: [Character: Character] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
        "−": "-", "µ": "u", "μ": "u",
    ]

    private static let folded: [String: (Double, Unit.Dimension)] = Dictionary(
        table.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })

    /// Unit name → size in TeV, cm, s, deg and its dimension.
    private static let table: [String: (Double, Unit.Dimension)] = {
        let energy = Unit.Dimension(energy: 1)
        let length = Unit.Dimension(length: 1)
        let time = Unit.Dimension(time: 1)
        let angle = Unit.Dimension(angle: 1)
        let solidAngle = Unit.Dimension(angle: 2)
        // Gaussian: the square of a magnetic field is an energy density.
        let field = Unit.Dimension(energy: 0.5, length: -1.5)
        let gauss = Unit.erg.scale.squareRoot()
        let temperature = Unit.Dimension(temperature: 1)
        let plain = Unit.Dimension()
        var table: [String: (Double, Unit.Dimension)] = [
            "eV": (1e-12, energy), "keV": (1e-9, energy), "MeV": (1e-6, energy), "GeV": (1e-3, energy),
            "TeV": (1, energy), "PeV": (1e3, energy), "EeV": (1e6, energy), "erg": (Unit.erg.scale, energy),
            "J": (1e7 * Unit.erg.scale, energy),
            "mm": (0.1, length), "cm": (1, length), "m": (100, length), "km": (1e5, length),
            "kpc": (3.0856775814913674e21, length), "Mpc": (3.0856775814913674e24, length),
            "pc": (3.0856775814913674e18, length),
            "ns": (1e-9, time), "us": (1e-6, time), "ms": (1e-3, time), "s": (1, time), "sec": (1, time),
            "second": (1, time), "seconds": (1, time),
            "min": (60, time), "h": (3600, time), "hr": (3600, time), "hour": (3600, time), "hours": (3600, time),
            "minute": (60, time), "minutes": (60, time), "d": (86400, time),
            "day": (86400, time), "days": (86400, time), "yr": (365.25 * 86400, time), "year": (365.25 * 86400, time),
            "Hz": (1, .init(time: -1)),
            "deg": (1, angle), "degree": (1, angle), "degrees": (1, angle), "arcmin": (1.0 / 60, angle),
            "arcsec": (1.0 / 3600, angle), "rad": (Unit.rad.scale, angle), "mrad": (Unit.rad.scale * 1e-3, angle),
            "hourangle": (15, angle), "sr": (Unit.sr.scale, solidAngle),
            "G": (gauss, field), "mG": (1e-3 * gauss, field), "uG": (1e-6 * gauss, field), "nG": (1e-9 * gauss, field),
            "K": (1, temperature),
        ]
        for name in [
            "ct", "count", "counts", "ph", "photon", "photons", "pix", "pixel", "bin", "transit", "adu", "chan",
            "channel", "event", "events", "%",
        ] {
            table[name] = (name == "%" ? 0.01 : 1, plain)
        }
        return table
    }()
}

extension Unit.Dimension {
    func adding(_ other: Unit.Dimension, times factor: Double) -> Unit.Dimension {
        .init(
            energy: energy + factor * other.energy, length: length + factor * other.length,
            time: time + factor * other.time,
            angle: angle + factor * other.angle, temperature: temperature + factor * other.temperature)
    }
}
