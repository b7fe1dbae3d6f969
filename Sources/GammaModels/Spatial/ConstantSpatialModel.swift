import GammaCore
import GammaIO
import GammaMaps

/// The same brightness everywhere.
public struct ConstantSpatialModel: SpatialModel {
    /// Names in model files.
    public static let tags = ["ConstantSpatialModel", "const"]
    /// `value` in sr⁻¹ (frozen).
    public var parameters: [Parameter]
    /// None.
    public var frame: SkyFrame?

    /// Makes the model; value in sr⁻¹.
    public init(value: Double = 1) { parameters = [Parameter("value", value, unit: .perSr, isFrozen: true)] }

    /// Reads the value. Gammapy writes an empty list, which means the default.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        self.init()
        try node.checkKeys(["type", "parameters", "frame"])
        guard try node.optional("parameters")?.sequence().isEmpty == false else { return }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type and parameters. Gammapy always loses the value; here it is written when it is not the default.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        let defaults = ConstantSpatialModel().parameters
        if parameters == defaults { return [("type", YAMLNode(Self.tags[0])), ("parameters", [])] }
        return writing.standardPairs(self, defaults: defaults)
    }
}

/// A flux that does not depend on the position: 1/Ω in every pixel.
public struct ConstantFluxSpatialModel: SpatialModel {
    /// Names in model files.
    public static let tags = ["ConstantFluxSpatialModel", "const-flux"]
    /// None.
    public var parameters: [Parameter] = []
    /// None.
    public var frame: SkyFrame?

    /// Makes the model.
    public init() {}

    /// Nothing to read but the type.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "frame"])
    }

    /// Type and an empty list.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: [])
    }
}
