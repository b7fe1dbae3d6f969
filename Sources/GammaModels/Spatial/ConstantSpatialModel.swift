import Foundation
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

    /// The value in sr⁻¹.
    public func evaluate(_ directions: SkySamples, energy: Double? = nil) -> [Double] {
        [Double](repeating: parameters[0].internalValue, count: directions.count)
    }

    /// The value in sr⁻¹ and its derivative.
    public func evaluateWithGradient(
        _ directions: SkySamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        (evaluate(directions), [[Double](repeating: parameters[0].internalFactor, count: directions.count)])
    }

    /// The whole sky.
    public func region(sizeFactor: Double) -> SkyRegion? { .wholeSky }

    /// Directions anywhere on the sky.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        var (lon, lat) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for index in 0..<count {
            lon[index] = 360 * random.uniform()
            lat[index] = asin(2 * random.uniform() - 1) / radian
        }
        return (lon, lat)
    }
}

/// A flux that does not depend on the position: 1/Ω in every pixel, 1 in its integral; 1 sr⁻¹ at directions.
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

    /// Ones.
    public func evaluate(_ directions: SkySamples, energy: Double? = nil) -> [Double] {
        [Double](repeating: 1, count: directions.count)
    }

    /// Ones; there are no parameters to derive by.
    public func evaluateWithGradient(
        _ directions: SkySamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        (evaluate(directions), [])
    }

    /// 1 in every pixel on the sky.
    public func integrate(over samples: PixelSamples, energy: Double? = nil) -> [Double] {
        samples.solidAngles.map { $0 > 0 ? 1 : 0 }
    }

    /// 1 in every pixel on the sky; there are no parameters to derive by.
    public func integrateWithGradient(
        over samples: PixelSamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        (integrate(over: samples), [])
    }

    /// The whole sky.
    public func region(sizeFactor: Double) -> SkyRegion? { .wholeSky }

    /// Never: the distribution is that of the pixels.
    /// - Throws: ``Fault/Code/unsupported``.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        throw Fault(
            .unsupported, "a constant flux in every pixel is no distribution of directions",
            hint: "use ConstantSpatialModel or a template")
    }
}
