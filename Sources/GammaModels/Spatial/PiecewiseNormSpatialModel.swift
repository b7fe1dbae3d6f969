import GammaCore
import GammaIO
import GammaMaps
import GammaNumerics

/// A factor on the sky, given at nodes, with a smooth surface between them (``ScatteredCubic``) in longitude and latitude.
///
/// Beyond the nodes the factor is that of the nearest point of their border, where Gammapy has none (NaN); longitudes are
/// cut in the largest gap between the nodes.
public struct PiecewiseNormSpatialModel: SpatialModel {
    /// Names in model files.
    public static let tags = ["PiecewiseNormSpatialModel", "piecewise-norm"]
    /// `norm_0`, `norm_1`, …, one a node.
    public var parameters: [Parameter]
    /// Sky frame of the nodes.
    public var frame: SkyFrame?
    /// Longitudes of the nodes in degrees.
    public let longitudes: [Double]
    /// Latitudes of the nodes in degrees.
    public let latitudes: [Double]

    private let surface: ScatteredCubic
    /// Longitude at which the plane of the surface begins.
    private let cut: Double

    /// Makes the model; angles in degrees, norms are 1 unless given.
    /// - Throws: ``Fault/Code/badValue`` with fewer than four nodes, numbers that differ, or nodes that coincide or lie on
    ///   one line.
    public init(longitudes: [Double], latitudes: [Double], norms: [Double]? = nil, frame: SkyFrame? = .icrs) throws {
        let norms = norms ?? longitudes.map { _ in 1 }
        guard longitudes.count >= 4, longitudes.count == latitudes.count, norms.count == longitudes.count else {
            throw Fault(
                .badValue,
                "a piecewise norm on the sky needs at least four nodes with lon, lat and norm each: "
                    + "\(longitudes.count) lon, \(latitudes.count) lat, \(norms.count) norms")
        }
        self.longitudes = longitudes
        self.latitudes = latitudes
        self.frame = frame
        let cut = Self.cut(longitudes)
        self.cut = cut
        surface = try ScatteredCubic(
            zip(longitudes, latitudes).map { SIMD2(Self.unwrapped($0, from: cut), $1) })
        parameters = norms.enumerated().map { Parameter("norm_\($0.offset)", $0.element) }
    }

    /// Reads nodes and norms.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "frame", "parameters", "lon", "lat"])
        func degrees(_ key: String) throws -> [Double] {
            let list = try node.required(key)
            let (values, unit) = try reading.quantities(list)
            let factor = try reading.located(list) { try unit.factor(to: .deg) }
            return values.map { $0 * factor }
        }
        let (lon, lat) = (try degrees("lon"), try degrees("lat"))
        let frame: SkyFrame? = try node.optional("frame").map(reading.choice)
        self = try reading.located(node) { try Self(longitudes: lon, latitudes: lat, frame: frame) }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, frame, parameters, nodes.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        func node(_ values: [Double]) -> YAMLNode { ["data": YAMLNode(values), "unit": "deg"] }
        return writing.spatialPairs(self, defaults: parameters.map { Parameter($0.name, 1) })
            + [("lon", node(longitudes)), ("lat", node(latitudes))]
    }

    /// The middle of the largest gap between longitudes.
    private static func cut(_ longitudes: [Double]) -> Double {
        let sorted = longitudes.map { unwrapped($0, from: 0) }.sorted()
        guard let first = sorted.first else { return 0 }
        let gaps = zip(sorted, sorted.dropFirst() + [first + 360]).map { (width: $1 - $0, middle: ($0 + $1) / 2) }
        return gaps.max { $0.width < $1.width }?.middle ?? 0
    }

    /// The longitude between `start` and `start` + 360.
    private static func unwrapped(_ lon: Double, from start: Double) -> Double {
        lon - 360 * ((lon - start) / 360).rounded(.down)
    }

    /// The factor at directions.
    public func evaluate(_ directions: SkySamples, energy: Double? = nil) -> [Double] {
        var values = [Double](repeating: 0, count: directions.count)
        let norms = parameters.map(\.internalValue)
        surface.weights(positions(directions)) { values[$0] = VectorMath.dot($1, norms) }
        return values
    }

    /// The factor at directions and its derivatives.
    public func evaluateWithGradient(
        _ directions: SkySamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        var values = [Double](repeating: 0, count: directions.count)
        var gradient = parameters.map { _ in values }
        let norms = parameters.map(\.internalValue)
        let factors = parameters.map(\.internalFactor)
        surface.weights(positions(directions)) { index, weights in
            values[index] = VectorMath.dot(weights, norms)
            for row in gradient.indices { gradient[row][index] = weights[row] * factors[row] }
        }
        return (values, gradient)
    }

    private func positions(_ directions: SkySamples) -> [SIMD2<Double>] {
        zip(directions.lon, directions.lat).map { SIMD2(Self.unwrapped($0, from: cut), $1) }
    }

    /// None.
    public func region(sizeFactor: Double) -> SkyRegion? { nil }

    /// Never: a factor is no distribution.
    /// - Throws: ``Fault/Code/unsupported``.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        throw Fault(.unsupported, "a factor on the sky is no distribution of directions")
    }
}
