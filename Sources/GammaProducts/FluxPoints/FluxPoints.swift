/// Flux points: the spectrum of one source in energy bins, with everything that is known about each of them.
public struct FluxPoints: Sendable {
    /// The points, in order of energy.
    public var points: [FluxPoint]
    /// What holds for all of them.
    public var metadata: FluxMetadata

    /// Makes flux points.
    public init(_ points: [FluxPoint], metadata: FluxMetadata = FluxMetadata()) {
        self.points = points
        self.metadata = metadata
    }

    /// Number of points.
    public var count: Int { points.count }

    /// Whether any point has that quantity.
    public func has(_ quantity: FluxQuantity) -> Bool { points.contains { $0.norm(quantity) != nil } }

    /// One value a point in the internal unit of the type; NaN where a point has none or its fit failed.
    public func values(_ type: SEDType, _ quantity: FluxQuantity = .value) -> [Double] {
        points.map { $0.outcome?.success == false ? .nan : $0.flux(type, quantity) ?? .nan }
    }

    /// Whether each point is to be shown as an upper limit, see ``FluxMetadata/isUL(_:)``.
    public var isUL: [Bool] { points.map(metadata.isUL) }

    /// The same points with another threshold; what a file said about limits is forgotten.
    public func withThresholdUL(sqrtTS: Double) -> FluxPoints {
        var changed = self
        changed.metadata.sqrtTSThresholdUL = sqrtTS
        for index in changed.points.indices { changed.points[index].isUL = nil }
        return changed
    }
}
