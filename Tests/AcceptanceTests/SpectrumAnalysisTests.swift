import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The configuration of the documentation, as it stands, through the same code path as `gammakit run`.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct SpectrumAnalysisTests {
    static func config() throws -> AnalysisConfig {
        let data = try #require(TestData.folder)
        return try AnalysisConfig.parse(
            """
            observations:
              datastore: \(data)/hess-dl3-dr1
              obs_cone: {frame: icrs, lon: 83.633 deg, lat: 22.014 deg, radius: 5.0 deg}
              required_irf: [aeff, edisp, bkg]
            datasets:
              type: 1d
              stack: true
              geom:
                axes:
                  energy: {min: 0.2 TeV, max: 30.0 TeV, nbins: 15}
                  energy_true: {min: 0.1 TeV, max: 60.0 TeV, nbins: 30}
              map_selection: [counts, exposure, edisp]
              background: {method: reflected, exclusion: null}
              safe_mask: {methods: [aeff-default, aeff-max], parameters: {aeff_percent: 10}}
              on_region: {frame: icrs, lon: 83.63 deg, lat: 22.01 deg, radius: 0.11 deg}
              containment_correction: true
            fit:
              fit_range: {min: 0.6 TeV, max: 20.0 TeV}
            flux_points:
              energy: {min: 0.4 TeV, max: 20.0 TeV, nbins: 10}
              source: Crab
              parameters: {selection_optional: all}
            """, file: "crab.yaml")
    }

    @Test func wholeAnalysis() throws {
        let result = try SpectrumAnalysis(Self.config()).run(models: CrabSpectrumTests.start)
        let fit = try #require(result.fit).fit
        expectClose(fit.values[0], 2.5995686068802026, absolute: 0.01 * 0.0871)
        #expect(result.datasets.map(\.summary.counts) == [389])
        #expect(result.fluxPoints?.count == 10)
        #expect(result.lightCurve?.count == 4)
        #expect(result.report.contains("(4.28 ± 0.31)e-11"))
    }

    /// Everything lands in the folder, and what is read back is what was fitted.
    @Test func outputFolder() throws {
        try withTemporaryFolder { folder in
            let result = try SpectrumAnalysis(Self.config()).run(models: CrabSpectrumTests.start)
            let written = try result.write(to: folder + "/out")
            let names = Set(written.map { $0.replacing(folder + "/out/", with: "") })
            let expected = [
                "datasets.yaml", "models.yaml", "fit.json", "flux_points.ecsv", "flux_points.fits", "light_curve.ecsv",
                "light_curve.fits", "figures/spectrum.png", "figures/counts.svg", "figures/light_curve.pdf",
                "figures/regions.png",
            ]
            for name in expected { #expect(names.contains(name), "\(name) is missing") }
            let datasets = try DatasetsFile.read(folder + "/out/datasets.yaml")
            let models = try Models.read(folder + "/out/models.yaml")
            expectClose(datasets[0].statistic(models), try #require(result.fit).fit.stat, relative: 1e-12)
            let points = try FluxPoints.read(folder + "/out/flux_points.fits")
            expectClose(points.points[2].norm, try #require(result.fluxPoints).points[2].norm, relative: 1e-12)
        }
    }

    @Test func jsonHasTheDocumentedKeys() throws {
        let json = try SpectrumAnalysis(Self.config()).run(models: CrabSpectrumTests.start).json
        let dataset = try #require(json["datasets"]?.arrayValue?.first)
        for key in ["name", "counts", "counts_off", "acceptance", "acceptance_off", "livetime_s", "stat"] {
            #expect(dataset[key] != nil, "\(key) is missing")
        }
        let fit = try #require(json["fit"])
        for key in ["outcome", "stat", "n_evaluations", "parameters", "covariance"] { #expect(fit[key] != nil) }
        #expect(json["flux_points"]?["dnde"]?.arrayValue?.count == 10)
        #expect(json["light_curve"]?["flux"]?.arrayValue?.count == 4)
        // It parses back.
        #expect(try JSONValue.parse(json.text(pretty: true), file: nil)["schema"]?.stringValue == "gammakit-result-1")
    }
}
