import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The Galactic centre seen by Fermi-LAT above 10 GeV: events, exposure cube, point-spread function of `gtpsf` and diffuse
/// models of 3FHL, put together as in Gammapy's tutorial.
struct FermiGalacticCentre {
    let dataset: MapDataset
    let models: Models

    init() throws {
        let centre = SkyDirection(lon: 0, lat: 0, frame: .galactic)
        let energy = try MapAxis.energy(min: 0.01, max: 2, bins: 11)
        let energyTrue = try MapAxis.energy(min: 0.009, max: 2.2, bins: 24, name: "energy_true")
        let image = try WCSGeometry.create(
            centre: centre, pixels: [200, 160], binSize: [0.05, 0.05], projection: "TAN")
        // Gammapy's way along the energies of the exposure, since its numbers are compared.
        dataset = try FermiDatasetMaker(
            FermiData(
                events: Self.path("fermi-3fhl-gc/fermi-3fhl-gc-events.fits.gz"),
                exposure: Self.path("fermi_3fhl/fermi_3fhl_exposure_cube_hpx.fits.gz"),
                psf: Self.path("fermi_3fhl/fermi_3fhl_psf_gc.fits.gz")), exposureRule: .gammapy
        ).makeMap(name: "fermi-3fhl", image: image, energy: energy, energyTrue: energyTrue)
        models = try Models([
            .sky(
                SkyModel(
                    "source-gc", spectral: PowerLaw(index: 2.7, amplitude: 5.8e-10, reference: 0.1),
                    spatial: PointSpatialModel(at: centre))),
            .sky(
                SkyModel(
                    "diffuse-iem", spectral: PowerLawNorm(),
                    spatial: TemplateSpatialModel.read(
                        Self.path("fermi-3fhl-gc/gll_iem_v06_gc.fits.gz"), isNormalized: false))),
            .sky(.fermiIsotropic(Self.path("fermi_3fhl/iso_P8R2_SOURCE_V6_v06.txt"))),
        ])
    }

    static func path(_ file: String) throws -> String { try #require(TestData.path(file)) }
}
