import GammaCore
import GammaIO

/// The time dependence of a flux, a factor without unit.
///
/// A model is a function of the modified Julian date in its own ``scale``; days are days of that scale. Derivatives are
/// taken with respect to the value of each parameter in the parameter's own unit, one row a parameter in the order of
/// ``ParametricModel/parameters``, frozen ones included.
public protocol TemporalModel: YAMLModel {
    /// The time scale of time parameters, which are MJD in days.
    var scale: TimeScale { get set }
    /// The factor at each moment; NaN where the formula has no value.
    func evaluate(_ times: [Instant]) -> [Double]
    /// The factor at each moment and its derivatives.
    func evaluateWithGradient(_ times: [Instant]) -> (values: [Double], gradient: [[Double]])
    /// Mean of the factor over time intervals: Σ∫f dt / ΣΔt, the integrals by formula.
    /// - Throws: ``Fault/Code/noData`` without time, ``Fault/Code/badValue`` for an interval that ends before it starts.
    func average(over intervals: [(start: Instant, stop: Instant)]) throws -> Double
    /// The mean over time intervals and its derivatives.
    /// - Throws: as ``average(over:)``.
    func averageWithGradient(over intervals: [(start: Instant, stop: Instant)]) throws -> (
        value: Double, gradient: [Double]
    )
    /// Moments within the intervals, distributed as the factor is, by the inverse of its integral; in the order drawn.
    ///
    /// One uniform number of the stream a moment.
    /// - Throws: as ``average(over:)``; ``Fault/Code/badValue`` for a factor that is negative, or not finite, or zero
    ///   everywhere in the intervals.
    func sample(
        count: Int, within intervals: [(start: Instant, stop: Instant)], using random: inout RandomStream
    ) throws -> [Instant]
}

extension TemporalModel {
    /// The factor at one moment.
    public func callAsFunction(_ time: Instant) -> Double { evaluate([time]).first ?? .nan }
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
