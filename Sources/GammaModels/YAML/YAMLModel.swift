import GammaCore
import GammaIO

/// A part of a model file: reads itself from, and writes itself as, the mapping that stands behind `spectral:`,
/// `spatial:` or `temporal:`.
public protocol YAMLModel: ParametricModel {
    /// Reads the model.
    /// - Throws: faults with file, line, column and key path.
    init(yaml node: YAMLNode, reading: ModelReading) throws
    /// The keys and values of the mapping in Gammapy's order, `type` first.
    func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)]
}

/// A model that has nothing but parameters: reading and writing come for free.
public protocol StandardModel: YAMLModel {
    /// The model with its default values.
    init()
}

extension StandardModel {
    /// Reads the parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        self.init()
        try node.checkKeys(["type", "parameters"])
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type and parameters.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: Self().parameters)
    }
}
