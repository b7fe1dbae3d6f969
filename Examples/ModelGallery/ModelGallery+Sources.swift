import Foundation
import GammaKit

extension ModelGallery {
    /// Spectra of particles and of dark matter.
    static func sources() throws -> [GalleryModel] { try [radiative(), annihilation(), decay()] }

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

    /// The photons of heavy quarks and bosons by the formula of Bergström, Ullio and Buckley, Astropart. Phys. 9, 137 (1998),
    /// in the format of the published tables: dN/dx = 0.73 x^−1.5 e^−7.8x for every mass.
    private static let photons: String = {
        var text = "mDM Log[10,x] b\n"
        for mass in [100, 100_000] {
            for k in 0...120 {
                let x = pow(10, Double(k) * 0.05 - 6)
                text += "\(mass) \(Double(k) * 0.05 - 6) \(0.73 * pow(x, -0.5) * exp(-7.8 * x) * log(10))\n"
            }
        }
        return text
    }()

    private static let photonFile = GalleryModel.File(name: "photons.dat") {
        try AtomicFile.write(photons, to: $0)
    }

    private static func annihilation() throws -> GalleryModel {
        func model(mass: Double, table: DarkMatterTable) throws -> DarkMatterAnnihilation {
            let target = DarkMatterTarget(mass: mass, channel: "b", factor: 1e22, filename: "photons.dat")
            return try DarkMatterAnnihilation(target, table: table)
        }
        return try masses("factor s on the cross-section", model)
    }

    private static func decay() throws -> GalleryModel {
        func model(mass: Double, table: DarkMatterTable) throws -> DarkMatterDecay {
            let target = DarkMatterTarget(mass: mass, channel: "b", factor: 1e22, filename: "photons.dat")
            return try DarkMatterDecay(target, table: table)
        }
        return try masses("factor s on the rate", model)
    }

    /// One model of particles of three masses.
    private static func masses(
        _ meaning: String, _ model: (Double, DarkMatterTable) throws -> any SpectralModel
    ) throws -> GalleryModel {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try photonFile.write(path)
        let table = try DarkMatterTable.read(path, channel: "b")
        return try GalleryModel(
            model(1000, table), [meaning], range: 0.01...10, label: "m = 1 TeV",
            parts: [("m = 3 TeV", model(3000, table)), ("m = 10 TeV", model(10000, table))],
            defaults: model(1000, table), file: photonFile)
    }
}
