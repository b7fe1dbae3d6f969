import GammaCore
import GammaDatasets
import GammaMakers
import GammaMaps

extension MapReduction {
    /// The reduction that a configuration asks for.
    /// - Parameter geometry: of the maps.
    /// - Throws: faults with file, line and key path for what is missing or cannot be.
    init(_ config: AnalysisConfig, _ geometry: WCSGeometry) throws {
        let selection = config.datasets.mapSelection.compactMap { MapSelection(rawValue: $0.rawValue) }
        let methods = config.datasets.safeMask.methods
        self.init(
            maker: MapDatasetMaker(Set(selection)),
            safeMask: methods.isEmpty ? nil : SafeMaskMaker(config.datasets.safeMask),
            background: try config.fovBackgroundMaker(geometry), offCounts: try config.ringBackgroundMaker(geometry),
            cutoutRadius: config.datasets.geom.offsetMax.degrees)
    }

    /// Leaves out of the background what the data say is excluded, for `exclusion: auto`; nil changes nothing.
    mutating func exclude(_ mask: WCSMask?) {
        guard let mask else { return }
        background?.exclusion = WCSMap(mask: mask)
        if var ring = offCounts {
            ring.exclusion = mask
            offCounts = ring
        }
    }
}

extension AnalysisConfig {
    /// The empty maps that runs are reduced to: image, axes, and the coarser images of the responses.
    /// - Parameter hasOffCounts: nil: whether the method is one with off counts.
    /// - Throws: faults with file, line and key path for what is missing or cannot be.
    func emptyMaps(hasOffCounts: Bool? = nil) throws -> MapDataset {
        let geom = datasets.geom
        guard let centre = geom.wcs.skydir.direction else {
            throw Fault(
                .missingKey, "maps need a centre", at: origin(of: "datasets.geom.wcs.skydir"),
                hint: "skydir: {frame: galactic, lon: 0 deg, lat: 0 deg}")
        }
        let energy = try geom.energy.mapAxis(name: "energy", origin: origin(of: "datasets.geom.axes.energy"))
        let energyTrue = try geom.energyTrue.mapAxis(
            name: "energy_true", origin: origin(of: "datasets.geom.axes.energy_true"))
        do {
            let geometry = try WCSGeometry.create(
                centre: centre, width: SIMD2(geom.wcs.width.degrees, geom.wcs.height.degrees),
                binSize: SIMD2(repeating: geom.wcs.binsize.degrees), axes: [energy])
            var empty = try MapDataset.empty(
                geometry: geometry, energyTrue: energyTrue, responseBinSize: geom.wcs.binsizeIRF.degrees,
                hasOffCounts: hasOffCounts ?? (datasets.background.method == .ring))
            // Responses that are not selected are none: empty ones, as Gammapy leaves them, would let no source be seen.
            if !datasets.mapSelection.contains(.psf) { empty.psf = nil }
            if !datasets.mapSelection.contains(.edisp) { empty.energyDispersion = nil }
            return empty
        } catch let fault as Fault {
            throw fault.located(in: origin(of: "datasets.geom.wcs"))
        }
    }
}
