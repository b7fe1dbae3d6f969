import GammaCatalog
import GammaCore
import GammaEstimators
import GammaIO

/// A value that a configuration can hold: how it is read from YAML and written to it.
protocol ConfigValue: Sendable {
    /// What is expected, for documentation and faults: `energy`, `list of integers`.
    static var kind: String { get }
    /// What editors may know of it, see `ConfigValue+JSONSchema.swift`.
    static var jsonSchema: JSONValue { get }
    /// Reads the value.
    /// - Throws: a fault without place; the caller knows it.
    init(configNode node: YAMLNode) throws
    /// The value as Gammapy writes it.
    var configNode: YAMLNode { get }
}

extension YAMLNode {
    /// The text of a scalar, quoted or not.
    func scalar(expecting kind: String) throws -> String {
        guard case .scalar(let text, _) = content, !isNull else { throw wrongKind(kind) }
        return text
    }

    func wrongKind(_ kind: String, hint: String? = nil) -> Fault {
        Fault(.badValue, "expected \(kind), found \(kindDescription)", at: origin, hint: hint)
    }
}

extension String: ConfigValue {
    static var kind: String { "text" }

    init(configNode node: YAMLNode) throws {
        guard node.isString else {
            throw node.wrongKind(
                "text", hint: node.isNull || node.isSequence || node.isMapping ? nil : "put it in quotes")
        }
        self = try node.string()
    }

    var configNode: YAMLNode { YAMLNode(self) }
}

extension Int: ConfigValue {
    static var kind: String { "integer" }

    init(configNode node: YAMLNode) throws {
        // Gammapy takes '23523' in quotes for the number, too.
        if case .scalar(let text, isQuoted: true) = node.content, let value = Int(text) {
            self = value
        } else {
            self = try node.int()
        }
    }

    var configNode: YAMLNode { YAMLNode(self) }
}

extension Double: ConfigValue {
    static var kind: String { "number" }

    init(configNode node: YAMLNode) throws {
        self = try node.double()
        guard isFinite else { throw node.wrongKind("a finite number") }
    }

    var configNode: YAMLNode { Int(exactly: self).map { YAMLNode($0) } ?? YAMLNode(self) }
}

extension Bool: ConfigValue {
    static var kind: String { "true or false" }

    init(configNode node: YAMLNode) throws { self = try node.bool() }

    var configNode: YAMLNode { YAMLNode(self) }
}

extension ConfigPath: ConfigValue {
    static var kind: String { "path" }

    init(configNode node: YAMLNode) throws {
        self.init(try node.scalar(expecting: "a path"), origin: node.origin)
    }

    var configNode: YAMLNode { YAMLNode(text) }
}

extension ConfigEnergy: ConfigValue {
    static var kind: String { "energy" }

    init(configNode node: YAMLNode) throws {
        try self.init(Quantity(parsing: node.scalar(expecting: "an energy")))
    }

    var configNode: YAMLNode { YAMLNode(quantity.description) }
}

extension ConfigAngle: ConfigValue {
    static var kind: String { "angle" }

    init(configNode node: YAMLNode) throws { try self.init(parsing: node.scalar(expecting: "an angle")) }

    var configNode: YAMLNode { YAMLNode(text) }
}

extension ConfigDuration: ConfigValue {
    static var kind: String { "duration" }

    init(configNode node: YAMLNode) throws {
        try self.init(Quantity(parsing: node.scalar(expecting: "a duration")))
    }

    var configNode: YAMLNode { YAMLNode(quantity.description) }
}

extension ConfigTime: ConfigValue {
    static var kind: String { "time" }

    init(configNode node: YAMLNode) throws { try self.init(parsing: node.scalar(expecting: "a time")) }

    var configNode: YAMLNode { YAMLNode(text) }
}

extension ConfigPhases: ConfigValue {
    static var kind: String { "phase interval or list of them" }

    init(configNode node: YAMLNode) throws {
        guard case .sequence(let items) = node.content else {
            throw node.wrongKind("phase intervals", hint: "write [0.2, 0.4]")
        }
        if items.contains(where: \.isSequence) {
            try self.init(items.map { try [Double](configNode: $0) })
        } else {
            try self.init([[Double](configNode: node)], isList: false)
        }
    }

    var configNode: YAMLNode { isList ? pairs.configNode : pairs.first?.configNode ?? .null }
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

    init(configNode node: YAMLNode) throws { self = node.isNull ? nil : try Wrapped(configNode: node) }

    var configNode: YAMLNode { self?.configNode ?? .null }
}

extension Array: ConfigValue where Element: ConfigValue {
    static var kind: String { "list of \(Element.kind)" }

    init(configNode node: YAMLNode) throws {
        guard case .sequence(let items) = node.content else {
            throw node.wrongKind("a list of \(Element.kind)", hint: "write it in brackets: [a, b]")
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
        try self.init(choice: node.scalar(expecting: "one of \(Self.kind)"))
    }

    init(choice text: String) throws {
        guard let value = Self(rawValue: text) else {
            let nearest = nearestName(to: text, in: Self.names).map { "did you mean '\($0)'?" }
            throw Fault(.badValue, "'\(text)' is not known here", hint: nearest ?? "one of: \(Self.kind)")
        }
        self = value
    }

    var configNode: YAMLNode { YAMLNode(rawValue) }
}

extension GeneralConfig.LogLevel: ConfigChoice {
    init(configNode node: YAMLNode) throws {
        try self.init(choice: node.scalar(expecting: "one of \(Self.kind)").lowercased())
    }
}
extension GeneralConfig.Step: ConfigChoice {}
extension FitConfig.Bands: ConfigChoice {}
extension FitConfig.Sampler: ConfigChoice {}
extension PeaksConfig.Map: ConfigChoice {}
extension CatalogModelOptions.Free: ConfigChoice {}
extension CatalogConfig.Use: ConfigChoice {}
extension SourceShape: ConfigChoice {}
extension SourceSpectrum: ConfigChoice {}
extension ConfigFrame: ConfigChoice {}
extension ObservationsConfig.RequiredIRF: ConfigChoice {}
extension DatasetsConfig.ReductionType: ConfigChoice {}
extension DatasetsConfig.MapName: ConfigChoice {}
extension BackgroundConfig.Method: ConfigChoice {}
extension BackgroundConfig.FoVMethod: ConfigChoice {}
extension BackgroundConfig.RegionFinder: ConfigChoice {}
extension SafeMaskConfig.Method: ConfigChoice {}
extension SafeMaskConfig.ResponseLevel: ConfigChoice {}
extension OptionalQuantities.Name: ConfigChoice {}

extension OptionalQuantities: ConfigValue {
    static var kind: String { "all, or list of \(Name.kind)" }

    init(configNode node: YAMLNode) throws {
        if case .sequence = node.content {
            self = .some(try [Name](configNode: node))
        } else {
            let text = try node.scalar(expecting: "'all' or a list")
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
        case .all: YAMLNode("all")
        case .some(let names): names.configNode
        }
    }
}
