import GammaCore
import GammaIO

/// One key of the configuration: its path, what it holds, and how it is read into and written from an ``AnalysisConfig``.
struct ConfigKey: Sendable {
    /// Dotted path.
    let path: String
    /// What it holds.
    let kind: String
    /// The same for editors.
    let schema: JSONValue
    /// What it means.
    let text: String
    /// A value for the template where the default says nothing.
    let example: String?
    /// Whether the key is left out when it has no value (details with a default of their own).
    let isDetail: Bool
    /// Whether the template has the key commented out, because leaving it out means something else than its default.
    var isOff = false
    /// Sets the value.
    let read: @Sendable (YAMLNode, inout AnalysisConfig) throws -> Void
    /// The value.
    let node: @Sendable (AnalysisConfig) -> YAMLNode

    /// The last part of the path.
    var name: String { String(path[(path.lastIndex(of: ".").map(path.index(after:)) ?? path.startIndex)...]) }

    /// The path without its last part.
    var section: String { path.lastIndex(of: ".").map { String(path[..<$0]) } ?? "" }

    /// A key that is always written.
    static func key<Value: ConfigValue>(
        _ path: String, _ keyPath: WritableKeyPath<AnalysisConfig, Value> & Sendable, _ text: String,
        example: String? = nil, isDetail: Bool = false, isOff: Bool = false, _ limit: ConfigLimit<Value>? = nil
    ) -> ConfigKey {
        ConfigKey(
            path: path, kind: Value.kind, schema: Value.jsonSchema, text: text, example: example, isDetail: isDetail,
            isOff: isOff,
            read: { node, config in
                let value = try Value(configNode: node)
                if let limit, !limit.holds(value) {
                    throw Fault(.badValue, "\(limit.text), not \(node.kindDescription)")
                }
                config[keyPath: keyPath] = value
            },
            node: { $0[keyPath: keyPath].configNode })
    }

    /// A detail: left out when it has no value.
    static func detail<Value: ConfigValue>(
        _ path: String, _ keyPath: WritableKeyPath<AnalysisConfig, Value?> & Sendable, _ text: String,
        example: String? = nil, _ limit: ConfigLimit<Value?>? = nil
    ) -> ConfigKey {
        key(path, keyPath, text, example: example, isDetail: true, limit)
    }
}

/// A condition on one value, with the sentence that says so.
struct ConfigLimit<Value>: Sendable {
    let text: String
    let holds: @Sendable (Value) -> Bool
}

extension ConfigLimit where Value == Int {
    static var atLeastOne: Self { .init(text: "it must be at least 1") { $0 >= 1 } }
}

extension ConfigLimit where Value == Int? {
    static var notNegative: Self { .init(text: "it must not be negative") { ($0 ?? 0) >= 0 } }
    static var atLeastOne: Self { .init(text: "it must be at least 1") { ($0 ?? 1) >= 1 } }
}

extension ConfigLimit where Value == Double? {
    static var positive: Self { .init(text: "it must be positive") { ($0 ?? 1) > 0 } }
    static var notNegative: Self { .init(text: "it must not be negative") { ($0 ?? 0) >= 0 } }
    static var percent: Self { .init(text: "it must be a percentage, 0 to 100") { (0...100).contains($0 ?? 0) } }
}

extension ConfigLimit where Value == ConfigAngle {
    static var positive: Self { .init(text: "it must be positive") { $0.degrees > 0 } }
}

extension ConfigLimit where Value == ConfigAngle? {
    static var positive: Self { .init(text: "it must be positive") { ($0?.degrees ?? 1) > 0 } }
    static var notNegative: Self { .init(text: "it must not be negative") { ($0?.degrees ?? 0) >= 0 } }
    static var latitude: Self {
        .init(text: "a latitude is between -90 and 90 deg") { abs($0?.degrees ?? 0) <= 90 }
    }
}
