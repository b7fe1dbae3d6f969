import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Three instruments, maps and spectra, in one configuration: Fermi-LAT in three dimensions, H.E.S.S. and MAGIC in one.
@Suite(.enabled(if: TestData.path("joint-crab-dl3/fermi") != nil, "real data: set GAMMAKIT_DATA"))
struct JointMapsAndSpectraTests {
    /// The map of Fermi-LAT as a file of reduced data, from 32 GeV as published: below, the pulsar adds to the nebula.
    private func writeMap(to folder: String) throws {
        let image = try WCSGeometry.create(
            centre: FermiCrabTests.crab, pixels: [80, 80], binSize: [0.05, 0.05], projection: "TAN")
        let dataset = try FermiDatasetMaker(FermiCrabTests.data()).makeMap(
            name: "fermi", image: image, energy: .energy(min: 0.0316227766, max: 1.995262315, bins: 18),
            energyTrue: .energy(min: 0.0316227766, max: 1.995262315, bins: 18, name: "energy_true"))
        try DatasetsFile.write([dataset], to: folder + "/datasets.yaml")
    }

    private func configuration(_ folder: String) throws -> AnalysisConfig {
        let archive = try #require(TestData.path("joint-crab-dl3"))
        return try AnalysisConfig.parse(
            """
            observations: {required_irf: [aeff, edisp]}
            datasets:
              type: 1d
              stack: true
              geom:
                axes:
                  energy: {min: 10 GeV, max: 100 TeV, nbins: 80}
                  energy_true: {min: 10 GeV, max: 100 TeV, nbins: 80}
              background: {method: reflected}
              safe_mask: {methods: [aeff-default]}
              on_region: {frame: icrs, lon: 83.62916 deg, lat: 22.0145 deg}
              containment_correction: false
            instruments:
            - name: fermi
              files: \(folder)/datasets.yaml
            - name: magic
              observations: {datastore: \(archive)/magic}
              datasets: {on_region: {radius: 0.141 deg}}
              fit_range: {min: 80 GeV, max: 30 TeV}
            - name: hess
              observations:
                datastore: \(archive)/hess
                required_irf: [aeff, edisp, psf]
              datasets:
                on_region: {radius: 0.11 deg}
                containment_correction: true
              fit_range: {min: 660 GeV, max: 30 TeV}
            fit: {each_instrument: true}
            """, file: "crab.yaml")
    }

    @Test func oneConfiguration() throws {
        try withTemporaryFolder { folder in
            try writeMap(to: folder)
            var isotropic = try SkyModel.fermiIsotropic(
                #require(TestData.path("fermi_3fhl/iso_P8R2_SOURCE_V6_v06.txt")))
            isotropic.datasetNames = ["fermi"]
            let crab = SkyModel(
                "crab", spectral: LogParabola(amplitude: 3.8e-11, reference: 1, alpha: 2.47, beta: 0.1),
                spatial: PointSpatialModel(at: FermiCrabTests.crab))
            let result = try JointAnalysis(configuration(folder), execution: Execution(threads: 2)).run(
                models: Models(crab, isotropic))
            #expect(result.datasets.map(\.name) == ["fermi", "magic", "hess"])
            #expect(result.maps.count == 1 && result.spectra.count == 2)
            let fit = try #require(result.fit)
            #expect(fit.fit.outcome.isReliable)
            let position = try #require(fit.models.source("crab").spatial?.position)
            #expect(position.separation(to: FermiCrabTests.crab) < 0.01)
            // The published spectra of the same three.
            let published = try JointCrabTests.ranges.filter { ["fermi", "magic", "hess"].contains($0.0) }
                .flatMap { try JointCrabTests.spectra($0.0, range: $0.1) }
            let other = try Fit(published, models: JointCrabTests.start).run()
            for name in ["amplitude", "alpha", "beta"] {
                let mine = try fit.models.parameter("crab.spectral.\(name)")
                let theirs = try other.models.parameter("crab.spectral.\(name)")
                // Fermi-LAT's counts in the map are some more than in the published circle, and its background is another.
                expectClose(mine.value, theirs.value, absolute: 1.0 * theirs.error, name)
                expectClose(mine.error, theirs.error, relative: 0.15, name)
            }
            #expect(result.checks.instruments?.fits.map(\.name) == ["fermi", "magic", "hess", "joint"])
        }
    }
}
