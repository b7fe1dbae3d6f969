import GammaDatasets
import GammaMakers
import GammaMaps

extension JointAnalysis {
    /// A map, or a spectrum with a ring as off region, from files of Fermi-LAT's tools.
    func reduced(_ fermi: FermiConfig, _ instrument: InstrumentConfig) throws -> DatasetsResult {
        let paths = try fermi.paths()
        let maker = FermiDatasetMaker(
            try FermiData(events: paths.events, exposure: paths.exposure, psf: paths.psf))
        let dataset: any Dataset =
            switch instrument.config.datasets.type {
            case .map: try map(maker, instrument)
            case .spectrum: try spectrum(maker, instrument, fermi.offRing)
            }
        return DatasetsResult(datasets: [instrument.inFitRange(dataset)])
    }

    private func map(_ maker: FermiDatasetMaker, _ instrument: InstrumentConfig) throws -> MapDataset {
        let empty = try instrument.config.emptyMaps(hasOffCounts: false)
        return try maker.makeMap(
            name: instrument.name, image: empty.geometry.image, energy: empty.energy, energyTrue: empty.energyTrue)
    }

    private func spectrum(
        _ maker: FermiDatasetMaker, _ instrument: InstrumentConfig, _ ring: FermiConfig.Ring?
    ) throws -> SpectrumDataset {
        let config = instrument.config
        let region = try config.onRegion()
        let axes = config.datasets.geom
        let off = ring.map { ring in
            SkyRegion.annulus(
                centre: region.centre, inner: ring.inner.degrees, outer: ring.inner.degrees + ring.width.degrees)
        }
        return try maker.makeSpectrum(
            name: instrument.name, region: region, off: off,
            energy: axes.energy.mapAxis(name: "energy", origin: config.origin(of: "datasets.geom.axes.energy")),
            energyTrue: axes.energyTrue.mapAxis(
                name: "energy_true", origin: config.origin(of: "datasets.geom.axes.energy_true")))
    }
}
