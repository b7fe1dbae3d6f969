import Foundation
import GammaKit

/// The Galactic centre seen by Fermi-LAT above 10 GeV: events, exposure cube, point-spread function of `gtpsf` and diffuse
/// models of 3FHL, put together as in Gammapy's tutorial.
struct FermiGalacticCentre {
    private let dataset: MapDataset
    private let models: Models

    /// The models fitted.
    init(_ data: String, _ execution: Execution) throws {
        func path(_ file: String) -> String { data + "/" + file }
        let centre = SkyDirection(lon: 0, lat: 0, frame: .galactic)
        let energy = try MapAxis.energy(min: 0.01, max: 2, bins: 11)
        let energyTrue = try MapAxis.energy(min: 0.009, max: 2.2, bins: 24, name: "energy_true")
        let image = try WCSGeometry.create(
            centre: centre, pixels: [200, 160], binSize: [0.05, 0.05], projection: "TAN")
        var counts = try WCSMap(image.with(axes: [energy]))
        let events = try EventList.read(path("fermi-3fhl-gc/fermi-3fhl-gc-events.fits.gz"))
        try counts.fill(lon: events.ra, lat: events.dec, frame: .icrs, coordinates: [events.energy])
        dataset = try MapDataset(
            name: "fermi-3fhl", counts: counts,
            exposure: HEALPixMap.read(path("fermi_3fhl/fermi_3fhl_exposure_cube_hpx.fits.gz"))
                .interpolated(to: image.with(axes: [energyTrue]), along: .gammapy),
            psf: PSFMap.read(path("fermi_3fhl/fermi_3fhl_psf_gc.fits.gz")),
            energyDispersion: .diagonal(energy: energy, energyTrue: energyTrue))
        let start = try Models([
            .sky(
                SkyModel(
                    "source-gc", spectral: PowerLaw(index: 2.7, amplitude: 5.8e-10, reference: 0.1),
                    spatial: PointSpatialModel(at: centre))),
            .sky(
                SkyModel(
                    "diffuse-iem", spectral: PowerLawNorm(),
                    spatial: TemplateSpatialModel.read(
                        path("fermi-3fhl-gc/gll_iem_v06_gc.fits.gz"), isNormalized: false))),
            .sky(Self.isotropic(path("fermi_3fhl/iso_P8R2_SOURCE_V6_v06.txt"))),
        ])
        models = try Fit([dataset], models: start).run(execution).models
    }

    func fluxPoints(_ execution: Execution) throws {
        _ = try FluxPointsEstimator(
            source: "source-gc", energyEdges: [0.01, 0.02, 0.05, 0.15, 0.5, 2], options: FluxOptions(selection: [.ul])
        ).run([dataset], models: models, execution: execution)
    }

    /// The isotropic background: energy in MeV and differential flux in MeV⁻¹ s⁻¹ cm⁻² sr⁻¹ as they come out of fits to the
    /// data, so that only the exposure is to be applied.
    private static func isotropic(_ file: String) throws -> SkyModel {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let rows = text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
        let table = try TemplateSpectralModel(
            energies: rows.map { $0[0] }, energyUnit: Unit(parsing: "MeV"), values: rows.map { $0[1] },
            valueUnit: Unit(parsing: "MeV-1 s-1 cm-2"))
        return SkyModel(
            "fermi-diffuse-iso", spectral: table * PowerLawNorm(), spatial: ConstantSpatialModel(),
            applyIRF: SkyModel.ApplyIRF(psf: false, edisp: false))
    }
}
