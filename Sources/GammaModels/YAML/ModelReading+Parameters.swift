import GammaCore
import GammaIO

extension ModelReading {
    /// The parameters of a model: what the list behind `parameters` says, defaults elsewhere.
    ///
    /// A parameter that is not listed keeps its default, with a notice.
    /// - Parameter implied: names of parameters whose values something else in the file says; no notice for them.
    /// - Throws: faults for names that the model does not have, names given twice, and bad fields.
    public func parameters(
        of node: YAMLNode, defaults: [Parameter], implied: Set<String> = []
    ) throws -> [Parameter] {
        var parameters = defaults
        let list = try node.optional("parameters")?.sequence() ?? []
        let names = defaults.map(\.name)
        var found: Set<String> = []
        for item in list {
            let nameNode = try item.required("name")
            let name = try nameNode.string()
            guard let index = names.firstIndex(of: name) else {
                throw ModelReading.unknown("parameter", name, in: names, at: nameNode.origin)
            }
            guard found.insert(name).inserted else {
                throw Fault(.badValue, "parameter '\(name)' is given twice", at: nameNode.origin)
            }
            try read(item, into: &parameters[index])
        }
        for parameter in parameters where !found.contains(parameter.name) && !implied.contains(parameter.name) {
            notices.add(
                "parameter '\(parameter.name)' is not given; its default \(parameter.quantity) is used", at: node.origin
            )
        }
        return parameters
    }

    /// All listed parameters, for models whose parameters come from the file itself.
    public func freeFormParameters(of node: YAMLNode) throws -> [Parameter] {
        var parameters: [Parameter] = []
        for item in try node.optional("parameters")?.sequence() ?? [] {
            let nameNode = try item.required("name")
            let name = try nameNode.string()
            guard !parameters.contains(where: { $0.name == name }) else {
                throw Fault(.badValue, "parameter '\(name)' is given twice", at: nameNode.origin)
            }
            var parameter = Parameter(name, 0, unit: try item.optional("unit").map(unit) ?? .none)
            try read(item, into: &parameter)
            parameters.append(parameter)
        }
        return parameters
    }

    private static let parameterKeys = [
        "name", "value", "unit", "error", "min", "max", "frozen", "interp", "scale_method", "scale_transform", "link",
        "prior", "scan_min", "scan_max", "scan_n_values", "scan_n_sigma", "scan_values", "scale", "is_norm",
    ]

    private func read(_ node: YAMLNode, into parameter: inout Parameter) throws {
        try node.checkKeys(Self.parameterKeys)
        if let unitNode = node["unit"] {
            try located(unitNode) { try parameter.setUnit(unit(unitNode)) }
        }
        let valueNode = try node.required("value")
        if valueNode.isString {
            try located(valueNode) { try parameter.set(Quantity(parsing: valueNode.string())) }
        } else {
            parameter.value = try finite(valueNode, "the value of '\(parameter.name)'")
        }
        if let error = try node.optional("error")?.double() {
            parameter.error = error.isFinite && error >= 0 ? error : 0
            if parameter.error != error {
                notices.add("error \(error) of '\(parameter.name)' is taken as unknown", at: node.origin)
            }
        }
        if let limit = node["min"] { parameter.minimum = try self.limit(limit) }
        if let limit = node["max"] { parameter.maximum = try self.limit(limit) }
        if let frozen = node.optional("frozen") { parameter.isFrozen = try bool(frozen) }
        if let link = node.optional("link") { parameter.link = try link.string() }
        if let prior = node.optional("prior") { parameter.prior = try self.prior(prior) }
        if let interpolation = node.optional("interp") { parameter.scan.interpolation = try choice(interpolation) }
        if let method = node["scale_method"] { parameter.scaling.method = method.isNull ? nil : try method.string() }
        if let transform = node.optional("scale_transform") { parameter.scaling.transform = try transform.string() }
        try readScan(node, into: &parameter.scan)
        if let support = parameter.prior?.support {
            // Gammapy writes the limits of such a prior as those of the parameter.
            if parameter.minimum == support.minimum { parameter.minimum = nil }
            if parameter.maximum == support.maximum { parameter.maximum = nil }
        }
        try check(parameter, at: node)
    }

