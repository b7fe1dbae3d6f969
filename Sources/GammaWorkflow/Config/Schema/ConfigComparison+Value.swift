import GammaCore
import GammaIO

extension ParameterFormulas: ConfigValue {
    static var kind: String { "mapping of names to formulas" }

    static var jsonSchema: JSONValue {
        .object([
            ("type", .string("object")), ("additionalProperties", .object([("type", .string("string"))])),
        ])
    }

    init(configNode node: YAMLNode) throws {
        guard case .mapping(let pairs) = node.content else {
            throw node.wrongKind("names with their formulas", hint: "write {beta_log10: beta * ln(10)}")
        }
        items = try pairs.map { key, value in
            do {
                let formula = try ParameterFormula(parsing: value.scalar(expecting: "a formula"))
                return Item(name: try key.scalar(expecting: "a name"), formula: formula)
            } catch let fault as Fault {
                throw fault.located(in: value.origin)
            }
        }
    }

    var configNode: YAMLNode { YAMLNode(items.map { ($0.name, YAMLNode($0.formula.text)) }) }
}

extension ComparisonConfig.Row: ConfigValue {
    static var kind: String { "mapping of a name and parameters with [value, error]" }

    static var jsonSchema: JSONValue {
        .object([("type", .string("object")), ("required", JSONValue(["name"]))])
    }

    init(configNode node: YAMLNode) throws {
        guard case .mapping(let pairs) = node.content else {
            throw node.wrongKind(
                "the name of an instrument with values", hint: "write {name: joint, index: [2.5, 0.1]}")
        }
        var (name, source): (String?, String?)
        var values: [Value] = []
        for (key, value) in pairs {
            do {
                switch try key.scalar(expecting: "the name of a parameter") {
                case "name": name = try value.scalar(expecting: "the name of an instrument")
                case "source": source = try value.scalar(expecting: "a text")
                case let parameter: values.append(try Value(parameter, value))
                }
            } catch let fault as Fault {
                throw fault.located(in: value.origin)
            }
        }
        guard let name else {
            throw Fault(
                .missingKey, "the values have no 'name'", at: node.origin,
                hint: "name an instrument, or joint for all of them")
        }
        self.init(name: name, source: source, values: values)
    }

    var configNode: YAMLNode {
        let head = [("name", YAMLNode(name))] + (source.map { [("source", YAMLNode($0))] } ?? [])
        return YAMLNode(
            head
                + values.map { item in
                    (item.name, item.error.map { [item.value, $0].configNode } ?? item.value.configNode)
                })
    }
}

extension ComparisonConfig.Row.Value {
    fileprivate init(_ name: String, _ node: YAMLNode) throws {
        guard case .sequence = node.content else {
            self.init(name, try Double(configNode: node))
            return
        }
        let numbers = try [Double](configNode: node)
        guard numbers.count == 2, numbers[1] > 0 else {
            throw Fault(
                .badValue, "a value of '\(name)' and its error are two numbers, the second positive", at: node.origin,
                hint: "write for example [2.5, 0.1]")
        }
        self.init(name, numbers[0], error: numbers[1])
    }
}
