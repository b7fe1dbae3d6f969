import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaTestSupport

/// Small map datasets with random content, for tests without files.
enum SyntheticMap {
    static let centre = SkyDirection(ra: 83.63, dec: 22.01)

    /// 24 × 20 pixels of 0.1 deg, four energies 1–10 TeV.
    static func geometry() throws -> WCSGeometry {
        try .create(
            centre: centre, pixels: SIMD2(24, 20), binSize: SIMD2(0.1, 0.1), projection: "TAN",
            axes: [.energy(min: 1, max: 10, bins: 4)])
    }

    /// Counts below 4, backgrounds around 1, responses around sensible numbers, nine of ten bins safe.
    static func dataset(
        _ random: inout RandomStream, name: String = "map", geometry: WCSGeometry? = nil, migra: Bool = false,
        isMeasured: Bool = false
    ) throws -> MapDataset {
        let axis = try migra ? MapAxis(min: 0.2, max: 5, bins: 8, name: "migra") : nil
        var dataset = try MapDataset.empty(
            name: name, geometry: geometry ?? self.geometry(),
            energyTrue: .energy(min: 0.5, max: 20, bins: 5, name: "energy_true"),
            rad: MapAxis(min: 0, max: 0.3, bins: 6, name: "rad", unit: .deg), migra: axis, responseBinSize: 0.4,
            hasOffCounts: isMeasured)
        func draw(_ values: inout [Double], _ random: inout RandomStream) {
            for index in values.indices { values[index] = (random.uniform() * 4).rounded(.down) }
        }
        draw(&dataset.counts.values, &random)
        fill(&dataset.exposure.values, &random, 1e12)
        if case .predicted(var map) = dataset.background {
            fill(&map.values, &random, 1)
            dataset.background = .predicted(map)
        }
        if case .measured(var off) = dataset.background {
            draw(&off.counts.values, &random)
            fill(&off.acceptance.values, &random, 1)
            fill(&off.acceptanceOff.values, &random, 5)
            dataset.background = .measured(off)
        }
        if var psf = dataset.psf {
            fill(&psf.map, &random, 1e3)
            dataset.psf = psf
        }
        if var dispersion = dataset.energyDispersion {
            fill(&dispersion.map, &random, 0.2)
            dataset.energyDispersion = dispersion
        }
        for index in dataset.maskSafe.indices { dataset.maskSafe[index] = random.uniform() < 0.9 }
        dataset.gti = try GTI(starts: [0, 2000], stops: [1000, 2500], reference: .year2000)
        dataset.livetime = 1400.5
        dataset.provenance = DatasetProvenance(
            observationIDs: ["17"], telescopes: ["TEST"], pointings: [centre])
        return dataset
    }

    private static func fill(_ values: inout [Double], _ random: inout RandomStream, _ scale: Double) {
        for index in values.indices { values[index] = scale * (0.5 + random.uniform()) }
    }

    private static func fill(_ response: inout ResponseMap, _ random: inout RandomStream, _ scale: Double) {
        fill(&response.values, &random, scale)
        guard var exposure = response.exposure else { return }
        fill(&exposure, &random, 1e12)
        response.exposure = exposure
    }
}
