import GammaCore
import GammaModels

/// Random radiative models: every shape of particles, every process and kind of photons.
enum RadiativeSamples {
    static func random(_ random: inout RandomStream) throws -> RadiativeSpectralModel {
        let shapes = ParticleDistribution.Shape.allCases
        let shape = shapes[Int(random.uniform() * Double(shapes.count))]
        let process = processes[Int(random.uniform() * Double(processes.count))]
        return try RadiativeSpectralModel(ParticleDistribution(shape), process)
    }

    /// One combination a model, so that no derivative drowns in the others.
    static let processes: [[RadiativeProcess]] = [
        [.synchrotron(), .inverseCompton([.cmb])],
        [.inverseCompton([.thermal("star", temperature: 3000, energyDensity: 1, angle: 60)])],
        [.inverseCompton([.monoenergetic("line", energy: 0.5, energyDensity: 1)]), .bremsstrahlung()],
        [
            .inverseCompton([
                .tabulated("dust", energies: [1e-3, 1e-2, 0.1], densities: [1, 100, 0.1]), .farInfrared,
            ])
        ],
        [.bremsstrahlung(Bremsstrahlung(electronWeight: 1, ionWeight: 2))],
        [.pionDecay(PionDecay(.sibyll))],
        [.pionDecay(PionDecay(.geant4, hasNuclei: false))],
        [.synchrotron(magneticField: 100), .inverseCompton([.synchrotron(radius: 1)])],
    ]
}
