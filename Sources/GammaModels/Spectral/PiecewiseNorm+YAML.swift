import GammaCore
import GammaIO

extension PiecewiseNorm {
    /// Reads nodes, scale and norms.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "energy", "interp"])
        let (energies, unit) = try reading.quantities(node.required("energy"))
        let interpolation: Interpolation = try node.optional("interp").map(reading.choice) ?? .log
        self = try reading.located(node) {
            try PiecewiseNorm(energies: energies, energyUnit: unit, interpolation: interpolation)
        }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, norms, nodes, scale.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: parameters.map { Parameter($0.name, 1) }) + [
            ("energy", ["data": YAMLNode(energies), "unit": YAMLNode(energyUnit.description)]),
            ("interp", YAMLNode(interpolation.rawValue)),
        ]
    }
}
