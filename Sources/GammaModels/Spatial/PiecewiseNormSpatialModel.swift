import GammaCore
import GammaIO
import GammaMaps

/// A factor on the sky, given at nodes.
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

    /// Makes the model; angles in degrees, norms are 1 unless given.
    /// - Throws: ``Fault/Code/badValue`` with fewer than four nodes or numbers that differ.
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
}
