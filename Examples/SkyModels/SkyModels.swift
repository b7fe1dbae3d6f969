import GammaKit

/// Shapes and time dependences of sources.
public func skyModels() throws -> Models {
    let position = SkyDirection(lon: 184.55, lat: -5.78, frame: .galactic)
    let nebula = SkyModel(
        "nebula", spectral: PowerLaw(index: 2.6, amplitude: 3e-11),
        spatial: GaussianSpatialModel(at: position, sigma: 0.2, eccentricity: 0.6, phi: 30))
    let flare = SkyModel(
        "flare", spectral: PowerLaw(index: 2.2, amplitude: 1e-11),
        spatial: PointSpatialModel(at: position),
        temporal: GaussianTemporalModel(reference: 59000.5, sigma: 0.2, scale: .tt))
    return Models(nebula, flare)
}

/// What a shape is, in numbers.
public func evaluate(_ shape: any SpatialModel, on geometry: WCSGeometry) throws -> WCSMap {
    let samples = SkySamples(lon: [184.55, 184.75], lat: [-5.78, -5.78])
    print(shape.evaluate(samples, energy: 1), "per sr")

    let map = try WCSMap(geometry.image, values: shape.integrate(over: geometry))
    print("within the image:", Summation.pairwise(map.values))
    if let region = shape.region { print(region) }
    return map
}

/// The mean of a time dependence over good time intervals.
public func average(_ model: any TemporalModel, over gti: GTI) throws -> Double {
    let mean = try model.average(over: gti.intervals)
    print(mean)
    return mean
}

/// A quadratic penalty over several parameters.
public func smoothed(_ models: Models) throws -> Models {
    var models = models
    try models.add(
        GaussianPriorPenalty(
            ["nebula.spectral.index", "flare.spectral.index"],
            means: [2.5, 2.2], precision: Matrix(diagonal: [25, 25])))
    return models
}
