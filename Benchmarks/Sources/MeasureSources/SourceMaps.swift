import GammaKit

/// TS and excess map of three runs on the Galactic centre, 8° × 6° of 0.05°, five bins in two energy bands.
struct SourceMaps {
    private let dataset: MapDataset
    private let edges = [0.1, 1, 10]

    init(_ data: String, _ execution: Execution) throws {
        let store = try DataStore(data + "/cta-1dc/index/gps")
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(lon: 0, lat: 0, frame: .galactic), width: SIMD2(8, 6), binSize: SIMD2(0.05, 0.05),
            axes: [.energy(min: 0.1, max: 10, bins: 5)])
        let empty = try MapDataset.empty(
            name: "gc", geometry: geometry, energyTrue: .energy(min: 0.1, max: 10, bins: 15, name: "energy_true"))
        let reduction = MapReduction(safeMask: SafeMaskMaker([.offsetMax(degrees: 3.5), .aeffDefault]))
        let runs = try store.observations(.ids([110380, 111140, 111159]))
        dataset = try reduction.stack(runs, into: empty, execution).dataset
    }

    func tsMap(_ execution: Execution) throws {
        let kernel = SkyModel(
            "kernel", spectral: PowerLaw(index: 2, amplitude: 1e-12),
            spatial: GaussianSpatialModel(at: SkyDirection(ra: 0, dec: 0), sigma: 0.05))
        let estimator = TSMapEstimator(kernel: kernel, kernelWidth: 0.5, energyEdges: edges)
        _ = try estimator.run(dataset, execution: execution)
    }

    func excessMap(_ execution: Execution) throws {
        _ = try ExcessMapEstimator(correlationRadius: 0.1, energyEdges: edges).run(dataset, execution: execution)
    }
}
