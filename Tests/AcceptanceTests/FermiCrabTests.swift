import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The Crab nebula in the Fermi-LAT data of the joint analysis (Nigro et al. 2019), from events, exposure and point-spread
/// function.
@Suite(.enabled(if: TestData.path("joint-crab-dl3") != nil, "real data: set GAMMAKIT_DATA"))
struct FermiCrabTests {
    static func data() throws -> FermiData {
        func path(_ name: String) throws -> String {
            try #require(TestData.path("joint-crab-dl3/fermi/\(name).fits.gz"))
        }
        return try FermiData(events: path("events"), exposure: path("exposure_cube"), psf: path("psf"))
    }

    static let crab = SkyDirection(ra: 83.62916375, dec: 22.01450056)

    /// The published spectrum: counts in 0.3°, off counts in the ring of 1° to 2°, bin by bin; its exposure and its fit.
    @Test func spectrumAsPublished() throws {
        let published = try #require(try JointCrabTests.spectra("fermi", range: 0.03...2).first)
        var mine = try FermiDatasetMaker(Self.data()).makeSpectrum(
            name: "fermi", region: .circle(centre: Self.crab, radius: 0.3),
            off: .annulus(centre: Self.crab, inner: 1, outer: 2), energy: published.energy,
            energyTrue: published.energyTrue)
        #expect(mine.counts == published.counts)
        #expect(mine.off?.counts == published.off?.counts)
        // Solid angles of caps against those of circles in a plane.
        expectClose(
            try #require(mine.off).alpha, Array(repeating: 0.03, count: mine.energy.binCount), relative: 5e-4)
        // The publication interpolated exposure and containment otherwise; from 0.8 TeV on its exposure goes up and down by 8 %.
        for (bin, energy) in published.energyTrue.centres.enumerated() where energy < 0.8 {
            expectClose(mine.exposure[bin], published.exposure[bin], relative: 0.02, "\(energy) TeV")
        }
        // It takes three quarters of the events to be in their bin of energy; here all are.
        mine.energyDispersion = published.energyDispersion
        mine.setFitRange(minimum: 0.03, maximum: 2)
        let fit = try Fit([mine], models: JointCrabTests.start).run().fit
        let other = try Fit([published], models: JointCrabTests.start).run().fit
        #expect(fit.outcome == .converged)
        // Exposures within 2 % are 0.08 of the error of the amplitude.
        for index in 0..<3 {
            expectClose(fit.values[index], other.values[index], absolute: 0.1 * other.errors[index])
            expectClose(fit.errors[index], other.errors[index], relative: 0.02)
        }
    }

    /// The same source in a map, with the isotropic background and what the Galaxy adds to it as one constant.
    @Test func mapGivesTheSameSpectrum() throws {
        let image = try WCSGeometry.create(
            centre: Self.crab, pixels: [80, 80], binSize: [0.05, 0.05], projection: "TAN")
        let energy = try MapAxis.energy(min: 0.01, max: 2, bins: 16)
        let energyTrue = try MapAxis.energy(min: 0.009, max: 2.2, bins: 24, name: "energy_true")
        let dataset = try FermiDatasetMaker(Self.data()).makeMap(
            name: "fermi", image: image, energy: energy, energyTrue: energyTrue)
        let models = try Models([
            .sky(
                SkyModel(
                    "crab", spectral: LogParabola(amplitude: 3.8e-11, reference: 1, alpha: 2.47, beta: 0.1),
                    spatial: PointSpatialModel(at: Self.crab))),
            .sky(.fermiIsotropic(#require(TestData.path("fermi_3fhl/iso_P8R2_SOURCE_V6_v06.txt")))),
        ])
        let fit = try Fit([dataset], models: models).run(Execution(threads: 2))
        #expect(fit.fit.outcome.isReliable)
        let position = try #require(fit.models.source("crab").spatial?.position)
        #expect(position.separation(to: Self.crab) < 0.01)
        // The flux above 30 GeV against that of the published spectrum.
        let published = try #require(try JointCrabTests.spectra("fermi", range: 0.03...2).first)
        let other = try Fit([published], models: JointCrabTests.start).run().models
        let fluxes = [fit.models, other].map { models in
            models.components[0].spectral.integralError(
                edges: [0.03, 2], covariance: models.spectralCovariance(ofModelAt: 0))
        }
        expectClose(fluxes[0].values[0], fluxes[1].values[0], absolute: fluxes[1].errors[0])
    }
}
