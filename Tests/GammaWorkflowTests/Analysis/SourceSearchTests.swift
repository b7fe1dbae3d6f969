import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// The sections `ts_map` and `peaks`, on a dataset that is read from a file.
@Suite struct SourceSearchTests {
    private static let place = SyntheticField.direction(east: 0.1)

    private static var models: Models {
        Models(SyntheticField.source(PointSpatialModel(at: place), name: "blazar", amplitude: 5e-12))
    }

    /// A configuration that reads a simulated field with a source near its middle.
    private func config(_ folder: String, _ sections: String, steps: String = "fit") throws -> AnalysisConfig {
        var random = RandomStream(seed: 8, stream: "search")
        let dataset = try SyntheticField.dataset(Self.models, &random, pixels: SIMD2(24, 18))
        try DatasetsFile.write([dataset], to: folder + "/datasets.yaml")
        return try AnalysisConfig.parse(
            """
            general: {steps: [\(steps)], datasets_file: \(folder)/datasets.yaml}
            datasets: {type: 3d}
            """ + "\n" + sections, file: "c.yaml")
    }

    /// Without models, the sources found are fitted, and the maps show them.
    @Test func sourcesFoundAreFitted() throws {
        try withTemporaryFolder { folder in
            let sections =
                "ts_map: {index: 2.2, kernel_width: 0.5 deg, selection_optional: [ul]}\npeaks: {threshold: 6}"
            let result = try MapAnalysis(config(folder, sections, steps: "ts-map, peaks, fit")).run()
            let list = try #require(result.sources?.lists.first)
            #expect(result.sources?.map == .tsMap && list.threshold == 6 && list.names == ["source-1"])
            #expect(list.peaks[0].position.separation(to: Self.place) < 0.03)
            #expect(try #require(result.tsMap).has(.normUL))
            let fit = try #require(result.fit)
            #expect(fit.models.names == ["source-1", "field-bkg"] && fit.fit.outcome.isReliable)
            #expect(result.notices.contains { $0.notice.message.contains("sources found, source-1") })
            #expect(result.report.contains("Peaks of sqrt_ts above 6"))
            #expect(result.json["sources"]?.arrayValue?.count == 1 && result.json["ts_map"] != nil)
            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            let endings = ["ecsv", "fits", "reg", "yaml"]
            for name in ["ts_map.fits", "figures/ts_map.png"] + endings.map({ "sources.\($0)" }) {
                #expect(files.contains(name), "\(name)")
            }
            #expect(try Models.read(folder + "/out/sources.yaml").names == ["source-1"])
        }
    }

    /// Iterative modelling adds to the models that are given; what it did is in the result and its files.
    @Test func modelsAreExtended() throws {
        try withTemporaryFolder { folder in
            var known = Self.models.skyModels[0]
            known.name = "known"
            known.spatial = PointSpatialModel(at: SyntheticField.direction(east: -0.4, north: -0.3))
            known.spectral.parameters[1].value = 1e-15
            try Models(known).write(to: folder + "/start.yaml")
            let sections =
                "search: {shapes: [point, gaussian], sizes: [0 deg], index: 2.2, threshold: 6, max_rounds: 3}"
            let config = try config(folder, sections, steps: "search, fit")
            #expect(SourceFinder(config.search).sizes == [0] && SourceFinder(config.search).indices == [2.2])
            let result = try MapAnalysis(config).run(models: Models.read(folder + "/start.yaml"))
            let search = try #require(result.search)
            #expect(search.sources.names == ["source-1"] && search.steps.first?.decision == .added)
            #expect(try #require(result.fit).models.names == ["known", "field-bkg", "source-1"])
            #expect(result.report.contains("Steps of the search") && result.json["search"]?["steps"] != nil)
            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            for name in ["search/steps.ecsv", "search/residuals/round_1.fits", "search/figures/residuals.png"] {
                #expect(files.contains(name), "\(name)")
            }
            #expect(throws: Fault.self) { try AnalysisConfig.parse("search: {shapes: [round]}") }
            let bad = try MapAnalysis(self.config(folder, "search: {shapes: [elongated]}", steps: "search"))
            let fault = #expect(throws: Fault.self) { try bad.run() }
            #expect("\(fault.map { $0.origin.description } ?? "")".contains("search"))
        }
    }

    /// Given models are subtracted, which a notice says, unless they are to be seen.
    @Test(arguments: [nil, true, false]) func givenModels(subtracts: Bool?) throws {
        try withTemporaryFolder { folder in
            let key = subtracts.map { ", subtract_sources: \($0)" } ?? ""
            let sections = """
                ts_map: {index: 2.2, kernel_width: 0.5 deg\(key)}
                excess_map: {correlation_radius: 0.15 deg\(key)}
                peaks: {map: excess_map}
                """
            let analysis = try MapAnalysis(config(folder, sections, steps: "excess-map, ts-map, peaks"))
            let result = try analysis.run(models: Self.models)
            for maps in [try #require(result.tsMap), try #require(result.excessMap)] {
                let largest = try #require(maps.map(.sqrtTS).values.filter(\.isFinite).max())
                #expect(subtracts == false ? largest > 10 : largest < 5)
            }
            #expect(result.sources?.map == .excessMap && result.sources?.lists[0].peaks.isEmpty == (subtracts != false))
            let told = result.notices.count { $0.notice.message.contains("shows what blazar leave") }
            #expect(told == (subtracts == nil ? 2 : 0))
        }
    }

    @Test func mapsThatAreNotThere() throws {
        try withTemporaryFolder { folder in
            let result = try MapAnalysis(config(folder, "peaks: {map: ts_map}", steps: "peaks")).run()
            #expect(
                result.sources == nil && result.notices.contains { $0.notice.message.contains("there is no ts_map") })
            #expect(throws: Fault.self) { try AnalysisConfig.parse("peaks: {threshold: 4}") }
            #expect(throws: Fault.self) { try AnalysisConfig.parse("peaks: {map: ts_map}\nexcess_map: {}") }
            let wide = try MapAnalysis(config(folder, "ts_map: {kernel_width: 20 deg}", steps: "ts-map"))
            do {
                _ = try wide.run()
                Issue.record("a kernel larger than the map was taken")
            } catch let fault as Fault {
                #expect("\(fault.origin)".contains("ts_map") && fault.message.contains("does not fit"), "\(fault)")
            }
        }
    }
}
