import GammaCore
import GammaIO

/// A light curve in a file, interpolated linearly in time.
public struct LightCurveTemplateTemporalModel: TemporalModel {
    /// Names in model files.
    public static let tags = ["LightCurveTemplateTemporalModel", "template"]
    /// `t_ref` (frozen).
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale
    /// The file as the model file names it.
    public var filename: String?
    /// `table`, or `map` when the curve depends on energy.
    public var format: String
    /// Unit of the values as written.
    public var valueUnit: String?

    /// Makes the model.
    public init(filename: String?, format: String = "table", reference: Double = 51544, scale: TimeScale = .utc) {
        self.filename = filename
        self.format = format
        self.scale = scale
        parameters = [.mjd("t_ref", reference)]
    }

    /// Reads parameters, scale and file name.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "scale", "filename", "format", "unit"])
        self.init(
            filename: try node.required("filename").string(),
            format: try node.optional("format")?.string() ?? "table")
        guard ["table", "map"].contains(format) else {
            throw ModelReading.unknown("format", format, in: ["table", "map"], at: (node["format"] ?? node).origin)
        }
        parameters = try reading.parameters(of: node, defaults: parameters)
        if let scaleNode = node.optional("scale") { scale = try reading.choice(scaleNode) }
        valueUnit = try node.optional("unit")?.string()
    }

    /// Type, parameters, scale, file name, format, unit.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: [.mjd("t_ref", defaultReferenceMJD)]) + [
            ("scale", YAMLNode(scale.rawValue)), ("filename", YAMLNode(filename)), ("format", YAMLNode(format)),
            ("unit", YAMLNode(valueUnit ?? "")),
        ]
    }
}
