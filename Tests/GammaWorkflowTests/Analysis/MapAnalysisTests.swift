import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaMakers
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Maps from a simulated archive, through the same code path as `gammakit run`.
@Suite struct MapAnalysisTests {
    private func config(_ folder: String, _ changes: [String: String] = [:]) throws -> AnalysisConfig {
        var text = """
            general: {}
            observations: {datastore: \(folder)/data}
            datasets:
              type: 3d
              stack: true
              geom:
                wcs: {skydir: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg}, binsize: 0.1 deg, width: {width: 3 deg, height: 2 deg}, binsize_irf: 0.5 deg}
                selection: {offset_max: 1.5 deg}
                axes: {energy: {min: 0.5 TeV, max: 10 TeV, nbins: 2}, energy_true: {min: 0.3 TeV, max: 20 TeV, nbins: 5}}
              background: {method: fov_background, exclusion: \(folder)/crab.reg, parameters: {method: scale}}
              safe_mask: {methods: [offset-max], parameters: {offset_max: 1.5 deg}}
            """
        for (old, new) in changes {
            #expect(text.contains(old), "\(old) is not in the configuration")
            text = text.replacing(old, with: new)
        }
        return try AnalysisConfig.parse(text, file: "c.yaml")
    }

    /// A folder with an archive of two short runs on a bright source in `data` and the exclusion region `crab.reg`.
    private func withArchive(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator(.crab, models: source(amplitude: 8e-10, ra: 83.615, dec: 22.03))
            simulator.runs = 2
            simulator.livetime = 60
            try simulator.write(to: folder + "/data")
            try AtomicFile.write("fk5\ncircle(83.615,22.03,0.3)\n", to: folder + "/crab.reg")
            try body(folder)
        }
    }

    private func source(amplitude: Double, ra: Double, dec: Double) -> Models {
        Models(
            SkyModel(
                "crab", spectral: PowerLaw(index: 2.5, amplitude: amplitude),
                spatial: PointSpatialModel(at: SkyDirection(ra: ra, dec: dec))))
    }

    private var start: Models { source(amplitude: 5e-10, ra: 83.62, dec: 22.035) }

    @Test func wholeAnalysis() throws {
        try withArchive { folder in
            let result = try MapAnalysis(config(folder)).run(models: start)
            #expect(result.datasets.map(\.name) == ["stacked"])
            #expect(result.backgrounds.map(\.dataset) == ["1", "2"])
            #expect(result.backgrounds.allSatisfy { $0.outcome == .adjusted && $0.excludedFraction > 0 })
            let fit = try #require(result.fit)
            #expect(fit.models.names == ["crab", "stacked-bkg"] && fit.fit.outcome.isReliable)
            // What was simulated, within four errors.
            let amplitude = try fit.models.source("crab").spectral.parameters[1]
            #expect(abs(amplitude.value - 8e-10) < 4 * amplitude.error && amplitude.error > 0)
            for word in ["Background of the runs", "Maps within the safe mask", "stacked-bkg", "the fit converged"] {
                #expect(result.report.contains(word), "\(word)")
            }

            try checkJSON(result)
            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            let images = files.filter { $0.hasSuffix(".png") }
            #expect(images == ["figures/runs.png", "figures/maps.png", "figures/spectrum.png"])
            #expect(files.contains("fit.json") && files.contains("datasets.yaml"))
            let backgrounds = try Table.readECSV(folder + "/out/backgrounds.ecsv")
            #expect(try backgrounds.doubles("norm") == result.backgrounds.map { $0.norm?.value ?? .nan })
            #expect(try backgrounds.column("outcome").strings == ["adjusted", "adjusted"])
            let read = try DatasetsFile.read(folder + "/out/datasets.yaml")
            let again = try ModelsObjective(read, models: Models.read(folder + "/out/models.yaml"))
            // Maps are written with single precision.
            expectClose(again.value(at: again.parameters.map(\.value)), fit.fit.stat, relative: 1e-6)
        }
    }

    /// Responses that are not selected are none, and a source without them still predicts counts.
    @Test func responsesThatAreNotSelected() throws {
        try withArchive { folder in
            let selection = "stack: true\n  map_selection: [counts, exposure, background]"
            let result = try MapAnalysis(config(folder, ["stack: true": selection])).reduce()
            let map = try #require(result.maps.first)
            #expect(map.psf == nil && map.energyDispersion == nil)
            #expect(try map.predictedSignal(start).reduce(0, +) > 10)
        }
    }

    /// The data say what is left out when the background is measured, and the light curve leaves out the same.
    @Test func exclusionFromTheData() throws {
        try withArchive { folder in
            let section = "general: {}\nlight_curve: {source: crab}"
            let config = try config(folder, ["\(folder)/crab.reg": "auto", "general: {}": section])
            let result = try MapAnalysis(config).run(models: start)
            let exclusion = try #require(result.exclusion)
            #expect(exclusion.outcome == .stable)
            #expect(exclusion.mask.value(at: SkyDirection(ra: 83.615, dec: 22.03)) == false)
            #expect(exclusion.mask.flags.contains(true))
            #expect(result.backgrounds.allSatisfy { $0.outcome == .adjusted && $0.excludedFraction > 0 })
            let known = try MapAnalysis(self.config(folder)).reduce()
            for (own, other) in zip(result.backgrounds, known.backgrounds) {
                // Half of the pixels in common, so that the difference is below an error.
                let (a, b) = (try #require(own.norm), try #require(other.norm))
                #expect(abs(a.value - b.value) < 0.2, "\(a.value) \(b.value)")
            }
            #expect(known.exclusion == nil && result.lightCurve?.count == 2)
            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            #expect(files.contains("exclusion_mask.fits") && files.contains("figures/significances.png"))
            #expect(result.report.contains("Significances outside the exclusion mask"))
        }
    }

    private func checkJSON(_ result: DatasetsResult) throws {
        let json = try JSONValue.parse(result.json.text(pretty: true), file: nil)
        #expect(json["schema"]?.stringValue == "gammakit-result-1")
        let map = try #require(json["datasets"]?.arrayValue?.first)
        let summary = try #require(result.maps.first).summary
        #expect(map["counts"]?.doubleValue == summary.counts && map["type"]?.stringValue == "map")
        let counts = try #require(map["spectrum"]?["counts"]?.arrayValue).compactMap { $0.doubleValue }
        #expect(counts.count == 2 && counts.reduce(0, +) == summary.counts)
        #expect(json["backgrounds"]?.arrayValue?.count == 2)
        #expect(json["fit"]?["covariance"]?["names"]?.arrayValue?.count == 5)
    }

    @Test func runsAreKeptApart() throws {
        try withArchive { folder in
            let config = try config(folder, ["stack: true": "stack: false"])
            let result = try MapAnalysis(config).run(models: start)
            #expect(result.datasets.map(\.name) == ["1", "2"])
            #expect(result.fit?.models.names == ["crab", "1-bkg", "2-bkg"])
            let stacked = try MapAnalysis(self.config(folder)).reduce()
            #expect(result.maps.reduce(0) { $0 + $1.summary.counts } == stacked.maps.first?.summary.counts)
            let far = try self.config(folder, ["lon: 83.6331 deg": "lon: 200 deg"])
            #expect(throws: Fault.self) { try MapAnalysis(far).reduce() }
            let later = try #require(result.datasets.stacked(name: "all") as? MapDataset)
            #expect(later.name == "all" && later.summary.counts == stacked.maps.first?.summary.counts)
        }
    }

    /// Flux points of the stack; a light curve of the runs, which are reduced again, and of halves of them. The background that
    /// was fitted to the stack holds for its runs.
    @Test func fluxPointsAndLightCurve() throws {
        try withArchive { folder in
            let products = """
                flux_points: {source: crab, energy: {min: 0.5 TeV, max: 10 TeV, nbins: 2}}
                light_curve: {source: crab
                """
            let config = try config(folder, ["general: {}": products + "}\ngeneral: {}"])
            let result = try MapAnalysis(config).run(models: start)
            let points = try #require(result.fluxPoints)
            #expect(points.points.map(\.outcome) == [.converged, .converged])
            #expect(points.points.allSatisfy { abs($0.norm - 1) < 4 * ($0.normErr ?? 0) })
            let curve = try #require(result.lightCurve)
            #expect(curve.metadata.datasetNames == ["1", "2"] && curve.count == 2)
            let counts = curve.bins.flatMap { ($0.points[0].counts ?? []).filter(\.isFinite) }
            #expect(counts.count == 2 && counts.reduce(0, +) == result.maps.first?.summary.counts)
            let npred = curve.bins.flatMap { ($0.points[0].npred ?? []).filter(\.isFinite) }.reduce(0, +)
            expectClose(npred, counts.reduce(0, +), relative: 0.05)
            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            for name in ["flux_points.ecsv", "light_curve.fits", "figures/light_curve.png", "figures/spectrum.svg"] {
                #expect(files.contains(name), "\(name)")
            }
            #expect(result.report.contains("Light curve of crab"))
            #expect(result.json["light_curve"]?["flux"]?.arrayValue?.count == 2)

            let starts = curve.bins.flatMap { [$0.start, $0.start.adding(seconds: 30)] }.map { $0.iso(.utc, digits: 6) }
            let stops = curve.bins.flatMap { [$0.start.adding(seconds: 30), $0.stop] }.map { $0.iso(.utc, digits: 6) }
            let halves =
                ", time_intervals: {start: ['\(starts.joined(separator: "', '"))'], stop: ['"
                + "\(stops.joined(separator: "', '"))']}}\ngeneral: {}"
            let cut = try MapAnalysis(self.config(folder, ["general: {}": products + halves])).run(models: start)
            let short = try #require(cut.lightCurve)
            #expect(short.metadata.datasetNames == ["1-1", "1-2", "2-3", "2-4"] && short.count == 4)
            let parts = short.bins.flatMap { ($0.points[0].counts ?? []).filter(\.isFinite) }
            #expect(parts[0] + parts[1] == counts[0] && parts[2] + parts[3] == counts[1])
        }
    }

    /// Every source has its points and its curve, with files of its own; the parameters of the configuration reach the
    /// estimators.
    @Test func productsOfAllSources() throws {
        try withArchive { folder in
            let products = """
                flux_points:
                  source: all
                  energy: {min: 0.5 TeV, max: 10 TeV, nbins: 1}
                  parameters: {selection_optional: [ul], sum_over_energy_groups: true, free_parameters: [index]}
                light_curve: {source: [crab, other], parameters: {selection_optional: [ul]}}
                general: {}
                """
            var models = start
            models.components += source(amplitude: 1e-11, ra: 83.9, dec: 21.8).components.map {
                guard case .sky(var model) = $0 else { return $0 }
                model.name = "other"
                return .sky(model)
            }
            models.setFrozen(true, part: .spatial)
            models.setFrozen(true, models: ["other"])
            let result = try MapAnalysis(config(folder, ["general: {}": products])).run(models: models)
            #expect(result.allFluxPoints.map(\.metadata.source) == ["crab", "other"])
            #expect(result.allLightCurves.map(\.metadata.source) == ["crab", "other"])
            #expect(result.fluxPoints?.metadata.source == "crab" && result.lightCurve?.count == 2)

            let fitted = try #require(result.fit).models
            let options = FluxOptions(selection: [.ul], freeParameters: ["index"], sumsOverEnergy: true)
            let expected = try FluxPointsEstimator(source: "crab", energyEdges: [0.5, 10], options: options)
                .run(result.datasets, models: fitted)
            #expect(result.allFluxPoints[0].points.map(\.norm) == expected.points.map(\.norm))
            #expect(result.allFluxPoints[0].points[0].nuisance.map(\.name) == ["crab.spectral.index"])
            // Both curves are those of the runs, each source by itself.
            let alone = try MapAnalysis(
                config(folder, ["general: {}": products.replacing("[crab, other]", with: "other")])
            )
            .run(models: models)
            #expect(alone.lightCurve?.values(.flux) == result.allLightCurves[1].values(.flux))

            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            for name in ["flux_points_crab.ecsv", "light_curve_other.fits", "figures/light_curve_crab.png"] {
                #expect(files.contains(name), "\(name)")
            }
            #expect(result.json["flux_points"] == nil)
            #expect(result.json["flux_points_by_source"]?["other"]?["dnde"]?.arrayValue?.count == 1)
            #expect(result.json["light_curve_by_source"]?["crab"]?["flux"]?.arrayValue?.count == 2)
            #expect(result.report.contains("Flux points of other"))
        }
    }

    /// Without edges one map of all energies, or of each bin when the configuration says so.
    @Test(arguments: [(nil, 1), (true, 1), (false, 2)])
    func energiesOfExcessMaps(sums: Bool?, count: Int) throws {
        try withArchive { folder in
            let parameters =
                sums.map { "parameters: {sum_over_energy_groups: \($0)}" } ?? "correlation_radius: 0.15 deg"
            let section = "general: {steps: [data-selection, excess-map]}\nexcess_map: {\(parameters)}\n"
            let result = try MapAnalysis(config(folder, ["general: {}": section])).run()
            #expect(result.excessMap?.energy.binCount == count)
        }
    }

    /// The source is seen above the background, and not above its model; runs that are kept apart have no map.
    @Test func excessMap() throws {
        try withArchive { folder in
            let section = """
                general: {steps: [data-selection, excess-map]}
                excess_map:
                  correlation_radius: 0.15 deg
                  parameters: {selection_optional: [ul], n_sigma_ul: 3}
                  energy_edges: {min: 0.5 TeV, max: 10 TeV, nbins: 2}
                """
            let config = try config(folder, ["general: {}": section])
            let analysis = try MapAnalysis(config)
            let result = try analysis.run()
            let maps = try #require(result.excessMap)
            #expect(maps.energy.binCount == 2 && maps.has(.normUL) && !maps.has(.normSensitivity))
            #expect(maps.metadata.nSigmaUL == 3)
            let significance = try #require(maps.map(.sqrtTS).values.filter(\.isFinite).max())
            #expect(significance > 10)
            let largest = try #require(result.json["excess_map"]?["sqrt_ts_max"]?.arrayValue).compactMap {
                $0.doubleValue
            }
            #expect(largest.count == 2 && largest.max() == significance)
            let simulated = source(amplitude: 8e-10, ra: 83.615, dec: 22.03)
            let left = try #require(try analysis.excessMap(result.maps, models: simulated))
            #expect(try left.map(.sqrtTS).values.allSatisfy { $0.isNaN || $0 < 5 })

            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            #expect(files.contains("figures/excess_map.png"))
            let read = try FluxMaps.read(folder + "/out/excess_map.fits")
            let again = try #require(read.map(.sqrtTS).values.filter(\.isFinite).max())
            expectClose(again, significance, relative: 1e-6)
            let found = try FluxMapsFolder(read, finder: PeakFinder(threshold: 5, minDistance: .degrees(0.3)))
            #expect(found.report.contains("source-1") && found.json["sources"]?.arrayValue?.count == 2)
            let written = try found.write(to: folder + "/found", name: "peaks", writesMaps: false)
            #expect(written.contains(folder + "/found/sources_1.ecsv"))

            let apart = try MapAnalysis(self.config(folder, ["general: {}": section, "stack: true": "stack: false"]))
            let none = try apart.run()
            #expect(none.excessMap == nil && none.notices.contains { $0.notice.message.contains("excess_map") })
        }
    }

    /// Reduced datasets are written and read instead of reducing; without models nothing is fitted.
    @Test func datasetsAreWrittenAndRead() throws {
        try withArchive { folder in
            let first = try MapAnalysis(
                config(folder, ["general: {}": "general: {datasets_file: \(folder)/red/datasets.yaml}"])
            ).run()
            #expect(first.fit == nil)
            #expect(first.notices.contains { $0.notice.message.contains("no models given") })
            try checkDescription(folder + "/red/stacked.fits")
            try FileManager.default.removeItem(atPath: folder + "/data")
            let steps = "general: {datasets_file: \(folder)/red/datasets.yaml, steps: [fit]}"
            let second = try MapAnalysis(config(folder, ["general: {}": steps])).run(models: start)
            #expect(second.maps.first?.summary.counts == first.maps.first?.summary.counts)
            #expect(second.fit != nil)
        }
    }

    private func checkDescription(_ path: String) throws {
        let summaries = try DL3File.summaries(path)
        let counts = try #require(summaries.first { $0.title.contains("[COUNTS]") })
        #expect(counts.title.hasSuffix(": Map"))
        for line in ["30 × 20 of 0.1 deg", "CAR, icrs", "2 bins, 0.5 … 10 TeV"] {
            #expect(counts.text.contains(line), "\(line) is not in \(counts.text)")
        }
        #expect(!summaries.contains { $0.title.contains("COUNTS_BANDS") })
    }

    /// Off counts from a ring around each pixel, run by run, and the W statistic of their stack.
    @Test func ringBackground() throws {
        try withArchive { folder in
            let config = try config(
                folder,
                [
                    "method: fov_background": "method: ring", "{method: scale}": "{r_in: 0.5 deg, width: 0.2 deg}",
                    "nbins: 2": "nbins: 1",
                ])
            let result = try MapAnalysis(config).reduce()
            let stacked = try #require(result.maps.first)
            let runs = try MapAnalysis(self.config(folder, ["stack: true": "stack: false", "nbins: 2": "nbins: 1"]))
                .reduce().maps
            guard case .measured(let off) = stacked.background else {
                Issue.record("no off counts")
                return
            }
            // Whole numbers, of which those of the excluded source are none.
            #expect(off.counts.values.allSatisfy { $0 == $0.rounded() } && off.counts.values.contains { $0 > 0 })
            #expect(stacked.summary.statisticName == "wstat" && result.backgrounds.isEmpty)
            #expect(stacked.summary.counts <= runs.reduce(0) { $0 + $1.summary.counts })
            #expect(stacked.summary.excess > 5 * stacked.summary.background.squareRoot())
            // One energy bin knows no index.
            var models = start
            try models.update("crab.spectral.index") { $0.isFrozen = true }
            let fit = try #require(MapAnalysis(config).run(models: models).fit)
            #expect(fit.models.names == ["crab"] && fit.fit.outcome.isReliable)
        }
    }

    @Test(arguments: [
        ("skydir: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg}, ", "", "datasets.geom.wcs.skydir"),
        (
            "parameters: {method: scale}", "parameters: {spectral_model: pl-nrom}",
            "datasets.background.parameters.spectral_model"
        ),
        ("/crab.reg", "/none.reg", "datasets.background.exclusion"),
    ])
    func mistakesAreToldWithTheirKey(_ old: String, _ new: String, _ key: String) throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("fk5\ncircle(83.6331,22.0145,0.3)\n", to: folder + "/crab.reg")
            let fault = try #require(throws: Fault.self) { try MapAnalysis(config(folder, [old: new])).run() }
            #expect(fault.origin.keyPath == key, "\(fault)")
        }
    }

    /// √(2 (n ln(n/μ) − n + μ)) of single pixels; nothing expected and pixels that are not seen have none.
    @Test func significanceOfResiduals() throws {
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 0, dec: 0), pixels: SIMD2(4, 1), binSize: SIMD2(1, 1))
        let counts = try WCSMap(geometry, values: [10, 0, 3, 1])
        let expected = try WCSMap(geometry, values: [4, 2, 0, 1])
        let found = try counts.significance(
            above: expected, radius: 0.1, within: [true, true, true, false]
        ).values
        expectClose(found[0], (2 * (10 * log(10.0 / 4) - 6)).squareRoot(), relative: 1e-9)
        expectClose(found[1], -2, relative: 1e-9)
        #expect(found[2].isNaN && found[3].isNaN)
    }

    /// Maps and a spectrum of the same sky, fitted together.
    @Test func mixedDatasets() throws {
        try withArchive { folder in
            let map = try #require(MapAnalysis(config(folder)).reduce().maps.first)
            let region = SkyRegion.circle(centre: SkyDirection(ra: 83.6331, dec: 22.0145), radius: 0.4)
            var spectrum = try map.toSpectrumDataset(region: region)
            spectrum.name = "spectrum"
            let datasets: [any Dataset] = [map, spectrum]
            let fit = try Fit(datasets, models: start).run()
            let result = DatasetsResult(datasets: datasets, fit: fit)
            #expect(result.json["datasets"]?.arrayValue?.count == 2)
            #expect(throws: Fault.self) { try datasets.stacked() }
            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            for name in ["maps", "counts", "spectrum"] { #expect(files.contains("figures/\(name).svg"), "\(name)") }
            #expect(try DatasetsFile.read(folder + "/out/datasets.yaml").map(\.name) == ["stacked", "spectrum"])
        }
    }
}
