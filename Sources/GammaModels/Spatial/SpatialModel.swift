import GammaCore
import GammaIO
import GammaMaps

/// The shape of a source on the sky, in sr⁻¹ (a factor in background models).
public protocol SpatialModel: YAMLModel {
    /// Sky frame of the position; nil for models without position.
    var frame: SkyFrame? { get set }
}

extension SpatialModel {
    /// Where the model is; nil for models without position.
    public var position: SkyDirection? {
        guard let lon = parameters.first(where: { $0.name == "lon_0" }),
            let lat = parameters.first(where: { $0.name == "lat_0" })
        else { return nil }
        return SkyDirection(lon: lon.internalValue, lat: lat.internalValue, frame: frame ?? .icrs)
    }
}

extension SkyDirection {
    /// Gammapy's default position.
    static let origin = SkyDirection(lon: 0, lat: 0, frame: .icrs)
}

extension Parameter {
    /// `lon_0` of a position.
    static func longitude(_ position: SkyDirection) -> Parameter { Parameter("lon_0", position.lon, unit: .deg) }

    /// `lat_0` of a position.
    static func latitude(_ position: SkyDirection) -> Parameter {
        Parameter("lat_0", position.lat, unit: .deg, minimum: -90, maximum: 90)
    }
}

/// A shape that has nothing but a frame and parameters.
public protocol StandardSpatialModel: SpatialModel, StandardModel {}

extension StandardSpatialModel {
    /// Reads frame and parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        self.init()
        try node.checkKeys(["type", "frame", "parameters"])
        if let frameNode = node.optional("frame") { frame = try reading.choice(frameNode) }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, frame and parameters.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.spatialPairs(self, defaults: Self().parameters)
    }
}

extension ModelWriting {
    /// Type, frame and parameters in Gammapy's order.
    func spatialPairs(_ model: some SpatialModel, defaults: [Parameter]) -> [(String, YAMLNode)] {
        var pairs = standardPairs(model, defaults: defaults)
        if let frame = model.frame { pairs.insert(("frame", YAMLNode(frame.rawValue)), at: 1) }
        return pairs
    }
}
