import GammaCore
import GammaModels
import GammaNumerics

/// The planes of a source for the shape that was asked for last.
struct SourceCache {
    private var parameters: [Double] = []
    private var planes: SourcePlanes?

    /// Bytes of the planes.
    var bytes: Int { (planes?.values.planes ?? 0) * (planes?.values.pixels ?? 0) * MemoryLayout<Float>.stride }

    /// The source at given parameters, with derivatives by the free ones of `free` (nil is frozen, empty wants none).
    mutating func prepare(
        _ source: SourceEvaluator, _ model: SeenSource, free: [Int?], _ execution: Execution
    ) throws -> PreparedSource {
        let wantsGradient = free.contains { $0 != nil }
        let flux = try source.flux(model, wantsGradient: wantsGradient)
        let factors = source.factors(flux.values)
        // Positions of the parameters that change the planes: those of the shape, and the width of the point-spread function.
        let positions = Array(model.spatialRange) + (model.widthPosition.map { [$0] } ?? [])
        let slopes = free.isEmpty ? [] : positions.indices.filter { free[positions[$0]] != nil }

        let key = (model.model.spatial?.parameters.map(\.internalValue) ?? []) + [model.psfScale]
        let isKnown = planes != nil && key == parameters
        var current = isKnown ? planes : nil
        var slopePlanes: [PlaneStack] = []
        if !isKnown || !slopes.isEmpty {
            guard let shape = try source.shape(model, wantsGradient: !slopes.isEmpty) else {
                // Outside the map: nothing is predicted, and nothing can be learnt from derivatives.
                planes = nil
                return .empty(source)
            }
            // Given up before new ones are made, unless someone else holds them.
            if !isKnown { planes = nil }
            let made = try source.planes(
                model, shape, slopes: slopes, factors: factors, wantsValues: !isKnown, execution)
            slopePlanes = made.slopes
            if let values = made.values { current = SourcePlanes(window: shape.window, values: values) }
        }
        guard let current else { return .empty(source) }
        planes = current
        parameters = key
        let spatial = zip(slopes, slopePlanes).compactMap { slope, planes in
            free[positions[slope]].map { (parameter: $0, planes: planes) }
        }
        var spectral: [(parameter: Int, factors: [Double])] = []
        for (row, gradient) in flux.gradient.enumerated() {
            if let parameter = free[model.position(ofRow: row, withTemporal: true)] {
                spectral.append((parameter, source.factors(gradient)))
            }
        }
        let prepared = PreparedSource(
            planes: current, factors: factors, spectral: spectral, spatial: spatial, firstTrue: source.firstTrue,
            lastTrue: source.lastTrue)
        return try source.convolved(prepared, model, slopes: slopes, execution)
    }
}

extension PreparedSource {
    /// A source that predicts nothing here.
    static func empty(_ source: SourceEvaluator) -> PreparedSource {
        PreparedSource(
            planes: SourcePlanes(
                window: SourceWindow(columns: 0..<0, rows: 0..<0), values: PlaneStack(planes: 0, pixels: 0)),
            factors: [], spectral: [], spatial: [], firstTrue: source.firstTrue, lastTrue: source.lastTrue)
    }
}
