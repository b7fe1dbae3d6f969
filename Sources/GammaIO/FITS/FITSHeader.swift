import Foundation
import GammaCore

/// The cards of a FITS header in order. Reading a value is tolerant of the quirks of real files.
public struct FITSHeader: Sendable, Equatable {
    /// The value of a card.
    public enum Value: Sendable, Equatable {
        /// Text.
        case string(String)
        /// Integer.
        case int(Int)
        /// Floating point.
        case double(Double)
        /// Logical.
        case bool(Bool)
        /// A card without value.
        case undefined
        /// The text of a COMMENT or HISTORY card, or of a keyword without `=`.
        case comment(String)
    }

    /// One card.
    public struct Card: Sendable, Equatable {
        /// Keyword in upper case.
        public var keyword: String
        /// Value.
        public var value: Value
        /// Comment after the slash.
        public var comment: String

        /// Makes a card.
        public init(_ keyword: String, _ value: Value, comment: String = "") {
            self.keyword = keyword
            self.value = value
            self.comment = comment
        }
    }

    /// All cards in order.
    public var cards: [Card]
    /// Where the header was read, for faults.
    public var origin: Origin

    /// Makes a header.
    public init(_ cards: [Card] = [], origin: Origin = Origin()) {
        self.cards = cards
        self.origin = origin
    }

    /// Headers are equal when their cards are, wherever they were read.
    public static func == (a: FITSHeader, b: FITSHeader) -> Bool { a.cards == b.cards }

    /// Position of the first card with that keyword: exact spelling first, then without regard to case (metadata of text
    /// tables may be in lower case).
    private func index(of keyword: String) -> Int? {
        cards.firstIndex { $0.keyword == keyword }
            ?? cards.firstIndex { $0.keyword.count == keyword.count && $0.keyword.lowercased() == keyword.lowercased() }
    }

    /// The value of the first card with that keyword; setting replaces it or appends a card, nil removes it.
    public subscript(keyword: String) -> Value? {
        get { index(of: keyword).map { cards[$0].value } }
        set {
            let index = index(of: keyword)
            switch (index, newValue) {
            case (let index?, let value?): cards[index].value = value
            case (let index?, nil): cards.remove(at: index)
            case (nil, let value?): cards.append(Card(keyword, value))
            case (nil, nil): break
            }
        }
    }

    /// The value as text without blanks at either end; numbers are formatted. Nil when absent or undefined.
    public func string(_ keyword: String) -> String? {
        switch self[keyword] {
        case .string(let text), .comment(let text): text.trimmingCharacters(in: .whitespaces)
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .bool(let value): value ? "T" : "F"
        case .undefined, nil: nil
        }
    }

    /// The value as a number, also from text such as `'1835.'`; nil when absent or no number.
    public func double(_ keyword: String) -> Double? {
        switch self[keyword] {
        case .int(let value): Double(value)
        case .double(let value): value
        case .string(let text): Double(text.trimmingCharacters(in: .whitespaces))
        default: nil
        }
    }

    /// The value as an integer, also from a float without fraction or from text; nil otherwise.
    public func int(_ keyword: String) -> Int? {
        switch self[keyword] {
        case .int(let value): value
        case .double(let value): Int(exactly: value)
        case .string(let text): Int(text.trimmingCharacters(in: .whitespaces))
        default: nil
        }
    }

    /// The value as a number.
    /// - Throws: ``Fault/Code/missingKeyword`` or ``Fault/Code/badKeyword``.
    public func requiredDouble(_ keyword: String) throws -> Double {
        if let value = double(keyword) { return value }
        let place = Origin(keyword: keyword).completed(by: origin)
        guard let found = string(keyword) else {
            throw Fault(.missingKeyword, "there is no keyword \(keyword)", at: place)
        }
        throw Fault(.badKeyword, "\(keyword) = '\(found)' is not a number", at: place)
    }

    /// The value as text.
    /// - Throws: ``Fault/Code/missingKeyword``.
    public func requiredString(_ keyword: String) throws -> String {
        guard let value = string(keyword) else {
            throw Fault(
                .missingKeyword, "there is no keyword \(keyword)", at: Origin(keyword: keyword).completed(by: origin))
        }
        return value
    }
}
