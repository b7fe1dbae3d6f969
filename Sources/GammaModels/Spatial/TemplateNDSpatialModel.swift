import GammaCore
import GammaIO
import GammaMaps

/// Brightness maps in a FITS file for each value of further axes, which are the parameters.
public struct TemplateNDSpatialModel: SpatialModel {
    /// Names in model files.
    public static let tags = ["TemplateNDSpatialModel", "templateND"]
    /// One parameter an axis of the map, as the model file lists them.
    public var parameters: [Parameter]
    /// Sky frame of the map.
    public var frame: SkyFrame?
    /// The file as the model file names it.
    public var filename: String
    /// Unit of the map as written.
    public var mapUnit: String?

    /// Reads file name and parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "frame", "parameters", "filename", "unit", "interp_kwargs"])
        filename = try node.required("filename").string()
        mapUnit = try node.optional("unit")?.string()
        frame = try node.optional("frame").map(reading.choice)
        parameters = try reading.freeFormParameters(of: node)
    }

    /// Type, frame, parameters, file name, unit.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.spatialPairs(self, defaults: []) + [
            ("filename", YAMLNode(filename)), ("unit", YAMLNode(mapUnit ?? "")),
        ]
    }
}
