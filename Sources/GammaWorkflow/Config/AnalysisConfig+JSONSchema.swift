import GammaIO

extension AnalysisConfig {
    /// The configuration as JSON Schema (draft 2020-12), by which editors complete keys, explain them and mark mistakes.
    public static var jsonSchema: JSONValue {
        .object(
            [
                ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                ("title", .string("GammaKit analysis")),
            ] + object(""))
    }

    private static func object(_ section: String) -> [(String, JSONValue)] {
        let schema = ConfigSchema.standard
        let properties = (schema.names(in: section) ?? []).map { name -> (String, JSONValue) in
            let path = section.isEmpty ? name : section + "." + name
            guard let key = schema.key(path) else {
                let text = ConfigSchema.sectionTexts[path] ?? ""
                // A section may be there without anything in it.
                let kinds = JSONValue.object([
                    ("anyOf", .array([.object(object(path)), .object([("type", .string("null"))])]))
                ])
                return (name, described(kinds, text))
            }
            return (name, described(path == "instruments" ? instruments : key.schema, key.text))
        }
        return [
            ("type", .string("object")), ("properties", .object(properties)), ("additionalProperties", .bool(false)),
        ]
    }

    /// A list of instruments; their sections have the keys of those of an analysis.
    private static var instruments: JSONValue {
        let files = OneOrMany<ConfigPath>.jsonSchema
        let properties: [(String, JSONValue)] = [
            ("name", String.jsonSchema), ("files", files), ("fermi", FermiConfig.jsonSchema),
            ("observations", .object(object("observations"))),
            ("datasets", .object(object("datasets"))), ("fit_range", .object(object("fit.fit_range"))),
            ("stack", Bool.jsonSchema),
        ]
        let item = JSONValue.object([
            ("type", .string("object")), ("properties", .object(properties)), ("required", JSONValue(["name"])),
            ("additionalProperties", .bool(false)),
        ])
        return .object([("type", .string("array")), ("items", item)])
    }

    private static func described(_ schema: JSONValue, _ text: String) -> JSONValue {
        guard case .object(let items) = schema else { return schema }
        return .object([("description", .string(text))] + items)
    }
}
