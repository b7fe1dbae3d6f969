import GammaKit

/// Quick start: from an archive of event lists to a fitted spectrum and a file of flux points.
public func quickStart(archive: String, output: String) throws -> ModelsFitResult {
    let crab = SkyDirection(ra: 83.63, dec: 22.01)
    let store = try DataStore(archive)
    let runs = try store.observations(.cone(crab, radius: 5))

    let reduction = SpectrumReduction(
        maker: SpectrumDatasetMaker(
            region: .circle(centre: crab, radius: 0.11),
            energy: try .energy(min: 0.2, max: 30, bins: 15),
            energyTrue: try .energy(min: 0.1, max: 60, bins: 30, name: "energy_true"),
            containmentCorrection: true),
        safeMask: SafeMaskMaker([.aeffDefault, .aeffMax(percent: 10)]),
        background: ReflectedRegionsBackgroundMaker())
    let dataset = try SpectrumDataset.stacked(reduction.run(runs))

    let start = Models(SkyModel("Crab", spectral: PowerLaw(index: 2, amplitude: 1e-11)))
    let result = try Fit([dataset], models: start).run()
    print(result.report)

    let estimator = FluxPointsEstimator(
        source: "Crab", energyEdges: Quadrature.geomspace(0.4, 20, count: 11))
    let points = try estimator.run([dataset], models: result.models)
    try points.write(to: "\(output)/flux_points.ecsv")
    return result
}
