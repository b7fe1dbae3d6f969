import GammaKit

extension ModelGallery {
    /// Spectra of particles.
    static func sources() throws -> [GalleryModel] { try [radiative()] }

    private static func radiative() throws -> GalleryModel {
        let electrons = ParticleDistribution.cutoffBrokenPowerLaw(
            amplitude: 3.7e47, breakEnergy: 0.265, index1: 1.5, index2: 3.233, cutoff: 1863, beta: 2, range: 0.01...5000
        )
        let dust = SeedField.thermal("dust", temperature: 70, energyDensity: 0.5)
        let scattering = RadiativeProcess.inverseCompton([.cmb, dust, .synchrotron(radius: 2.1)])
        let model = try RadiativeSpectralModel(
            electrons, [.synchrotron(magneticField: 125), scattering], distance: 2)
        return try GalleryModel(
            model,
            [
                "A, electrons per energy at E₀ were there no break", "reference energy E₀", "energy E_b of the break",
                "index α₁ below the break", "index α₂ above the break", "energy E_c of the cut-off",
                "sharpness β of the cut-off", "magnetic field", "temperature of the cosmic microwave background",
                "its energy density", "temperature of the infrared photons", "their energy density",
                "radius of the sphere that is filled with synchrotron photons", "distance of the source",
            ], varying: "B", [60, 125, 250], range: 1e-8...1000,
            defaults: RadiativeSpectralModel(
                ParticleDistribution(.cutoffBrokenPowerLaw),
                [
                    .synchrotron(),
                    .inverseCompton([
                        .cmb, SeedField("dust", .thermal), SeedField("SSC", .synchrotron),
                    ]),
                ]))
    }
}
