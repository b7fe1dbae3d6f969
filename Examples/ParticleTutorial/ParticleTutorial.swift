import GammaKit

/// From electrons and protons to photons, and back: which particles make a spectrum, and how much energy they hold.
public struct ParticleTutorial {
    let output: String

    /// - Parameter output: folder for results.
    public init(output: String) { self.output = output }

    /// What the same electrons make in a field, on photons and in gas, and protons in the same gas.
    public func channels() throws -> [SpectrumCurve] {
        let electrons = ParticleDistribution.cutoffPowerLaw(amplitude: 4e45, index: 2.2, cutoff: 50)
        let protons = ParticleDistribution.cutoffPowerLaw(amplitude: 1.5e48, index: 2.2, cutoff: 100)
        let channels: [(name: String, particles: ParticleDistribution, process: RadiativeProcess)] = [
            ("synchrotron", electrons, .synchrotron(magneticField: 10)),
            ("Compton: microwaves", electrons, .inverseCompton([.cmb])),
            ("Compton: dust", electrons, .inverseCompton([.farInfrared])),
            ("Compton: stars", electrons, .inverseCompton([.nearInfrared])),
            ("bremsstrahlung", electrons, .bremsstrahlung(density: 1)),
            ("pion decay", protons, .pionDecay(density: 1)),
        ]
        let energies = Quadrature.geomspace(1e-18, 300, count: 301)
        let curves = try channels.map { channel in
            let model = try RadiativeSpectralModel(channel.particles, [channel.process], distance: 1)
            return SpectrumCurve(name: channel.name, energies: energies, dnde: model.evaluate(energies))
        }
        try SpectrumFigure(
            points: [], models: curves, quantity: .e2dndeInErg, title: "One zone at 1 kpc", showsResiduals: false
        ).save("\(output)/channels.svg", style: FigureStyle(width: 560, height: 320))
        return curves
    }

    /// Flux points of an imagined remnant beside a cloud, from 80 MeV to 40 TeV, each known to a tenth.
    public func remnant() throws -> FluxPointsDataset {
        let protons = ParticleDistribution.cutoffPowerLaw(amplitude: 1.2e48, index: 2.2, cutoff: 100)
        let truth = try RadiativeSpectralModel(protons, [.pionDecay(density: 10)], distance: 2)
        var random = RandomStream(seed: 1, stream: "remnant")
        let edges = Quadrature.geomspace(8e-5, 40, count: 20)
        let points = zip(edges, edges.dropFirst()).map { low, high in
            let reference = ReferenceFlux(truth, eMin: low, eMax: high, eRef: (low * high).squareRoot())
            var point = FluxPoint(eMin: low, eMax: high, reference: reference, norm: 1 + 0.1 * random.normal())
            point.normErr = 0.1
            return point
        }
        return try FluxPointsDataset(
            name: "remnant", points: FluxPoints(points, metadata: FluxMetadata(sedType: .dnde, source: "remnant")))
    }

    /// Three ways to make the same gamma rays, with as many free parameters each.
    public func hypotheses() throws -> [(name: String, spectrum: RadiativeSpectralModel)] {
        let protons = ParticleDistribution.cutoffPowerLaw(amplitude: 1e48, index: 2.3, cutoff: 50)
        let electrons = ParticleDistribution.cutoffPowerLaw(
            amplitude: 1e47, index: 2.3, cutoff: 20, range: 1e-5...500)
        let scattering = RadiativeProcess.inverseCompton([.cmb, .farInfrared, .nearInfrared])
        return [
            ("pion decay", try RadiativeSpectralModel(protons, [.pionDecay(density: 10)], distance: 2)),
            ("inverse Compton", try RadiativeSpectralModel(electrons, [scattering], distance: 2)),
            ("bremsstrahlung", try RadiativeSpectralModel(electrons, [.bremsstrahlung(density: 10)], distance: 2)),
        ]
    }

    /// The statistics tell which goes with the points, and the figure why.
    public func compare(_ data: FluxPointsDataset) throws -> [(name: String, result: ModelsFitResult)] {
        let fits = try hypotheses().map { name, spectrum in
            (name: name, result: try Fit([data], models: Models(SkyModel("remnant", spectral: spectrum))).run())
        }
        let energies = Quadrature.geomspace(3e-5, 100, count: 201)
        let curves = fits.map { name, result in
            SpectrumCurve(
                name: name, energies: energies, dnde: result.models.components[0].spectral.evaluate(energies))
        }
        for (name, result) in fits { print(name, "χ² =", result.fit.stat, "for", data.fitBinCount, "points") }
        try SpectrumFigure(points: [SpectrumPoints(data.points)], models: curves, quantity: .e2dndeInErg)
            .save("\(output)/remnant.svg", style: FigureStyle(width: 520))
        return fits
    }

    /// How much energy the protons hold, with its error from draws of the posterior.
    public func energy(_ data: FluxPointsDataset, _ result: ModelsFitResult) throws -> ParameterPosterior {
        let fit = try Fit([data], models: result.models)
        let posterior = try fit.sample(around: result, goal: SamplingGoal(effectiveDraws: 200), seed: 1)
        let energy = try posterior.quantity("energy of protons above 1 GeV [erg]") { models in
            (models.components[0].spectral as? RadiativeSpectralModel)?.energyContent(from: 1e-3) ?? .nan
        }
        print(energy.median, energy.central68)
        return energy
    }
}
