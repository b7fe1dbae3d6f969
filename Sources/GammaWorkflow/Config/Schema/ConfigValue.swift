import GammaCore
import GammaIO

/// A value that a configuration can hold: how it is read from YAML and written to it.
protocol ConfigValue: Sendable {
    /// What is expected, for documentation and faults: `energy`, `list of integers`.
    static var kind: String { get }
    /// Reads the value.
    /// - Throws: a fault without place; the caller knows it.
    init(configNode node: YAMLNode) throws
    /// The value as Gammapy writes it.
    var configNode: YAMLNode { get }
}

extension YAMLNode {
    static let null = YAMLNode(.scalar("null", isQuoted: false))

    static func plain(_ text: String) -> YAMLNode { YAMLNode(.scalar(text, isQuoted: false)) }

    static func text(_ text: String) -> YAMLNode { YAMLNode(.scalar(text, isQuoted: PlainScalar.needsQuotes(text))) }

    /// Whether this is an explicit or an empty null.
    var isNullScalar: Bool {
        guard case .scalar(let text, isQuoted: false) = content else { return false }
        return PlainScalar.isNull(text)
    }

    /// What a user would call this node.
    var kindName: String {
        switch content {
        case .scalar(let text, let isQuoted): isNullScalar ? "nothing" : isQuoted ? "the text '\(text)'" : "'\(text)'"
        case .sequence: "a list"
        case .mapping: "a section"
        }
    }

    /// The text of a scalar, quoted or not.
    func scalarText(expecting kind: String) throws -> String {
        guard case .scalar(let text, _) = content, !isNullScalar else { throw wrongKind(kind) }
        return text
    }

    func wrongKind(_ kind: String, hint: String? = nil) -> Fault {
        Fault(.badValue, "\(kind) is needed here, not \(kindName)", hint: hint)
    }
}

/// What YAML 1.1, as PyYAML reads it, makes of a scalar without quotes.
enum PlainScalar {
    static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

    static func bool(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }

    /// Whether a text must be quoted so that it stays a text.
    static func needsQuotes(_ text: String) -> Bool {
        if isNull(text) || bool(text) != nil || Double(text) != nil { return true }
        // PyYAML takes these for dates.
        if let first = text.first, first.isNumber, text.contains("-"), text.prefix(4).allSatisfy(\.isNumber) {
            return true
        }
        if let first = text.first, "!&*-?|>@`%{}[],#'\":= ".contains(first) { return true }
        return text.contains(": ") || text.contains(" #") || text.hasSuffix(":") || text.hasSuffix(" ")
    }
}

extension String: ConfigValue {
    static var kind: String { "text" }

    init(configNode node: YAMLNode) throws {
        guard case .scalar(let text, let isQuoted) = node.content, !node.isNullScalar else {
            throw node.wrongKind("a text")
        }
        guard isQuoted || (Double(text) == nil && PlainScalar.bool(text) == nil) else {
            throw node.wrongKind("a text", hint: "put it in quotes")
        }
        self = text
    }

    var configNode: YAMLNode { .text(self) }
}

extension Int: ConfigValue {
    static var kind: String { "integer" }

    init(configNode node: YAMLNode) throws {
        let text = try node.scalarText(expecting: "an integer")
        if let value = Int(text) {
            self = value
        } else if let number = Double(text), let value = Int(exactly: number) {
            self = value
        } else {
            throw node.wrongKind("an integer")
        }
    }

    var configNode: YAMLNode { .plain(String(self)) }
}

extension Double: ConfigValue {
    static var kind: String { "number" }

    init(configNode node: YAMLNode) throws {
        guard let value = Double(try node.scalarText(expecting: "a number")), value.isFinite else {
            throw node.wrongKind("a number")
        }
        self = value
    }

    var configNode: YAMLNode { .plain(Int(exactly: self).map(String.init) ?? String(self)) }
}

extension Bool: ConfigValue {
    static var kind: String { "true or false" }

    init(configNode node: YAMLNode) throws {
        guard let value = PlainScalar.bool(try node.scalarText(expecting: "true or false")) else {
            throw node.wrongKind("true or false")
        }
        self = value
    }

    var configNode: YAMLNode { .plain(self ? "true" : "false") }
}

extension ConfigPath: ConfigValue {
    static var kind: String { "path" }

    init(configNode node: YAMLNode) throws {
        self.init(try node.scalarText(expecting: "a path"), origin: node.origin)
    }

    var configNode: YAMLNode { .text(text) }
}

extension ConfigEnergy: ConfigValue {
    static var kind: String { "energy" }

    init(configNode node: YAMLNode) throws {
        try self.init(Quantity(parsing: node.scalarText(expecting: "an energy")))
    }

