import GammaKit

/// Profiles, step by step; each function is a section of the page "Profiles".
public struct ProfileTutorial {
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for a folder.
    public init(output: String) { self.output = output }

    /// Dataset → fluxes along a line.
    public func line(_ dataset: MapDataset) throws -> FluxProfile {
        let boxes = try ProfileRegions.line(
            from: SkyDirection(ra: 84.4, dec: 22.01), to: SkyDirection(ra: 82.86, dec: 22.01),
            width: 0.3, binning: .count(9))
        let estimator = FluxProfileEstimator(boxes, energyEdges: [0.5, 40])
        let profile = try estimator.run([dataset], execution: Execution(threads: 2))
        print(profile.textTable().text())
        try profile.write(to: "\(output)/profile.fits")
        try ProfileFigure(profile).save("\(output)/profile.png")
        return profile
    }

    /// Dataset and models → fluxes in rings, above everything else that is known.
    public func rings(_ dataset: MapDataset, _ models: Models) throws -> FluxProfile {
        let rings = try ProfileRegions.radial(
            centre: dataset.geometry.centre, to: 0.5, binning: .width(0.05))
        let profile = try FluxProfileEstimator(rings, source: "Crab").run([dataset], models: models)
        try profile.write(to: "\(output)/rings.ecsv", sedType: .likelihood)
        return profile
    }

    /// Fluxes → surface brightness.
    public func brightness(_ profile: FluxProfile) -> [Double] {
        let brightness = zip(profile.bins, profile.values(.flux)).map { bin, flux in
            flux / (bin.region?.solidAngle ?? .nan)
        }
        return brightness
    }

    /// Image → sums in bins of longitude.
    public func image(_ dataset: MapDataset) throws -> ImageProfile {
        let counts = try ImageProfileEstimator(.longitude, method: .sum, binning: .width(0.1))
            .run(dataset.countsImage, errors: .counts)
        let smooth = try counts.smoothed(.gauss(sigma: 0.1))
        try ProfileFigure(smooth, quantity: "Counts").save("\(output)/counts.png")
        try counts.write(to: "\(output)/counts.ecsv")
        return counts
    }

    /// All steps.
    public func run() throws -> FluxProfile {
        let dataset = try simulatedMap()
        let models = Models(
            SkyModel(
                "Crab", spectral: PowerLaw(index: 2.6, amplitude: 4e-11),
                spatial: GaussianSpatialModel(at: dataset.geometry.centre, sigma: 0.08)))
        let profile = try line(dataset)
        _ = try brightness(rings(dataset, models))
        _ = try image(dataset)
        return profile
    }
}
