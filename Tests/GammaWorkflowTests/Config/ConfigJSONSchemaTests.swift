import GammaIO
import GammaWorkflow
import Testing

@Suite struct ConfigJSONSchemaTests {
    /// The schema of a key or section.
    private func part(of path: String) -> JSONValue? {
        path.split(separator: ".").reduce(AnalysisConfig.jsonSchema) { schema, name in
            let object = schema?["properties"] != nil ? schema : schema?["anyOf"]?[0]
            return object?["properties"]?[String(name)]
        }
    }

    /// Every key that is documented is known, explained and of some kind; nothing else is allowed.
    @Test func everyKeyIsThere() throws {
        for row in AnalysisConfig.documentation {
            let schema = try #require(part(of: row.path), "\(row.path)")
            guard case .string(let text) = schema["description"] else {
                Issue.record("\(row.path) has no description")
                continue
            }
            #expect(text == row.text)
            #expect(schema["type"] != nil || schema["anyOf"] != nil || schema["enum"] != nil, "\(row.path)")
        }
        guard case .bool(false) = AnalysisConfig.jsonSchema["additionalProperties"] else {
            Issue.record("unknown keys are allowed")
            return
        }
    }

    @Test func choicesAreListed() throws {
        guard case .array(let names) = try #require(part(of: "datasets.type"))["enum"] else {
            Issue.record("no choice")
            return
        }
        #expect(names.count == 2)
    }
}