    var configNode: YAMLNode { .plain(quantity.description) }
}

extension ConfigAngle: ConfigValue {
    static var kind: String { "angle" }

    init(configNode node: YAMLNode) throws { try self.init(parsing: node.scalarText(expecting: "an angle")) }

    var configNode: YAMLNode { .plain(quantity.description) }
}

extension ConfigDuration: ConfigValue {
    static var kind: String { "duration" }

    init(configNode node: YAMLNode) throws {
        try self.init(Quantity(parsing: node.scalarText(expecting: "a duration")))
    }

    var configNode: YAMLNode { .plain(quantity.description) }
}

extension ConfigTime: ConfigValue {
    static var kind: String { "time" }

    init(configNode node: YAMLNode) throws { try self.init(parsing: node.scalarText(expecting: "a time")) }

    var configNode: YAMLNode { .text(text) }
}

extension OneOrMany: ConfigValue where Value: ConfigValue {
    static var kind: String { "\(Value.kind) or list of them" }

    init(configNode node: YAMLNode) throws {
        if case .sequence = node.content {
            self.init(try [Value](configNode: node))
        } else {
            self.init(one: try Value(configNode: node))
        }
    }

    var configNode: YAMLNode { isList ? values.configNode : values.first?.configNode ?? .null }
}

extension Optional: ConfigValue where Wrapped: ConfigValue {
    static var kind: String { Wrapped.kind }

    init(configNode node: YAMLNode) throws { self = node.isNullScalar ? nil : try Wrapped(configNode: node) }

    var configNode: YAMLNode { self?.configNode ?? .null }
}

extension Array: ConfigValue where Element: ConfigValue {
    static var kind: String { "list of \(Element.kind)" }

    init(configNode node: YAMLNode) throws {
        guard case .sequence(let items) = node.content else {
            throw node.wrongKind("a list", hint: "write it in brackets: [a, b]")
        }
        self = try items.map { item in
            do {
                return try Element(configNode: item)
            } catch let fault as Fault {
                throw fault.located(in: item.origin)
            }
        }
    }

    var configNode: YAMLNode { YAMLNode(.sequence(map(\.configNode))) }
}

/// A choice among names.
protocol ConfigChoice: ConfigValue, RawRepresentable, CaseIterable where RawValue == String {}

extension ConfigChoice {
    static var names: [String] { allCases.map(\.rawValue) }

    static var kind: String { names.joined(separator: ", ") }

    init(configNode node: YAMLNode) throws {
        let text = try node.scalarText(expecting: "one of \(Self.kind)")
        guard let value = Self(rawValue: text) else {
            let nearest = nearestName(to: text, in: Self.names).map { "did you mean '\($0)'?" }
            throw Fault(.badValue, "'\(text)' is not known here", hint: nearest ?? "one of: \(Self.kind)")
        }
        self = value
    }

    var configNode: YAMLNode { .text(rawValue) }
}

extension GeneralConfig.LogLevel: ConfigChoice {
    init(configNode node: YAMLNode) throws {
        let text = try node.scalarText(expecting: "one of \(Self.kind)")
        guard let value = Self(rawValue: text.lowercased()) else {
            let nearest = nearestName(to: text, in: Self.names).map { "did you mean '\($0)'?" }
            throw Fault(.badValue, "'\(text)' is not known here", hint: nearest ?? "one of: \(Self.kind)")
        }
        self = value
    }
}
extension GeneralConfig.Step: ConfigChoice {}
extension ConfigFrame: ConfigChoice {}
extension ObservationsConfig.RequiredIRF: ConfigChoice {}
extension DatasetsConfig.ReductionType: ConfigChoice {}
extension DatasetsConfig.MapName: ConfigChoice {}
extension BackgroundConfig.Method: ConfigChoice {}
extension BackgroundConfig.FoVMethod: ConfigChoice {}
extension SafeMaskConfig.Method: ConfigChoice {}
extension SafeMaskConfig.ResponseLevel: ConfigChoice {}
extension OptionalQuantities.Name: ConfigChoice {}

extension OptionalQuantities: ConfigValue {
    static var kind: String { "all, or list of \(Name.kind)" }

    init(configNode node: YAMLNode) throws {
        if case .sequence = node.content {
            self = .some(try [Name](configNode: node))
        } else {
            let text = try node.scalarText(expecting: "'all' or a list")
            guard text == "all" else {
                throw Fault(
                    .badValue, "'all' or a list is needed here, not '\(text)'",
                    hint: Name(rawValue: text).map { "write [\($0.rawValue)]" } ?? "one or more of: \(Name.kind)")
            }
            self = .all
        }
    }

    var configNode: YAMLNode {
        switch self {
        case .all: .plain("all")
        case .some(let names): names.configNode
        }
    }
}
