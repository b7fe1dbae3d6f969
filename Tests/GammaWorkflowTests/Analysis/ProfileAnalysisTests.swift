import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// The sections `profile` and `sensitivity`, on a dataset that is read from a file.
@Suite struct ProfileAnalysisTests {
    /// A configuration that reads a simulated field with a source in its middle.
    private func config(_ folder: String, _ sections: String, isMeasured: Bool = false) throws -> AnalysisConfig {
        var random = RandomStream(seed: 8, stream: "profile analysis")
        let dataset = try SyntheticField.dataset(Self.models, &random, isMeasured: isMeasured)
        try DatasetsFile.write([dataset], to: folder + "/datasets.yaml")
        return try AnalysisConfig.parse(
            """
            general: {steps: [profile, sensitivity], datasets_file: \(folder)/datasets.yaml}
            datasets: {type: 3d, on_region: {frame: icrs, lon: 83.63 deg, lat: 22.01 deg, radius: 0.2 deg}}
            """ + "\n" + sections, file: "c.yaml")
    }

    private static var models: Models {
        Models(
            SyntheticField.source(PointSpatialModel(at: SyntheticField.direction(east: 0.1)), amplitude: 5e-12))
    }

    private static let line = """
        profile:
          start: {frame: icrs, lon: 84.4 deg, lat: 22.01 deg}
          stop: {frame: icrs, lon: 82.9 deg, lat: 22.01 deg}
          width: 0.4 deg
          nbins: 7
          energy_edges: {min: 1 TeV, max: 10 TeV, nbins: 2}
        sensitivity: {n_sigma: 3, gamma_min: 5, bkg_syst_fraction: 0.1}
        """

