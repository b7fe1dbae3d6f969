import Foundation
import GammaKit

/// One zone of electrons in the Crab nebula from radio to 80 TeV.
public struct CrabElectrons {
    let archive: String
    let output: String

    /// - Parameters:
    ///   - archive: folder of the public data.
    ///   - output: folder for results.
    public init(archive: String, output: String) { (self.archive, self.output) = (archive, output) }

    /// Published points of the nebula, without the light of its dust, as flux points in a file.
    public func data() throws -> FluxPointsDataset {
        let table = try FITSReader("\(archive)/joint-crab-dl3/other/crab_mwl.fits.gz").table(1)
        let energies = try table.doubles("energy", in: .TeV)
        let fluxes = try table.doubles("energy_flux", in: .energyFlux)
        let errors = try table.doubles("energy_flux_err", in: .energyFlux)
        let components = try table.column("component").strings ?? []
        let papers = try table.column("paper").strings ?? []
        let rows = energies.indices.filter { row in
            components[row] == "nebula" && !["temim", "mezger"].contains(papers[row]) && errors[row] > 0
        }
        let points = rows.map { row in
            let energy = energies[row]
            let reference = ReferenceFlux(
                dnde: fluxes[row] / (energy * energy), flux: .nan, eflux: .nan, eRef: energy)
            var point = FluxPoint(eMin: .nan, eMax: .nan, eRef: energy, reference: reference, norm: 1)
            // A dozen instruments, whose scales agree to some 15 %.
            let relative = errors[row] / fluxes[row]
            point.normErr = (relative * relative + 0.15 * 0.15).squareRoot()
            return point
        }
        let dataset = try FluxPointsDataset(
            name: "crab", points: FluxPoints(points, metadata: FluxMetadata(sedType: .dnde, source: "crab")))
        try dataset.write(to: "\(output)/crab.fits")
        return dataset
    }

    /// The electrons radiate in the field, and scatter that light, that of dust, and the microwave background.
    public func start() throws -> Models {
        let electrons = ParticleDistribution.cutoffBrokenPowerLaw(
            amplitude: 3.7e50, reference: 0.01, breakEnergy: 0.265, index1: 1.5, index2: 3.233, cutoff: 1863,
            beta: 2, range: 1e-4...5000)
        let dust = SeedField.thermal("dust", temperature: 70, energyDensity: 0.5)
        let scattering = RadiativeProcess.inverseCompton([.cmb, dust, .synchrotron(radius: 2.1)])
        let spectrum = try RadiativeSpectralModel(
            electrons, [.synchrotron(magneticField: 125), scattering], distance: 2)
        return Models(SkyModel("crab", spectral: spectrum))
    }

    /// The fit, and what it says about the nebula.
    public func fit(_ data: FluxPointsDataset, _ start: Models) throws -> ModelsFitResult {
        let result = try Fit([data], models: start).run()
        print(result.report)
        if let electrons = result.models.components[0].spectral as? RadiativeSpectralModel {
            print("electrons above 1 GeV hold", electrons.energyContent(from: 1e-3), "erg")
            let field = try electrons.parameter("B").value * 1e-6
            let volume = 4 / 3 * Double.pi * pow(2.1 * 3.0857e18, 3)
            print("the field holds", field * field / (8 * Double.pi) * volume, "erg")
        }
        return result
    }

    /// The light of each kind of photons that are scattered, beside the points.
    public func figure(_ data: FluxPointsDataset, _ models: Models) throws -> [SpectrumCurve] {
        guard let all = models.components[0].spectral as? RadiativeSpectralModel else { return [] }
        let energies = Quadrature.geomspace(1e-19, 300, count: 301)
        func curve(_ name: String, _ processes: [RadiativeProcess]) throws -> SpectrumCurve {
            var part = try RadiativeSpectralModel(all.particles, processes)
            for index in part.parameters.indices {
                part.parameters[index] = try all.parameter(part.parameters[index].name)
            }
            return SpectrumCurve(name: name, energies: energies, dnde: part.evaluate(energies))
        }
        let dust = SeedField.thermal("dust", temperature: 70, energyDensity: 0.5)
        let curves = [
            SpectrumCurve(name: "all", energies: energies, dnde: all.evaluate(energies)),
            try curve("synchrotron", [.synchrotron()]),
            try curve("Compton: dust", [.inverseCompton([dust])]),
            try curve("Compton: microwaves", [.inverseCompton([.cmb])]),
        ]
        try SpectrumFigure(points: [SpectrumPoints(data.points)], models: curves, quantity: .e2dndeInErg)
            .save("\(output)/crab.svg", style: FigureStyle(width: 560))
        return curves
    }
}
