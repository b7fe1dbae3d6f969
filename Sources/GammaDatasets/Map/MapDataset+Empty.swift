import GammaCore
import GammaData
import GammaMaps

extension MapDataset {
    /// A dataset of zeros with a false safe mask, to stack others into: Gammapy's `MapDataset.create`.
    ///
    /// - Parameters:
    ///   - geometry: image and axis of reconstructed energy.
    ///   - energyTrue: axis of true energy; by default the bins of the reconstructed one.
    ///   - rad: axis of the point-spread function; by default 66 bins from 0 to 0.66 deg.
    ///   - migra: axis of the energy dispersion; nil makes kernels in bins of reconstructed energy.
    ///   - responseBinSize: pixel size of the responses in deg.
    ///   - hasOffCounts: whether the background is measured; otherwise it is predicted.
    /// - Throws: ``Fault/Code/incompatible`` when the geometry does not have the axis of reconstructed energy and no other,
    ///   ``Fault/Code/badValue`` for a pixel size that makes no image.
    public static func empty(
        name: String = "stacked", geometry: WCSGeometry, energyTrue: MapAxis? = nil, rad: MapAxis? = nil,
        migra: MapAxis? = nil, responseBinSize: Double = 0.2, hasOffCounts: Bool = false
    ) throws -> MapDataset {
        let energy = try geometry.axis("energy")
        let trueAxis = energyTrue ?? energy.renamed("energy_true")
        let image = try geometry.image.with(binSize: responseBinSize)
        let radii = try rad ?? MapAxis(min: 0, max: 0.66, bins: 66, name: "rad", unit: .deg)
        func response(_ axis: MapAxis) throws -> ResponseMap {
            try ResponseMap(image: nil, energyTrue: trueAxis, axis: axis).emptied(on: image)
        }
        return try MapDataset(
            name: name, counts: WCSMap(geometry),
            exposure: WCSMap(geometry.with(axes: [trueAxis]), unit: .cm2s),
            background: .zeros(hasOffCounts ? .measured : .predicted, geometry),
            psf: PSFMap(response(radii)), energyDispersion: EnergyDispersionMap(response(migra ?? energy)),
            maskSafe: Array(repeating: false, count: geometry.valueCount), gti: GTI())
    }

    /// A dataset of zeros like the first one, on the smallest images that hold all of them.
    /// - Parameter kind: of background; nil: that of the first one.
    static func emptied(
        covering datasets: [MapDataset], name: String, background kind: MapBackground.Kind? = nil
    ) throws -> MapDataset {
        guard let first = datasets.first else { throw Fault(.noData, "there is no dataset to stack") }
        let image = try covering(datasets.map(\.geometry.image))
        let geometry = try image.with(axes: [first.energy])
        return try MapDataset(
            name: name, counts: WCSMap(geometry, storage: first.counts.storage),
            exposure: WCSMap(image.with(axes: [first.energyTrue]), unit: .cm2s),
            background: .zeros(kind ?? first.background.kind, geometry),
            psf: first.psf.map { try PSFMap($0.map.emptied(on: covering(datasets.compactMap(\.psf?.map)))) },
            energyDispersion: first.energyDispersion.map {
                try EnergyDispersionMap($0.map.emptied(on: covering(datasets.compactMap(\.energyDispersion?.map))))
            }, maskSafe: Array(repeating: false, count: geometry.valueCount))
    }

    private static func covering(_ responses: [ResponseMap]) throws -> WCSGeometry? {
        let images = responses.compactMap(\.image)
        guard images.count == responses.count else {
            guard images.isEmpty else {
                throw Fault(.incompatible, "responses with and without image cannot be stacked")
            }
            return nil
        }
        return try covering(images)
    }

    private static func covering(_ images: [WCSGeometry]) throws -> WCSGeometry {
        guard let first = images.first else { throw Fault(.noData, "there is no image to stack") }
        var (columns, rows) = (0..<first.nx, 0..<first.ny)
        for image in images.dropFirst() {
            guard let (dx, dy) = StackWindow.shift(of: image, in: first) else {
                throw Fault(
                    .incompatible, "the pixels of the images do not coincide",
                    hint: "stack only datasets on cut-outs of one image")
            }
            columns = min(columns.lowerBound, dx)..<max(columns.upperBound, dx + image.nx)
            rows = min(rows.lowerBound, dy)..<max(rows.upperBound, dy + image.ny)
        }
        if columns == 0..<first.nx, rows == 0..<first.ny { return first }
        return try first.part(columns: columns, rows: rows)
    }
}