    private func readScan(_ node: YAMLNode, into scan: inout ParameterScan) throws {
        if let minimum = node.optional("scan_min") { scan.minimum = try finite(minimum, "scan_min") }
        if let maximum = node.optional("scan_max") { scan.maximum = try finite(maximum, "scan_max") }
        if let sigmas = node.optional("scan_n_sigma") { scan.sigmas = try finite(sigmas, "scan_n_sigma") }
        if let count = node.optional("scan_n_values") {
            scan.valueCount = try count.int()
            guard (1...1_000_000).contains(scan.valueCount) else {
                throw Fault(.badValue, "scan_n_values must be between 1 and 1000000", at: count.origin)
            }
        }
        if let values = node.optional("scan_values") {
            scan.values = try values.sequence().map { try finite($0, "a scan value") }
        }
    }

    private func check(_ parameter: Parameter, at node: YAMLNode) throws {
        let limits = parameter.effectiveLimits
        if let minimum = limits.minimum, let maximum = limits.maximum, minimum > maximum {
            throw Fault(
                .badValue, "min \(minimum) of '\(parameter.name)' is above max \(maximum)",
                at: (node["min"] ?? node["max"] ?? node).origin)
        }
        let isInside =
            parameter.value >= (limits.minimum ?? -.infinity) && parameter.value <= (limits.maximum ?? .infinity)
        if !isInside, !parameter.isFrozen {
            notices.add("value \(parameter.value) of '\(parameter.name)' is outside its limits", at: node.origin)
        }
    }

    private func unit(_ node: YAMLNode) throws -> Unit {
        try located(node) { node.isNull ? .none : try Unit(parsing: node.string()) }
    }

    private func finite(_ node: YAMLNode, _ what: String) throws -> Double {
        let value = try node.double()
        guard value.isFinite else { throw Fault(.badValue, "\(what) is not a finite number", at: node.origin) }
        return value
    }

    /// `.nan`, infinity and null mean no limit.
    private func limit(_ node: YAMLNode) throws -> Double? {
        if node.isNull { return nil }
        let value = try node.double()
        return value.isFinite ? value : nil
    }

    /// Gammapy also takes the texts `True` and `False`.
    private func bool(_ node: YAMLNode) throws -> Bool {
        switch try? node.string() {
        case "True": true
        case "False": false
        default: try node.bool()
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ node: YAMLNode) throws -> Choice
    where Choice.RawValue == String {
        let text = try node.string()
        guard let choice = Choice(rawValue: text) else {
            throw ModelReading.unknown("value", text, in: Choice.allCases.map(\.rawValue), at: node.origin)
        }
        return choice
    }

    func located<Value>(_ node: YAMLNode, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let fault as Fault {
            throw fault.located(in: node.origin)
        }
    }

    /// Numbers with their unit: `{data: […], unit: TeV}`.
    func quantities(_ node: YAMLNode) throws -> (values: [Double], unit: Unit) {
        try node.checkKeys(["data", "unit"])
        return (try node.required("data").doubles(), try node["unit"].map(unit) ?? .none)
    }

    /// The prior of a mapping by its `type`.
    /// - Throws: faults for unknown types and constants, and for constants without meaning.
    public func prior(_ node: YAMLNode) throws -> any Prior {
        try node.checkKeys(["type", "parameters", "weight"])
        let typeNode = try node.required("type")
        let tag = try typeNode.string()
        guard let kind = registry.priors.first(where: { $0.tags.contains(tag) }) else {
            throw ModelReading.unknown("prior type", tag, in: registry.priors.flatMap { $0.tags }, at: typeNode.origin)
        }
        var prior = kind.init()
        let names = kind.defaults.map(\.name)
        for item in try node.optional("parameters")?.sequence() ?? [] {
            try item.checkKeys([
                "name", "value", "unit", "error", "min", "max", "scale", "scale_method", "scale_transform",
            ])
            let nameNode = try item.required("name")
            let name = try nameNode.string()
            guard let index = names.firstIndex(of: name) else {
                throw ModelReading.unknown("parameter of a prior", name, in: names, at: nameNode.origin)
            }
            prior.constants[index] = try finite(item.required("value"), "'\(name)' of the prior")
        }
        if let weight = node.optional("weight") { prior.weight = try finite(weight, "the weight of the prior") }
        if let problem = prior.problem { throw Fault(.badValue, problem, at: node.origin) }
        return prior
    }
}
