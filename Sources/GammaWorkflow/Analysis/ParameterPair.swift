import GammaCore
import GammaIO

/// Full names of two parameters, as of a contour.
public struct ParameterPair: Sendable, Hashable {
    /// The one along x.
    public let x: String
    /// The one along y.
    public let y: String

    /// Makes a pair.
    /// - Throws: ``Fault/Code/badValue`` for one name twice.
    public init(_ x: String, _ y: String) throws {
        guard x != y else {
            throw Fault(.badValue, "a contour needs two parameters, not '\(x)' twice")
        }
        (self.x, self.y) = (x, y)
    }
}

extension ParameterPair: ConfigValue {
    static var kind: String { "pair of names" }

    static var jsonSchema: JSONValue {
        .object([
            ("type", .string("array")), ("items", String.jsonSchema), ("minItems", .int(2)), ("maxItems", .int(2)),
        ])
    }

    init(configNode node: YAMLNode) throws {
        guard case .sequence(let names) = node.content, names.count == 2 else {
            throw node.wrongKind("a pair of names", hint: "write [[source.spectral.index, source.spectral.amplitude]]")
        }
        try self.init(String(configNode: names[0]), String(configNode: names[1]))
    }

    var configNode: YAMLNode { [x, y].configNode }
}
