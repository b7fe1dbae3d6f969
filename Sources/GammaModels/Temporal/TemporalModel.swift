import GammaCore
import GammaIO

/// The time dependence of a flux, a factor without unit.
public protocol TemporalModel: YAMLModel {
    /// The time scale of time parameters, which are MJD in days.
    var scale: TimeScale { get set }
    /// Mean of the factor over time intervals: Σ∫f dt / ΣΔt.
    /// - Throws: ``Fault/Code/unsupported`` for models whose formula is not there yet, ``Fault/Code/noData`` without time.
    func average(over intervals: [(start: Instant, stop: Instant)]) throws -> Double
}

extension TemporalModel {
    /// No formula yet.
    public func average(over intervals: [(start: Instant, stop: Instant)]) throws -> Double {
        throw Fault(.unsupported, "the temporal model \(Self.tags[0]) can be read and written, but not evaluated yet")
    }
}

/// A time dependence that has nothing but a scale and parameters.
public protocol StandardTemporalModel: TemporalModel, StandardModel {}

extension StandardTemporalModel {
    /// Reads parameters and scale.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        self.init()
        try node.checkKeys(["type", "parameters", "scale"])
        parameters = try reading.parameters(of: node, defaults: parameters)
        if let scaleNode = node.optional("scale") { scale = try reading.choice(scaleNode) }
    }

    /// Type, parameters and scale.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: Self().parameters) + [("scale", YAMLNode(scale.rawValue))]
    }
}

extension Parameter {
    /// A time in MJD days; frozen unless said otherwise.
    static func mjd(_ name: String, _ value: Double, isFrozen: Bool = true) -> Parameter {
        Parameter(name, value, unit: .d, isFrozen: isFrozen)
    }
}

/// 2000-01-01, Gammapy's default reference time, as MJD.
let defaultReferenceMJD = 51544.0
