import Foundation
import GammaCore
import GammaData
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct AnalyticResponseTests {
    private func energies(_ name: IRFAxis.Name = .energyTrue) throws -> IRFAxis {
        try IRFAxis(name, edges: (0...20).map { 0.05 * pow(2000, Double($0) / 20) })
    }

    /// Formula of Abramowski et al. 2010 at 1 TeV.
    @Test func areas() throws {
        let axis = try IRFAxis(.energyTrue, nodes: [0.1, 1, 10])
        let area = try EffectiveArea2D.parametrised(.hess, energyTrue: axis, offset: TestArchive.offset())
        expectClose(
            area.evaluate(energies: [1], offset: 0.7), [6.85e9 * pow(1e6, -0.0891) * exp(-0.5)], relative: 1e-12)
        let falling = try EffectiveArea2D.parametrised(
            .ctao, energyTrue: axis, offset: TestArchive.offset(), fieldOfView: 2)
        let values = falling.evaluate(energies: [1], offsets: [0.5, 1.75])
        expectClose(values[1] / values[0], exp(-(1.75 * 1.75 - 0.25) / 8), relative: 1e-12)
        #expect(throws: Fault.self) {
            try EffectiveArea2D.parametrised(.hess, energyTrue: axis, offset: TestArchive.offset(), fieldOfView: 0)
        }
    }

    @Test func gaussianDispersionHasItsMeanAndWidth() throws {
        let migra = try IRFAxis(.migra, edges: (0...400).map { 0.2 + Double($0) * 0.0075 })
        let response = try EnergyDispersion2D.gaussian(
            bias: 0.05, sigma: 0.1, energyTrue: energies(), migra: migra, offset: TestArchive.offset())
        let density = response.evaluate(energies: [1], migras: migra.centres, offset: 1)
        let mean = zip(density, migra.centres).reduce(0) { $0 + $1.0 * $1.1 * 0.0075 }
        let square = zip(density, migra.centres).reduce(0) { $0 + $1.0 * $1.1 * $1.1 * 0.0075 }
        expectClose(mean, 1.05, relative: 1e-4)
        expectClose((square - mean * mean).squareRoot(), 0.1, relative: 1e-3)
        #expect(response.check().filter { $0.severity == .error }.isEmpty)
        #expect(throws: Fault.self) {
            try EnergyDispersion2D.gaussian(
                sigma: 0, energyTrue: energies(), migra: migra, offset: TestArchive.offset())
        }
    }

    @Test func gaussianPointSpread() throws {
        let psf = try PSF3Gauss.gaussian(energyTrue: energies(), offset: TestArchive.offset()) { 0.1 * pow($0, -0.25) }
        let energy = psf.energyTrue.centres[7]
        let sigma = 0.1 * pow(energy, -0.25)
        expectClose(psf.containment(radius: sigma, energies: [energy], offset: 1), [1 - exp(-0.5)], relative: 1e-9)
        #expect(throws: Fault.self) {
            try PSF3Gauss.gaussian(energyTrue: energies(), offset: TestArchive.offset()) { _ in -1 }
        }
    }

    @Test func powerLawBackground() throws {
        let background = try Background2D.powerLaw(
            rate: 3, index: 2.7, energy: energies(.energy), offset: TestArchive.offset())
        expectClose(
            background.evaluate(energies: [2], offsets: [0.8]), [3 * pow(2, -2.7)], relative: 1e-9)
        #expect(throws: Fault.self) {
            try Background2D.powerLaw(rate: -1, index: 2, energy: energies(.energy), offset: TestArchive.offset())
        }
    }

    @Test func plannedObservationsAreComplete() throws {
        let crab = SkyDirection(ra: 83.63, dec: 22.01)
        let run = try Observation.planned(
            id: "4", pointing: .fixed(SkyDirection(ra: 83.63, dec: 22.51)), start: Instant(iso: "2024-12-04T22:00:00"),
            duration: 1680, responses: Responses(effectiveArea: TestArchive.effectiveArea()), deadTimeFraction: 0.02,
            location: Astrometry.Observer(longitude: 16.5, latitude: -23.27, height: 1835), objectName: "Crab",
            target: crab)
        expectClose(run.livetime, 1680 * 0.98, relative: 1e-9)
        #expect(run.start?.iso(.utc) == "2024-12-04T22:00:00.000")
        #expect(run.target == crab)
        // Nothing is missing but the events.
        #expect(run.events.check().map(\.message) == ["there are no events"])
        #expect(run.gti.check(run: run.header).isEmpty)
        try withTemporaryFolder { folder in
            try run.write(to: folder + "/run.fits")
            let again = try Observation.read(folder + "/run.fits")
            #expect(again.livetime == run.livetime && again.pointing == run.pointing)
        }
        #expect(throws: Fault.self) {
            try Observation.planned(
                id: "4", pointing: .fixed(crab), start: Instant(iso: "2024-12-04"), duration: 0, responses: Responses())
        }
    }
}
