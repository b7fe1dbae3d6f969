import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels

/// A dataset, what it predicts without the source looked for, and the kernels of that source.
struct TSInput: Sendable {
    let dataset: MapDataset
    /// Background and models (energy, y, x).
    let background: [Double]
    /// Bins that take part.
    let mask: [Bool]
    let exposure: RecoExposure
    /// Kernels (energy, y, x), each of sum 1 or empty.
    let kernels: [Double]
    /// Pixels along each side of a kernel.
    let size: Int

    init(
        _ dataset: MapDataset, models: Models, kernel: SkyModel, pixels: Int, _ execution: Execution
    ) throws {
        self.dataset = dataset
        size = pixels
        exposure = try RecoExposure(dataset, spectrum: kernel.spectral)
        let isModelled = !models.contributing(to: dataset.name).isEmpty
        let background = isModelled ? try dataset.predicted(models, execution).values : dataset.backgroundCounts
        self.background = background
        var mask = dataset.mask
        for index in mask.indices where !background[index].isFinite { mask[index] = false }
        self.mask = mask
        if let bad = mask.indices.first(where: { index in
            let counts = dataset.counts.values[index]
            return mask[index] && !(counts.isFinite && counts >= 0)
        }) {
            throw Fault(
                .badValue, "dataset '\(dataset.name)': the counts are \(dataset.counts.values[bad]) at element \(bad)",
                hint: "mask such bins, or repair the map")
        }
        kernels = try Self.kernels(dataset, kernel, pixels, execution)
    }

    /// What the instrument shows of the model in the middle of the map, with the exposure of the nearest pixel that has any.
    private static func kernels(
        _ dataset: MapDataset, _ model: SkyModel, _ pixels: Int, _ execution: Execution
    ) throws -> [Double] {
        let geometry = dataset.geometry
        let image = try WCSGeometry.create(
            centre: geometry.centre, pixels: SIMD2(pixels, pixels),
            binSize: SIMD2(repeating: geometry.wcs.pixelScales.max()), projection: geometry.projection,
            frame: geometry.frame)
        let profile = try exposureProfile(dataset)
        let exposure = try WCSMap(
            image.with(axes: [dataset.energyTrue]),
            values: profile.flatMap { [Double](repeating: $0, count: image.pixelCount) }, unit: .cm2s)
        let stamp = try MapDataset(
            name: dataset.name, counts: WCSMap(image.with(axes: [dataset.energy])), exposure: exposure,
            psf: dataset.psf, energyDispersion: dataset.energyDispersion, gti: dataset.gti)
        var moved = try model.moved(to: image.centre)
        moved.datasetNames = nil
        var kernels = try stamp.predictedSignal(Models(moved), execution)
        let size = image.pixelCount
        for start in stride(from: 0, to: kernels.count, by: size) {
            let sum = kernels[start..<start + size].reduce(0, +)
            for index in start..<start + size { kernels[index] = sum > 0 && sum.isFinite ? kernels[index] / sum : 0 }
        }
        return kernels
    }

    /// The exposure of every true energy in the middle of the map, or in the nearest pixel that has any.
    private static func exposureProfile(_ dataset: MapDataset) throws -> [Double] {
        let geometry = dataset.geometry
        let pixels = geometry.pixelCount
        var isValid = [Bool](repeating: false, count: pixels)
        for (index, value) in dataset.exposure.values.enumerated() where value > 0 { isValid[index % pixels] = true }
        if let (x, y) = geometry.indices(of: geometry.centre), isValid[y * geometry.nx + x] {
            return try dataset.exposure.toRegionMap(nearest: geometry.centre).values
        }
        let separations = geometry.image.separations(from: geometry.centre)
        let nearest = isValid.indices.filter { isValid[$0] }.min { separations[$0] < separations[$1] } ?? 0
        return stride(from: nearest, to: dataset.exposure.values.count, by: pixels).map { dataset.exposure.values[$0] }
    }
}
