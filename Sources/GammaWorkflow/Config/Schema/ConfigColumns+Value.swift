import GammaCore
import GammaIO

extension ConfigColumnLimit: ConfigValue {
    static var kind: String { "number or date" }

    init(configNode node: YAMLNode) throws {
        let text = try node.scalar(expecting: "a number or a date")
        if let number = Double(text) {
            guard number.isFinite else { throw node.wrongKind("a finite number") }
            self.init(number)
        } else {
            try self.init(date: text)
        }
    }

    var configNode: YAMLNode { date.map { YAMLNode($0) } ?? value.configNode }
}

extension ConfigColumnEdges: ConfigValue {
    static var kind: String { "mapping of columns to lists of edges" }

    static var jsonSchema: JSONValue {
        .object([("type", .string("object")), ("additionalProperties", [ConfigColumnLimit].jsonSchema)])
    }

    init(configNode node: YAMLNode) throws {
        self.init(
            try node.columns(hint: "write {ZEN_PNT: [0, 30, 60]}").map { name, value in
                let edges = try [ConfigColumnLimit](configNode: value)
                guard edges.count > 1, zip(edges, edges.dropFirst()).allSatisfy({ $0.value < $1.value }) else {
                    throw Fault(
                        .badValue, "the edges of '\(name)' must be two or more, and rise", at: value.origin,
                        hint: "write for example [0, 30, 60]")
                }
                return Column(name: name, edges: edges)
            })
    }

    var configNode: YAMLNode { YAMLNode(columns.map { ($0.name, $0.edges.configNode) }) }
}

extension ConfigColumnConditions: ConfigValue {
    static var kind: String { "mapping of columns to [min, max], or to texts" }

    static var jsonSchema: JSONValue { .object([("type", .string("object"))]) }

    init(configNode node: YAMLNode) throws {
        self.init(
            try node.columns(hint: "write {ZEN_PNT: [0, 50], OBJECT: Crab Nebula}").map { name, value in
                (name, try Condition(configNode: value, column: name))
            })
    }

    var configNode: YAMLNode { YAMLNode(columns.map { ($0.name, $0.condition.configNode) }) }
}

extension ConfigColumnConditions.Condition {
    fileprivate init(configNode node: YAMLNode, column: String) throws {
        if case .sequence(let items) = node.content, items.allSatisfy({ $0.isNull || $0.isLimit }) {
            guard items.count == 2 else {
                throw Fault(
                    .badValue, "a range of '\(column)' has a lower and an upper end, not \(items.count)",
                    at: node.origin, hint: "write [0, 50], or [null, 50] for an open end")
            }
            let (low, high) = try (ConfigColumnLimit?(configNode: items[0]), ConfigColumnLimit?(configNode: items[1]))
            if let low, let high, low.value > high.value {
                throw Fault(
                    .badValue, "the range of '\(column)' ends before it begins", at: node.origin, hint: "swap them?")
            }
            self = .range(low, high)
        } else if node.isLimit {
            throw Fault(
                .badValue, "'\(column)' needs a range", at: node.origin, hint: "write [min, max]; both may be the same")
        } else {
            self = .texts(try OneOrMany(configNode: node))
        }
    }

    fileprivate var configNode: YAMLNode {
        switch self {
        case .range(let low, let high): YAMLNode(.sequence([low.configNode, high.configNode]))
        case .texts(let texts): texts.configNode
        }
    }
}

extension YAMLNode {
    /// Whether it is a number or a date.
    fileprivate var isLimit: Bool { (try? ConfigColumnLimit(configNode: self)) != nil }

    /// Names of columns with what is said of them.
    fileprivate func columns(hint: String) throws -> [(String, YAMLNode)] {
        guard case .mapping(let pairs) = content, !pairs.isEmpty else {
            throw wrongKind("names of columns with their values", hint: hint)
        }
        return try pairs.map { key, value in
            do {
                return (try key.scalar(expecting: "the name of a column"), value)
            } catch let fault as Fault {
                throw fault.located(in: key.origin)
            }
        }
    }
}
