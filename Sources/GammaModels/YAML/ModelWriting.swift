import GammaCore
import GammaIO

/// How models are written.
public struct ModelWriting: Sendable {
    /// Whether fields that have the value of the model's default are written too.
    public var isFull: Bool

    /// Leaves defaults out unless told otherwise.
    public init(isFull: Bool = false) { self.isFull = isFull }

    /// `type` and `parameters` of a model.
    public func standardPairs(_ model: some YAMLModel, defaults: [Parameter]) -> [(String, YAMLNode)] {
        [("type", YAMLNode(type(of: model).tags[0])), ("parameters", parameters(model.parameters, defaults: defaults))]
    }

    /// The list behind `parameters`.
    public func parameters(_ parameters: [Parameter], defaults: [Parameter]) -> YAMLNode {
        YAMLNode(
            parameters.enumerated().map { index, parameter in
                entry(parameter, index < defaults.count ? defaults[index] : Parameter(parameter.name, parameter.value))
            })
    }

    private func entry(_ parameter: Parameter, _ initial: Parameter) -> YAMLNode {
        var pairs: [(String, YAMLNode)] = [("name", YAMLNode(parameter.name)), ("value", YAMLNode(parameter.value))]
        func add(_ key: String, _ node: YAMLNode, isDefault: Bool) {
            if isFull || !isDefault { pairs.append((key, node)) }
        }
        func limit(_ value: Double?) -> YAMLNode { YAMLNode(value ?? .nan) }
        let limits = parameter.effectiveLimits
        // Gammapy leaves the unit out where the default has none; a unit that is there after all must not be lost.
        add("unit", YAMLNode(parameter.unit.description), isDefault: initial.unit == .none && parameter.unit == .none)
        add("error", parameter.error == 0 ? 0 : YAMLNode(parameter.error), isDefault: parameter.error == 0)
        add("min", limit(limits.minimum), isDefault: limits.minimum == initial.minimum)
        add("max", limit(limits.maximum), isDefault: limits.maximum == initial.maximum)
        add("frozen", YAMLNode(parameter.isFrozen), isDefault: parameter.isFrozen == initial.isFrozen)
        add(
            "interp", YAMLNode(parameter.scan.interpolation.rawValue),
            isDefault: parameter.scan.interpolation == initial.scan.interpolation)
        add(
            "scale_method", YAMLNode(parameter.scaling.method),
            isDefault: parameter.scaling.method == initial.scaling.method)
        add(
            "scale_transform", YAMLNode(parameter.scaling.transform),
            isDefault: parameter.scaling.transform == initial.scaling.transform)
        pairs += scan(parameter.scan)
        if let link = parameter.link { pairs.append(("link", YAMLNode(link))) }
        if let prior = parameter.prior { pairs.append(("prior", node(of: prior))) }
        return YAMLNode(pairs)
    }

    /// Gammapy reads these but does not write them; they are written where set.
    private func scan(_ scan: ParameterScan) -> [(String, YAMLNode)] {
        let plain = ParameterScan()
        var pairs: [(String, YAMLNode)] = []
        if let minimum = scan.minimum { pairs.append(("scan_min", YAMLNode(minimum))) }
        if let maximum = scan.maximum { pairs.append(("scan_max", YAMLNode(maximum))) }
        if scan.valueCount != plain.valueCount { pairs.append(("scan_n_values", YAMLNode(scan.valueCount))) }
        if scan.sigmas != plain.sigmas { pairs.append(("scan_n_sigma", YAMLNode(scan.sigmas))) }
        if let values = scan.values { pairs.append(("scan_values", YAMLNode(values))) }
        return pairs
    }

    private func node(of prior: any Prior) -> YAMLNode {
        let constants = zip(type(of: prior).defaults, prior.constants).map { constant, value in
            YAMLNode([("name", YAMLNode(constant.name)), ("value", YAMLNode(value)), ("unit", YAMLNode(""))])
        }
        let weight = Int(exactly: prior.weight).map { YAMLNode($0) } ?? YAMLNode(prior.weight)
        return YAMLNode([
            ("type", YAMLNode(type(of: prior).tags[0])), ("parameters", YAMLNode(constants)), ("weight", weight),
        ])
    }
}