    /// Products come as values, tables, JSON, files and figures; models are background, except the source that is measured.
    @Test func lineAndSensitivity() throws {
        try withTemporaryFolder { folder in
            let analysis = try MapAnalysis(config(folder, Self.line))
            let result = try analysis.run()
            let profile = try #require(result.profile)
            #expect(profile.count == 7 && profile.energyBinCount == 2)
            let significance = profile.rows.map { $0[0].significance }
            #expect(significance.max() == significance[2] && significance[2] > 5)
            #expect(profile.rows[0][0].normUL != nil && profile.rows[0][0].normSensitivity == nil)
            let curve = try #require(result.sensitivity)
            #expect(curve.points.count == 4 && curve.points.allSatisfy { $0.e2dnde > 0 && $0.excess >= 5 })
            #expect(result.report.contains("Flux profile") && result.report.contains("Sensitivity"))
            #expect(result.json["flux_profile"]?["x_min"]?.arrayValue?.count == 7)
            #expect(result.json["sensitivity"]?["criterion"]?.arrayValue?.count == 4)
            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            for name in ["flux_profile", "sensitivity"] {
                for ending in ["ecsv", "fits"] { #expect(files.contains("\(name).\(ending)")) }
                #expect(files.contains("figures/\(name).png"))
            }
            #expect(try SkyRegion.readDS9(folder + "/out/flux_profile.reg").count == 7)
            let read = try FluxProfile.read(folder + "/out/flux_profile.fits")
            expectClose(read.values(.flux), profile.values(.flux), relative: 1e-12)
            #expect(try SensitivityCurve.read(folder + "/out/sensitivity.ecsv").points.count == 4)

            let left = try analysis.profile(result.maps, models: Self.models)
            #expect(left.rows.allSatisfy { $0.allSatisfy { !($0.significance > 4) } })
            let own = try MapAnalysis(config(folder, Self.line.replacing("  width", with: "  source: sourc\n  width")))
            #expect(try own.profile(result.maps, models: Self.models).metadata.source == "source")
        }
    }

    @Test func ringsAroundACentre() throws {
        try withTemporaryFolder { folder in
            let section = """
                profile:
                  center: {frame: icrs, lon: 83.74 deg, lat: 22.01 deg}
                  radius_max: 0.5 deg
                  bin_width: 0.1 deg
                  index: 2.5
                  selection_optional: [sensitivity]
                  n_sigma_ul: 3
                """
            let result = try MapAnalysis(config(folder, section, isMeasured: true)).run()
            let profile = try #require(result.profile)
            #expect(profile.count == 5 && result.sensitivity != nil)
            #expect(profile.rows[0][0].significance > 5 && profile.rows[0][0].normSensitivity != nil)
            #expect(profile.metadata.nSigmaUL == 3 && profile.rows[0][0].normUL == nil)
        }
    }

    /// What a sensitivity of spectra needs is the stack of the datasets.
    @Test func sensitivityOfSpectra() throws {
        let text = """
            general: {steps: [sensitivity]}
            datasets: {type: 1d}
            sensitivity: {source: crab}
            """
        let analysis = try SpectrumAnalysis(AnalysisConfig.parse(text))
        let region = SkyRegion.circle(centre: SyntheticField.centre, radius: 0.2)
        var random = RandomStream(seed: 9, stream: "sensitivity")
        let spectra = try ["a", "b"].map { name in
            try SyntheticField.dataset(Self.models, &random, name: name).toSpectrumDataset(region: region)
        }
        let models = Models(SkyModel("crab", spectral: PowerLaw(index: 3)))
        let one = try analysis.sensitivity([spectra[0]], models: models)
        let both = try analysis.sensitivity(spectra, models: models)
        for (one, both) in zip(one.points, both.points) { #expect(both.e2dnde < one.e2dnde) }
        let missing = try SpectrumAnalysis(AnalysisConfig.parse(text.replacing("crab", with: "vela")))
        let two = Models([models.components[0], .sky(SkyModel("other", spectral: PowerLaw()))])
        let fault = #expect(throws: Fault.self) { try missing.sensitivity(spectra, models: two) }
        #expect(fault?.origin.keyPath == "sensitivity.source")
    }

    @Test(arguments: [
        ("profile: {nbins: 3}", "needs 'start'"),
        ("profile: {start: {frame: icrs, lon: 1 deg, lat: 1 deg}, width: 1 deg}", "needs 'stop'"),
        ("profile: {start: {frame: icrs, lon: 1 deg}}", "'lat' is missing"),
        ("profile: {center: {frame: icrs, lon: 1 deg, lat: 1 deg}}", "needs 'radius_max'"),
        (
            "profile: {center: {frame: icrs, lon: 1 deg, lat: 1 deg}, radius_max: 1 deg, width: 1 deg}",
            "'width' does not belong"
        ),
        (
            "profile: {center: {frame: icrs, lon: 1 deg, lat: 1 deg}, radius_max: 1 deg, nbins: 2, bin_width: 1 deg}",
            "cannot both be given"
        ), ("profile: {nbin: 3}", "no key 'nbin'"), ("sensitivity: {n_sigma: 0}", "must be positive"),
    ])
    func mistakesAreLocated(section: String, words: String) {
        let fault = #expect(throws: Fault.self) { try AnalysisConfig.parse(section, file: "c.yaml") }
        #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
        #expect(fault?.origin.line == 1)
    }

    @Test func impossibleLinesNameTheSection() throws {
        try withTemporaryFolder { folder in
            let section = Self.line.replacing("82.9 deg", with: "84.4 deg")
            let fault = #expect(throws: Fault.self) { try MapAnalysis(config(folder, section)).run() }
            #expect(fault?.message.contains("has no length") == true && fault?.origin.keyPath == "profile")
        }
    }

    /// Gammapy refuses sections that it does not know: they are written only when something in them is set.
    @Test func ownSectionsAreWrittenWhenTheyAreSet() throws {
        #expect(
            !AnalysisConfig().yamlText().contains("profile") && !AnalysisConfig().yamlText().contains("sensitivity:"))
        let config = try AnalysisConfig.parse(Self.line)
        let again = try AnalysisConfig.parse(config.yamlText())
        #expect(again == config && again.profile.nbins == 7 && again.sensitivity.nSigma == 3)
        #expect(again.profile.start.direction == SkyDirection(ra: 84.4, dec: 22.01))
    }

    @Test func profilesOfSpectraAreLeftOutWithANotice() throws {
        let notices = Notices()
        try AnalysisConfig.parse(Self.line).noteIneffectiveKeys(notices)
        #expect(notices.all.contains { $0.notice.message.contains("profile needs maps (type: 3d); it is left out") })
    }
}
