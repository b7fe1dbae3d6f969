import GammaCore
import GammaMaps

extension MapDataset {
    /// The part around a direction, cut at the border; responses are cut alike, to at least three pixels.
    /// - Parameter width: size along longitude and latitude, deg.
    /// - Throws: ``Fault/Code/incompatible`` when there is no overlap.
    public func cutout(around direction: SkyDirection, width: SIMD2<Double>, name: String? = nil) throws -> MapDataset {
        let place = try geometry.cutout(around: direction, width: width)
        var part = try part(columns: place.columns, rows: place.rows, name: name)
        part.psf = try psf.map { try PSFMap($0.map.cutout(around: direction, width: width)) }
        part.energyDispersion = try energyDispersion.map {
            try EnergyDispersionMap($0.map.cutout(around: direction, width: width))
        }
        return part
    }

    /// Some columns and rows of the image. Responses stay.
    /// - Throws: ``Fault/Code/badValue`` for columns and rows that make no image.
    /// - Precondition: they lie on the image.
    public func part(columns: Range<Int>, rows: Range<Int>, name: String? = nil) throws -> MapDataset {
        let (nx, ny) = (geometry.nx, geometry.ny)
        let image = try geometry.image.part(columns: columns, rows: rows)
        func cut<Element>(_ values: [Element]) -> [Element] {
            values.window(nx: nx, ny: ny, columns: columns, rows: rows)
        }
        return try replacing(
            name: name, psf: psf, energyDispersion: energyDispersion, maskSafe: cut(maskSafe), maskFit: maskFit.map(cut)
        ) { map in try map.replacing(image.with(axes: map.geometry.axes), values: cut(map.values)) }
    }

    /// The dataset with a margin of that many pixels: no counts, no background, no exposure, not safe. Responses stay.
    /// - Throws: ``Fault/Code/badValue`` for a negative margin or one that is too large.
    public func padded(by pixels: Int, name: String? = nil) throws -> MapDataset {
        guard (0...1 << 20).contains(pixels) else {
            throw Fault(.badValue, "an image cannot be padded by \(pixels) pixels")
        }
        let (nx, ny) = (geometry.nx, geometry.ny)
        let image = try geometry.image.part(columns: -pixels..<nx + pixels, rows: -pixels..<ny + pixels)
        return try replacing(
            name: name, psf: psf, energyDispersion: energyDispersion,
            maskSafe: maskSafe.padded(nx: nx, ny: ny, by: pixels, with: false),
            maskFit: maskFit?.padded(nx: nx, ny: ny, by: pixels, with: false)
        ) { map in
            try map.replacing(
                image.with(axes: map.geometry.axes), values: map.values.padded(nx: nx, ny: ny, by: pixels, with: 0))
        }
    }

    /// The dataset with `factor` × `factor` pixels joined. Only safe counts and backgrounds add up, the exposure becomes the
    /// mean; a block is safe when any of its pixels is. Responses stay.
    /// - Throws: ``Fault/Code/badValue`` when the numbers of pixels are no multiples of the factor.
    public func downsampled(by factor: Int, name: String? = nil) throws -> MapDataset {
        let image = try geometry.image.downsampled(by: factor)
        let (nx, ny) = (geometry.nx, geometry.ny)
        func sums(_ values: [Double], _ mask: [Bool]?) -> [Double] {
            values.blockSums(nx: nx, ny: ny, factor: factor, where: mask)
        }
        var result = try replacing(
            name: name, psf: psf, energyDispersion: energyDispersion,
            maskSafe: maskSafe.blocks(nx: nx, ny: ny, factor: factor),
            maskFit: maskFit?.blocks(nx: nx, ny: ny, factor: factor)
        ) { map in
            let isExposure = map.geometry.axes[0].name == "energy_true"
            var values = sums(map.values, isExposure ? nil : maskSafe)
            if isExposure { values.scale(by: 1 / Double(factor * factor)) }
            return try map.replacing(image.with(axes: map.geometry.axes), values: values)
        }
        result.setOff(from: self, expected: sums(backgroundCounts, maskSafe)) { values in
            var means = sums(values, nil)
            means.scale(by: 1 / Double(factor * factor))
            return means
        }
        return result
    }

    /// Sets acceptances after off counts were summed: that of the on bins as told, that of the off counts from them, so that
    /// α·n_off is what it was.
    mutating func setOff(from source: MapDataset, expected: [Double], acceptance: ([Double]) -> [Double]) {
        guard case .measured(var off) = background, case .measured(let old) = source.background else { return }
        off.acceptance.values = acceptance(old.acceptance.values)
        off.acceptanceOff.values = MapOffMeasurement.acceptanceOff(
            acceptance: off.acceptance.values, counts: off.counts.values, expected: expected,
            plain: acceptance(old.acceptanceOff.values))
        background = .measured(off)
    }

    /// The dataset with every map changed alike.
    func replacing(
        name: String?, psf: PSFMap?, energyDispersion: EnergyDispersionMap?, maskSafe: [Bool], maskFit: [Bool]?,
        _ change: (WCSMap) throws -> WCSMap
    ) throws -> MapDataset {
        try MapDataset(
            name: name ?? self.name, counts: change(counts), exposure: change(exposure),
            background: background.mapped(change), psf: psf, energyDispersion: energyDispersion, maskSafe: maskSafe,
            maskFit: maskFit, gti: gti, livetime: livetime, provenance: provenance)
    }
}

extension WCSMap {
    /// The same kind of map with other values on another geometry.
    func replacing(_ geometry: WCSGeometry, values: [Double]) throws -> WCSMap {
        try WCSMap(geometry, values: values, unit: unit, storage: storage, meta: meta)
    }
}

extension ResponseMap {
    /// The part around a direction, of at least three pixels; a response without image stays as it is.
    /// - Parameter width: size along longitude and latitude, deg.
    /// - Throws: ``Fault/Code/incompatible`` when there is no overlap.
    public func cutout(around direction: SkyDirection, width: SIMD2<Double>) throws -> ResponseMap {
        guard let image else { return self }
        let least = 3 * image.wcs.pixelScales
        let part = try image.cutout(around: direction, width: pointwiseMax(width, least))
        func cut(_ values: [Double]) -> [Double] {
            values.window(nx: image.nx, ny: image.ny, columns: part.columns, rows: part.rows)
        }
        return try ResponseMap(
            image: part.geometry, energyTrue: energyTrue, axis: axis, values: cut(values), exposure: exposure.map(cut))
    }
}
