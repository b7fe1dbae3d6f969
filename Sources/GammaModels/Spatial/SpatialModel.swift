import GammaCore
import GammaIO

/// The shape of a source on the sky, in sr⁻¹ (a factor in background models).
public protocol SpatialModel: YAMLModel {
    /// Sky frame of the position as model files name it, `icrs` or `galactic`; nil for models without position.
    var frame: String? { get set }
}

extension SpatialModel {
    /// Longitude and latitude in degrees in ``frame``; nil for models without position.
    public var position: (lon: Double, lat: Double)? {
        guard let lon = parameters.first(where: { $0.name == "lon_0" }),
            let lat = parameters.first(where: { $0.name == "lat_0" })
        else { return nil }
        return (lon.internalValue, lat.internalValue)
    }
}

/// A shape that has nothing but a frame and parameters.
public protocol StandardSpatialModel: SpatialModel, StandardModel {}

extension StandardSpatialModel {
    /// Reads frame and parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        self.init()
        try node.checkKeys(["type", "frame", "parameters"])
        if let frameNode = node.optional("frame") { frame = try reading.frame(frameNode) }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, frame and parameters.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.spatialPairs(self, defaults: Self().parameters)
    }
}

extension ModelReading {
    /// A sky frame.
    func frame(_ node: YAMLNode) throws -> String {
        let frame = try node.string()
        let known = ["icrs", "galactic", "fk5"]
        guard known.contains(frame) else { throw ModelReading.unknown("frame", frame, in: known, at: node.origin) }
        return frame
    }
}

extension ModelWriting {
    /// Type, frame and parameters in Gammapy's order.
    func spatialPairs(_ model: some SpatialModel, defaults: [Parameter]) -> [(String, YAMLNode)] {
        var pairs = standardPairs(model, defaults: defaults)
        if let frame = model.frame { pairs.insert(("frame", YAMLNode(frame)), at: 1) }
        return pairs
    }
}
