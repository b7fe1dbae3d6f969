import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The configuration of the documentation, as it stands, through the same code path as `gammakit run`.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct SpectrumAnalysisTests {
    @Test func wholeAnalysis() throws {
        let result = try CrabConfiguration.run()
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
            let result = try CrabConfiguration.run()
            let written = try result.write(to: folder + "/out")
            let names = Set(written.map { $0.replacing(folder + "/out/", with: "") })
            let expected = [
                "datasets.yaml", "models.yaml", "fit.json", "flux_points.ecsv", "flux_points.fits", "light_curve.ecsv",
                "light_curve.fits", "figures/spectrum.png", "figures/counts.svg", "figures/light_curve.pdf",
                "figures/regions.png",
            ]
            for name in expected { #expect(names.contains(name), "\(name) is missing") }
            let datasets = try DatasetsFile.read(folder + "/out/datasets.yaml").spectra()
            let models = try Models.read(folder + "/out/models.yaml")
            expectClose(datasets[0].statistic(models), try #require(result.fit).fit.stat, relative: 1e-12)
            let points = try FluxPoints.read(folder + "/out/flux_points.fits")
            expectClose(points.points[2].norm, try #require(result.fluxPoints).points[2].norm, relative: 1e-12)
        }
    }

    @Test func jsonHasTheDocumentedKeys() throws {
        let json = try CrabConfiguration.run().json
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
