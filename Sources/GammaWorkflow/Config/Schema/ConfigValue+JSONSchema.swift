import GammaIO

/// What editors may know of values: JSON Schema, draft 2020-12.
extension ConfigValue {
    /// Text or a number, such as `1 TeV`.
    static var jsonSchema: JSONValue { .type("string", "number") }
}

extension String { static var jsonSchema: JSONValue { .type("string") } }

extension Int { static var jsonSchema: JSONValue { .type("integer") } }

extension Double { static var jsonSchema: JSONValue { .type("number") } }

extension Bool { static var jsonSchema: JSONValue { .type("boolean") } }

extension ConfigPath { static var jsonSchema: JSONValue { .type("string") } }

extension ConfigPhases { static var jsonSchema: JSONValue { .type("array") } }

extension Array where Element: ConfigValue {
    static var jsonSchema: JSONValue { .object([("type", .string("array")), ("items", Element.jsonSchema)]) }
}

extension OneOrMany where Value: ConfigValue {
    static var jsonSchema: JSONValue { .anyOf(Value.jsonSchema, [Value].jsonSchema) }
}

extension Optional where Wrapped: ConfigValue {
    static var jsonSchema: JSONValue { .anyOf(Wrapped.jsonSchema, .type("null")) }
}

extension ConfigChoice {
    static var jsonSchema: JSONValue { .object([("enum", JSONValue(names))]) }
}

extension OptionalQuantities {
    static var jsonSchema: JSONValue { .anyOf(.object([("const", .string("all"))]), [Name].jsonSchema) }
}

extension JSONValue {
    fileprivate static func type(_ names: String...) -> JSONValue {
        .object([("type", names.count == 1 ? .string(names[0]) : JSONValue(names))])
    }

    fileprivate static func anyOf(_ schemas: JSONValue...) -> JSONValue { .object([("anyOf", .array(schemas))]) }
}
