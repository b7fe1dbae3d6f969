import Foundation
import GammaKit

/// Two telescopes that disagree about the energy of a photon, and a fit that allows for it.
public struct Systematics {
    /// Names of the datasets.
    public static let telescopes = ["north", "south"]

    /// Makes the example.
    public init() {}

    /// Counts of both; the second one takes energies for 12 % too high.
    public func data() throws -> [SpectrumDataset] {
        let north = try simulatedSpectrum(name: "north", hours: 20)
        var truth = Models(SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: 4e-11)))
        var response = ResponseModel("south response", datasetNames: ["south"])
        response.energyScale.value = 1.12
        truth.components.append(.response(response))

        var random = RandomStream(seed: 2, stream: "south")
        let empty = try simulatedSpectrum(name: "south", hours: 20)
        let background = empty.energy.centres.map { 400 * pow($0 / 0.2, -1.5) }
        let south = empty.fake(truth, background: background, random: &random)
        return [north, south]
    }

    /// A source, and for each telescope an energy scale that is known to 15 %.
    public func start() -> Models {
        var models = Models(SkyModel("Crab", spectral: PowerLaw(index: 2.4, amplitude: 3e-11)))
        for telescope in Self.telescopes {
            var response = ResponseModel("\(telescope) response", datasetNames: [telescope])
            response.energyScale.isFrozen = false
            response.energyScale.prior = GaussianPrior(mu: 1, sigma: 0.15)
            models.components.append(.response(response))
        }
        return models
    }

    /// The effective area of a telescope, known to 10 %, and by how much its point-spread function is wider than simulated.
    public func others() -> ResponseModel {
        var response = ResponseModel("north response", datasetNames: ["north*"])
        response.spectral.parameters[1].isFrozen = false
        response.spectral.parameters[1].prior = GaussianPrior(mu: 1, sigma: 0.1)
        response.psfScale.isFrozen = false
        response.psfScale.prior = GaussianPrior(mu: 1, sigma: 0.05)
        return response
    }

    /// The fit with the responses as they are, and with free scales.
    public func run() throws -> (plain: ModelsFitResult, free: ModelsFitResult) {
        let datasets = try data()
        let start = start()
        let plain = try Fit(datasets, models: Models([start.components[0]])).run()
        let free = try Fit(datasets, models: start).run()
        print(plain.fit.stat - free.fit.stat)
        print(free.report)
        return (plain, free)
    }
}
