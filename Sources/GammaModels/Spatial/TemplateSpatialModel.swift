import GammaCore
import GammaIO
import GammaMaps

/// A brightness map in a FITS file, also one for each energy.
public struct TemplateSpatialModel: SpatialModel {
    /// Names in model files.
    public static let tags = ["TemplateSpatialModel", "template"]
    /// `lon_0`, `lat_0`: where the centre of the map is put (frozen); empty means the map's own centre.
    public var parameters: [Parameter]
    /// Sky frame of the map.
    public var frame: SkyFrame?
    /// The file as the model file names it.
    public var filename: String
    /// Whether every energy plane is scaled to an integral of one.
    public var isNormalized: Bool
    /// Unit of the map as written.
    public var mapUnit: String?

    /// Makes the model.
    public init(filename: String, isNormalized: Bool = true, frame: SkyFrame? = nil) {
        self.filename = filename
        self.isNormalized = isNormalized
        self.frame = frame
        parameters = []
    }

    static let positionParameters = [
        Parameter("lon_0", 0, unit: .deg, isFrozen: true),
        Parameter("lat_0", 0, unit: .deg, minimum: -90, maximum: 90, isFrozen: true),
    ]

    /// Reads file name, normalisation and position.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "frame", "parameters", "filename", "normalize", "unit", "interp_kwargs"])
        self.init(filename: try node.required("filename").string())
        isNormalized = try node.optional("normalize")?.bool() ?? true
        mapUnit = try node.optional("unit")?.string()
        frame = try node.optional("frame").map(reading.choice)
        let items = try node.optional("parameters")?.sequence() ?? []
        // `.nan` is Gammapy's way to say: the map's own centre.
        let isGiven = try items.contains { try $0["value"]?.double().isNaN == false }
        if isGiven { parameters = try reading.parameters(of: node, defaults: Self.positionParameters) }
    }

    /// Type, frame, position, file name, normalisation, unit.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.spatialPairs(self, defaults: Self.positionParameters)
            + [
                ("filename", YAMLNode(filename)), ("normalize", YAMLNode(isNormalized)),
                ("unit", YAMLNode(mapUnit ?? "")),
            ]
    }
}
