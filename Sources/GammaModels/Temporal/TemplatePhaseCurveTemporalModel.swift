import GammaCore
import GammaIO

/// A phase curve in a file with an ephemeris: c(φ) with φ = φ₀ + Δ (f₀ + Δ/2 (f₁ + Δ/3 f₂)) and Δ the seconds since the
/// reference time.
public struct TemplatePhaseCurveTemporalModel: FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["TemplatePhaseCurveTemporalModel", "template-phase"]
    /// `t_ref`, `phi_ref`, `f0` in Hz, `f1`, `f2`; all frozen.
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale
    /// The file as the model file names it.
    public var filename: String?
    /// Whether the curve is scaled to a mean of one.
    public let isNormalized: Bool
    /// The curve as it is used, scaled if so wanted.
    public let curve: PhaseCurve

    /// Makes the model; reference time in MJD, frequency and derivatives in s⁻¹, s⁻², s⁻³. Gammapy's defaults are the
    /// Crab pulsar's.
    /// - Throws: ``Fault/Code/badValue`` for a curve that is to be scaled and has no positive mean.
    public init(
        _ curve: PhaseCurve, reference: Double = 48442.5, phase: Double = 0, f0: Double = 29.946923, f1: Double = 0,
        f2: Double = 0, isNormalized: Bool = true, scale: TimeScale = .utc, filename: String? = nil
    ) throws {
        self.curve = isNormalized ? try curve.normalized() : curve
        self.filename = filename
        self.isNormalized = isNormalized
        self.scale = scale
        parameters = Self.parameters(reference: reference, phase: phase, f0: f0, f1: f1, f2: f2)
    }

    private static func parameters(
        reference: Double = 48442.5, phase: Double = 0, f0: Double = 29.946923, f1: Double = 0, f2: Double = 0
    ) -> [Parameter] {
        [
            .mjd("t_ref", reference), Parameter("phi_ref", phase, isFrozen: true),
            Parameter("f0", f0, unit: .perSecond(power: 1), isFrozen: true),
            Parameter("f1", f1, unit: .perSecond(power: 2), isFrozen: true),
            Parameter("f2", f2, unit: .perSecond(power: 3), isFrozen: true),
        ]
    }

    var kernel: PhaseKernel {
        let values = parameters.map(\.internalValue)
        return PhaseKernel(curve: curve, phase: values[1], f0: values[2], f1: values[3], f2: values[4])
    }

    /// Phase in [0, 1) at each moment.
    public func phases(_ times: [Instant]) -> [Double] {
        let (clock, kernel) = (clock, kernel)
        return times.map { kernel.fraction(clock.days($0)) }
    }

    /// Reads a FITS table with the columns PHASE and NORM; the ephemeris keeps its default values.
    /// - Throws: faults that name file, HDU, column and row.
    public static func read(_ path: String, isNormalized: Bool = true, scale: TimeScale = .utc) throws -> Self {
        let reader = try FITSReader(try DataPath.expand(path))
        guard let hdu = reader.hdus.first(where: { $0.kind == .table }) else {
            throw Fault(.missingHDU, "there is no table with a phase curve", at: Origin(file: reader.path))
        }
        let table = try reader.table(hdu.index)
        let (phases, values) = (try table.doubles("PHASE"), try table.doubles("NORM"))
        do {
            let curve = try PhaseCurve(phases: phases, values: values)
            return try Self(curve, isNormalized: isNormalized, scale: scale, filename: path)
        } catch let fault as Fault {
            let name = fault.message.contains("phases") ? "PHASE" : "NORM"
            throw fault.located(in: Origin(column: name).completed(by: table.origin))
        }
    }

    /// Reads the file, taken from the folder of the model file, then the parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "scale", "filename", "normalize"])
        let filenameNode = try node.required("filename")
        let filename = try filenameNode.string()
        let isNormalized = try node.optional("normalize")?.bool() ?? true
        let scale: TimeScale = try node.optional("scale").map(reading.choice) ?? .utc
        self = try reading.located(filenameNode) {
            try Self.read(reading.path(filename), isNormalized: isNormalized, scale: scale)
        }
        self.filename = filename
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, parameters, scale, file name, normalisation.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: Self.parameters()) + [
            ("scale", YAMLNode(scale.rawValue)), ("filename", YAMLNode(filename)),
            ("normalize", YAMLNode(isNormalized)),
        ]
    }
}
