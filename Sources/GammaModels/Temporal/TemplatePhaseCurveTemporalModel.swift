import GammaCore
import GammaIO

/// A phase curve in a file with an ephemeris.
public struct TemplatePhaseCurveTemporalModel: TemporalModel {
    /// Names in model files.
    public static let tags = ["TemplatePhaseCurveTemporalModel", "template-phase"]
    /// `t_ref`, `phi_ref`, `f0` in Hz, `f1`, `f2`; all frozen.
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale
    /// The file as the model file names it.
    public var filename: String?
    /// Whether the curve is scaled to a mean of one.
    public var isNormalized: Bool

    /// Makes the model; reference time in MJD, frequency and derivatives in s⁻¹, s⁻², s⁻³. Gammapy's defaults are the
    /// Crab pulsar's.
    public init(
        filename: String?, reference: Double = 48442.5, phase: Double = 0, f0: Double = 29.946923, f1: Double = 0,
        f2: Double = 0, isNormalized: Bool = true, scale: TimeScale = .utc
    ) {
        self.filename = filename
        self.isNormalized = isNormalized
        self.scale = scale
        parameters = [
            .mjd("t_ref", reference), Parameter("phi_ref", phase, isFrozen: true),
            Parameter("f0", f0, unit: .perSecond(power: 1), isFrozen: true),
            Parameter("f1", f1, unit: .perSecond(power: 2), isFrozen: true),
            Parameter("f2", f2, unit: .perSecond(power: 3), isFrozen: true),
        ]
    }

    /// Reads parameters, scale, file name and normalisation.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "scale", "filename", "normalize"])
        self.init(filename: try node.required("filename").string())
        parameters = try reading.parameters(of: node, defaults: parameters)
        if let scaleNode = node.optional("scale") { scale = try reading.choice(scaleNode) }
        isNormalized = try node.optional("normalize")?.bool() ?? true
    }

    /// Type, parameters, scale, file name, normalisation.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: Self(filename: nil).parameters) + [
            ("scale", YAMLNode(scale.rawValue)), ("filename", YAMLNode(filename)),
            ("normalize", YAMLNode(isNormalized)),
        ]
    }
}
