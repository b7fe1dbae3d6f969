import GammaCore
import GammaIO
import GammaMaps

/// The shape of a source on the sky, in sr⁻¹ (a factor in background models).
///
/// Directions are in degrees in the model's own frame, ``frame`` or ICRS; energies in TeV are only used by shapes that
/// depend on it, whose values are NaN without one. Derivatives are taken with respect to the value of each parameter in
/// the parameter's own unit, one row a parameter in the order of ``ParametricModel/parameters``, frozen ones included.
public protocol SpatialModel: YAMLModel {
    /// Sky frame of the position; nil for models without position.
    var frame: SkyFrame? { get set }
    /// Radius in degrees around the position beyond which the shape counts as dark; nil when it is everywhere.
    var evaluationRadius: Double? { get }
    /// Distance in degrees of samples that integrals over pixels need; nil when one in each pixel will do.
    var integrationStep: Double? { get }
    /// Whether the shape ends steeply near its evaluation radius: then integrals reach a pixel beyond.
    var hasSharpEdge: Bool { get }
    /// Whether the shape changes with energy.
    var isEnergyDependent: Bool { get }
    /// The values at directions.
    func evaluate(_ directions: SkySamples, energy: Double?) -> [Double]
    /// The values at directions and their derivatives.
    func evaluateWithGradient(_ directions: SkySamples, energy: Double?) -> (values: [Double], gradient: [[Double]])
    /// Into how many parts along each side integrals divide a pixel of that size in degrees.
    func oversamplingFactor(pixelScale: Double) -> Int
    /// Integral over every pixel of the samples' window: mean of the pixel's samples times its solid angle.
    ///
    /// With a factor above 1, pixels outside the model's own ``window(on:oversampling:)`` are 0, as in Gammapy.
    func integrate(over samples: PixelSamples, energy: Double?) -> [Double]
    /// The integrals and their derivatives.
    func integrateWithGradient(
        over samples: PixelSamples, energy: Double?
    ) -> (values: [Double], gradient: [[Double]])
    /// Integral over every pixel of an image, row after row, as Gammapy's `integrate_geom`.
    /// - Parameter oversampling: division of the pixels; by default ``oversamplingFactor(pixelScale:)``.
    func integrate(over image: WCSGeometry, oversampling: Int?, energy: Double?) -> [Double]
    /// The integrals over the pixels of an image and their derivatives.
    func integrateWithGradient(
        over image: WCSGeometry, oversampling: Int?, energy: Double?
    ) -> (values: [Double], gradient: [[Double]])
    /// Outline of the shape, enlarged by a factor where it has an extension; nil when there is none.
    func region(sizeFactor: Double) -> SkyRegion?
    /// Random directions in degrees, in the model's own frame, distributed as the shape.
    /// - Throws: ``Fault/Code/badValue`` when the parameters make no distribution, ``Fault/Code/unsupported`` for factors.
    func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double])
}

extension SpatialModel {
    /// Where the model is; nil for models without position.
    public var position: SkyDirection? {
        guard let lon = parameters.first(where: { $0.name == "lon_0" }),
            let lat = parameters.first(where: { $0.name == "lat_0" })
        else { return nil }
        return SkyDirection(lon: lon.internalValue, lat: lat.internalValue, frame: frame ?? .icrs)
    }

    /// Everywhere.
    public var evaluationRadius: Double? { nil }

    /// One sample a pixel.
    public var integrationStep: Double? { nil }

    /// No edge.
    public var hasSharpEdge: Bool { false }

    /// The same shape at all energies.
    public var isEnergyDependent: Bool { false }

    /// The values at directions in degrees.
    /// - Precondition: as many longitudes as latitudes.
    public func evaluate(lon: [Double], lat: [Double], energy: Double? = nil) -> [Double] {
        evaluate(SkySamples(lon: lon, lat: lat), energy: energy)
    }

    /// The values at directions in degrees and their derivatives.
    /// - Precondition: as many longitudes as latitudes.
    public func evaluateWithGradient(
        lon: [Double], lat: [Double], energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        evaluateWithGradient(SkySamples(lon: lon, lat: lat), energy: energy)
    }

    /// Random directions of an energy-independent shape.
    /// - Throws: as ``sample(count:energy:using:)``.
    public func sample(count: Int, using random: inout RandomStream) throws -> (lon: [Double], lat: [Double]) {
        try sample(count: count, energy: nil, using: &random)
    }

    /// The outline.
    public var region: SkyRegion? { region(sizeFactor: 1) }
}

extension SkyDirection {
    /// Gammapy's default position.
    static let origin = SkyDirection(lon: 0, lat: 0, frame: .icrs)
}

extension Parameter {
    /// `lon_0` of a position.
    static func longitude(_ position: SkyDirection) -> Parameter { Parameter("lon_0", position.lon, unit: .deg) }

    /// `lat_0` of a position.
    static func latitude(_ position: SkyDirection) -> Parameter {
        Parameter("lat_0", position.lat, unit: .deg, minimum: -90, maximum: 90)
    }
}

/// A shape that has nothing but a frame and parameters.
public protocol StandardSpatialModel: SpatialModel, StandardModel {}

extension StandardSpatialModel {
    /// Reads frame and parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        self.init()
        try node.checkKeys(["type", "frame", "parameters"])
        if let frameNode = node.optional("frame") { frame = try reading.choice(frameNode) }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, frame and parameters.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.spatialPairs(self, defaults: Self().parameters)
    }
}

extension ModelWriting {
    /// Type, frame and parameters in Gammapy's order.
    func spatialPairs(_ model: some SpatialModel, defaults: [Parameter]) -> [(String, YAMLNode)] {
        var pairs = standardPairs(model, defaults: defaults)
        if let frame = model.frame { pairs.insert(("frame", YAMLNode(frame.rawValue)), at: 1) }
        return pairs
    }
}
