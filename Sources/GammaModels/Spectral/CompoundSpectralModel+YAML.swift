import GammaCore
import GammaIO

extension CompoundSpectralModel {
    /// Reads both sides and the operator.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "model1", "model2", "operator"])
        self.init(
            try reading.spectral(node.required("model1")), try reading.choice(node.required("operator")),
            try reading.spectral(node.required("model2")))
    }

    /// Type, both sides, operator.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        [
            ("type", YAMLNode(Self.tags[0])), ("model1", YAMLNode(first.yamlPairs(writing))),
            ("model2", YAMLNode(second.yamlPairs(writing))), ("operator", YAMLNode(operation.rawValue)),
        ]
    }
}

extension ScaleSpectralModel {
    /// Reads norm and inner spectrum.
    ///
    /// Gammapy writes the norm only, and cannot read what it wrote; here the inner spectrum stands behind `model`.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "model"])
        guard let inner = node.optional("model") else {
            throw Fault(
                .missingKey, "the spectrum that is scaled is missing", at: node.origin,
                hint: "Gammapy does not write it; add it behind 'model:' or write the spectrum itself")
        }
        self.init(try reading.spectral(inner))
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, norm, inner spectrum.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: [.norm(1)]) + [("model", YAMLNode(model.yamlPairs(writing)))]
    }
}
