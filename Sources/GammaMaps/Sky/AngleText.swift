import Foundation
import GammaCore

/// Reads angles as people write them.
public enum AngleText {
    /// What a plain number or a sexagesimal without unit letters means.
    public enum Default: Sendable {
        /// Nothing: a unit must be given.
        case refused
        /// Degrees.
        case degrees
        /// Plain numbers are degrees, `05:34:31` is hours (right ascension).
        case hours
    }

    /// Degrees from `83.63 deg`, `0.5°`, `30'`, `18"`, `1.2 rad`, `5h34m31.9s`, `+22d00m52s`, `05:34:31.9`.
    /// - Throws: ``Fault/Code/badValue`` with an example as hint.
    public static func degrees(_ text: String, default meaning: Default = .refused) throws -> Double {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let fault = Fault(
            .badValue, "'\(text)' is not an angle", hint: "write for example '83.63 deg', '5h34m31.9s' or '+22d00m52s'")
        let value = try parse(trimmed, meaning) ?? plain(trimmed, meaning, fault)
        guard value.isFinite else { throw fault }
        return value
    }

    /// Sexagesimal forms; nil when the text has none of their letters.
    private static func parse(_ text: String, _ meaning: Default) throws -> Double? {
        var rest = Substring(text.lowercased())
        let negative = rest.first == "-"
        if negative || rest.first == "+" { rest = rest.dropFirst() }
        let parts: [Substring]
        let isHours: Bool
        if rest.contains(":") {
            guard meaning != .refused || rest.split(separator: ":").count == 3 else { return nil }
            parts = rest.split(separator: ":", omittingEmptySubsequences: false)
            isHours = meaning == .hours
        } else if let mark = rest.firstIndex(where: { $0 == "h" || $0 == "d" }), !rest[mark...].hasPrefix("deg") {
            isHours = rest[mark] == "h"
            guard let tail = sexagesimalTail(rest[rest.index(after: mark)...]) else { return nil }
            parts = [rest[..<mark]] + tail
        } else {
            return nil
        }
        guard (1...3).contains(parts.count) else { return nil }
        var total = 0.0
        for (part, scale) in zip(parts, [1.0, 60, 3600]) {
            guard let number = Double(part), number >= 0, scale == 1 || number < 60.5 else { return nil }
            total += number / scale
        }
        return (negative ? -total : total) * (isHours ? 15 : 1)
    }

    /// Minutes and seconds of `34m31.9s` or `00'52"`; empty text gives none.
    private static func sexagesimalTail(_ text: Substring) -> [Substring]? {
        var parts: [Substring] = []
        var rest = text
        for marks in [["m", "'"], ["s", "\""]] {
            rest = rest.drop { $0 == " " }
            guard !rest.isEmpty else { break }
            guard let end = rest.firstIndex(where: { marks.contains(String($0)) }) else { return nil }
            parts.append(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
        return rest.isEmpty ? parts : nil
    }

    private static func plain(_ text: String, _ meaning: Default, _ fault: Fault) throws -> Double {
        if let value = Double(text) {
            if meaning == .refused {
                throw Fault(.badValue, "the angle '\(text)' has no unit", hint: "write for example '\(text) deg'")
            }
            return value
        }
        for (mark, scale) in [("°", 1.0), ("\"", 1 / 3600.0), ("'", 1 / 60.0), ("″", 1 / 3600.0), ("′", 1 / 60.0)]
        where text.hasSuffix(mark) {
            guard let value = Double(text.dropLast().trimmingCharacters(in: .whitespaces)) else { throw fault }
            return value * scale
        }
        guard let quantity = try? Quantity(parsing: text), quantity.unit.isConvertible(to: .deg) else { throw fault }
        return try quantity.value(in: .deg)
    }
}

extension SkyDirection {
    /// Reads longitude and latitude in one text: `83.63 22.01`, `83.63 deg, 22.01 deg`, `5h34m31.9s +22d00m52s`.
    /// - Throws: ``Fault/Code/badValue``.
    public init(parsing text: String, frame: SkyFrame) throws {
        // A unit apart from its number does not count as a coordinate.
        let parts = text.replacing(",", with: " ").split(separator: " ").filter { !["deg", "d", "°"].contains($0) }
        guard parts.count == 2 else {
            throw Fault(
                .badValue, "'\(text)' is not a longitude and a latitude", hint: "write for example '83.63 22.01'")
        }
        try self.init(lonText: String(parts[0]), latText: String(parts[1]), frame: frame)
    }

    /// Reads longitude and latitude as people write them; a longitude `05:34:31` is in hours unless Galactic.
    /// - Throws: ``Fault/Code/badValue``.
    public init(lonText: String, latText: String, frame: SkyFrame) throws {
        let lon = try AngleText.degrees(lonText, default: frame == .galactic ? .degrees : .hours)
        let lat = try AngleText.degrees(latText, default: .degrees)
        guard abs(lat) <= 90 else {
            throw Fault(.badValue, "the latitude \(latText) is outside -90…90 deg")
        }
        self.init(lon: lon, lat: lat, frame: frame)
    }
}
