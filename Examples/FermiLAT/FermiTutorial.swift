import GammaKit

/// The Galactic centre above 10 GeV: from the files of Fermi-LAT's tools to a map, a spectrum and their fits.
public struct FermiTutorial {
    let archive: String
    let output: String

    /// - Parameters:
    ///   - archive: folder of Gammapy's data.
    ///   - output: folder for results.
    public init(archive: String, output: String) { (self.archive, self.output) = (archive, output) }

    /// Events, exposure cube and point-spread function.
    public func data() throws -> FermiData {
        let data = try FermiData(
            events: "\(archive)/fermi-3fhl-gc/fermi-3fhl-gc-events.fits.gz",
            exposure: "\(archive)/fermi_3fhl/fermi_3fhl_exposure_cube_hpx.fits.gz",
            psf: "\(archive)/fermi_3fhl/fermi_3fhl_psf_gc.fits.gz")
        return data
    }

    /// Counts, exposure and point-spread function on an image.
    public func map(_ data: FermiData, pixels: Int = 100) throws -> MapDataset {
        let centre = SkyDirection(lon: 0, lat: 0, frame: .galactic)
        let image = try WCSGeometry.create(
            centre: centre, pixels: SIMD2(pixels, pixels), binSize: [0.1, 0.1], projection: "TAN")
        let dataset = try FermiDatasetMaker(data).makeMap(
            name: "fermi", image: image,
            energy: .energy(min: 0.01, max: 2, bins: 8),
            energyTrue: .energy(min: 0.009, max: 2.2, bins: 16, name: "energy_true"))
        return dataset
    }

    /// A source, the emission of the Galaxy, and the isotropic background.
    public func models() throws -> Models {
        let centre = SkyDirection(lon: 0, lat: 0, frame: .galactic)
        let source = SkyModel(
            "source-gc", spectral: PowerLaw(index: 2.7, amplitude: 5.8e-10, reference: 0.1),
            spatial: PointSpatialModel(at: centre))
        let galaxy = SkyModel(
            "galaxy", spectral: PowerLawNorm(),
            spatial: try TemplateSpatialModel.read(
                "\(archive)/fermi-3fhl-gc/gll_iem_v06_gc.fits.gz", isNormalized: false))
        let isotropic = try SkyModel.fermiIsotropic(
            "\(archive)/fermi_3fhl/iso_P8R2_SOURCE_V6_v06.txt")
        return Models(source, galaxy, isotropic)
    }

    /// The fit of all three.
    public func fit(_ dataset: MapDataset, _ models: Models) throws -> ModelsFitResult {
        let result = try Fit([dataset], models: models).run(Execution(threads: 2))
        print(result.report)
        try DatasetsFile.write([dataset], to: "\(output)/datasets.yaml")
        try result.models.write(to: "\(output)/models.yaml")
        return result
    }

    /// A spectrum of a circle, with a ring around it as background.
    public func spectrum(_ data: FermiData) throws -> SpectrumDataset {
        let place = SkyDirection(lon: 0, lat: 0, frame: .galactic)
        let axis = try MapAxis.energy(min: 0.01, max: 1, bins: 10)
        let spectrum = try FermiDatasetMaker(data).makeSpectrum(
            name: "circle", region: .circle(centre: place, radius: 0.3),
            off: .annulus(centre: place, inner: 1, outer: 2),
            energy: axis, energyTrue: .energy(min: 0.01, max: 1, bins: 10, name: "energy_true"))
        return spectrum
    }
}
