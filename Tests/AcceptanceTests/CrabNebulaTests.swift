import GammaKit
import GammaTestSupport
import Testing

/// One zone of electrons in the Crab nebula from radio to 80 TeV: synchrotron radiation, and its photons, dust and the microwave
/// background scattered by the same electrons.
@Suite(.enabled(if: TestData.path("joint-crab-dl3/other/crab_mwl.fits.gz") != nil, "real data: set GAMMAKIT_DATA"))
struct CrabNebulaTests {
    /// The nebula without the light of its dust (temim, mezger) and points without errors, each with 15 % for the scales of a
    /// dozen instruments and for what one zone cannot describe.
    static func dataset() throws -> FluxPointsDataset {
        let table = try FITSReader(#require(TestData.path("joint-crab-dl3/other/crab_mwl.fits.gz"))).table(1)
        let energies = try table.doubles("energy", in: .TeV)
        let fluxes = try table.doubles("energy_flux", in: Unit(parsing: "TeV s-1 cm-2"))
        let errors = try table.doubles("energy_flux_err", in: Unit(parsing: "TeV s-1 cm-2"))
        let components = try #require(table.column("component").strings)
        let papers = try #require(table.column("paper").strings)
        let points = energies.indices.compactMap { row -> FluxPoint? in
            guard components[row] == "nebula", !["temim", "mezger"].contains(papers[row]), errors[row] > 0 else {
                return nil
            }
            let energy = energies[row]
            let reference = ReferenceFlux(
                dnde: fluxes[row] / (energy * energy), flux: .nan, eflux: .nan, eRef: energy)
            var point = FluxPoint(eMin: .nan, eMax: .nan, eRef: energy, reference: reference, norm: 1)
            let relative = errors[row] / fluxes[row]
            point.normErr = (relative * relative + 0.15 * 0.15).squareRoot()
            return point
        }
        return try FluxPointsDataset(name: "crab", points: FluxPoints(points))
    }

    static func nebula() throws -> Models {
        let electrons = ParticleDistribution.cutoffBrokenPowerLaw(
            amplitude: 3.7e47, breakEnergy: 0.265, index1: 1.5, index2: 3.233, cutoff: 1863, beta: 2, range: 1e-4...5000
        )
        let dust = SeedField.thermal("dust", temperature: 70, energyDensity: 0.5)
        let scattering = RadiativeProcess.inverseCompton([.cmb, dust, .synchrotron(radius: 2.1)])
        let spectrum = try RadiativeSpectralModel(
            electrons, [.synchrotron(magneticField: 125), scattering], distance: 2)
        return Models(SkyModel("crab", spectral: spectrum))
    }

    /// The values of Meyer, Horns and Zechlin (2010) and of naima's example are 125 µG, indices 1.5 to 1.6 and 3.2, and a
    /// cut-off of 1.9 PeV to 3.7 PeV.
    @Test func oneZone() throws {
        let dataset = try Self.dataset()
        #expect(dataset.fitBinCount == 270)
        let result = try Fit([dataset], models: Self.nebula()).run()
        #expect(result.fit.outcome == .converged)
        func value(_ name: String) throws -> Double {
            let index = try #require(result.models.parameterNames.firstIndex { $0.hasSuffix(".\(name)") })
            return result.models.parameters[index].value
        }
        #expect(try (80...180).contains(value("B")))
        #expect(try (1.4...1.8).contains(value("alpha_1")))
        #expect(try (3.0...3.4).contains(value("alpha_2")))
        #expect(result.fit.stat < 2 * Double(dataset.fitBinCount))
    }
}
