import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaIO
import GammaMakers
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Several instruments in one configuration: simulated archives, reduced spectra and maps, in any mix.
@Suite struct JointAnalysisTests {
    private func text(_ instruments: String, more: String = "") -> String {
        """
        observations: {required_irf: [aeff, edisp]}
        datasets:
          stack: false
          geom: {axes: {energy: {min: 0.3 TeV, max: 30 TeV, nbins: 8}, energy_true: {min: 0.1 TeV, max: 60 TeV, nbins: 16}}}
          on_region: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg, radius: 0.12 deg}
          background: {method: reflected}
          containment_correction: false
        instruments:
        \(instruments)
        \(more)
        """
    }

    private let start = Models(SkyModel("crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-11)))

    /// A folder with an archive of two short runs in `a`, one in `b`, and one without point-spread function in `c`.
    private func withArchives(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            for (name, runs, first) in [("a", 2, 1), ("b", 1, 11), ("c", 1, 21)] {
                var simulator = ArchiveSimulator(.crab)
                (simulator.runs, simulator.livetime, simulator.firstID) = (runs, 120, first)
                if name == "c" {
                    var responses = try ArrayResponse().responses()
                    responses.pointSpread = nil
                    simulator.responses = responses
                }
                try simulator.write(to: "\(folder)/\(name)")
            }
            try body(folder)
        }
    }

    private func parse(_ text: String) throws -> AnalysisConfig { try AnalysisConfig.parse(text, file: "c.yaml") }

    /// Runs and files of reduced data are fitted together as if they were put together by hand.
    @Test func everythingIsOneFit() throws {
        try withArchives { folder in
            let single = try parse(text("- {name: b, observations: {datastore: \(folder)/b}}"))
            let alone = try JointAnalysis(single).run(models: start)
            try FileManager.default.createDirectory(atPath: folder + "/reduced", withIntermediateDirectories: true)
            try DatasetsFile.write(alone.datasets, to: folder + "/reduced/datasets.yaml")

            let config = try parse(
                text(
                    """
                    - {name: a, observations: {datastore: \(folder)/a}, fit_range: {min: 1 TeV}}
                    - {name: a-stack, observations: {datastore: \(folder)/c}, stack: true}
                    - {name: b, files: '\(folder)/reduced/pha_obs*.fits'}
                    """,
                    more: "comparison: {values: [{name: b, index: [2.4, 0.1]}, {name: joint, index: 2.5, double: 5}], "
                        + "formulas: {double: index * 2}, source: a paper}"))
            let result = try JointAnalysis(config).run(models: start)
            #expect(result.datasets.map(\.name) == ["a-1", "a-2", "a-stack", "b-11"])
            #expect(result.instruments.map(\.datasets) == [["a-1", "a-2"], ["a-stack"], ["b-11"]])
            // The first bin within the range.
            expectClose(try #require(result.instruments.first?.energies).low, 0.3 * pow(10, 0.75), relative: 1e-12)
            let fit = try #require(result.fit)
            #expect(try Fit(result.datasets, models: start).run().fit.stat == fit.fit.stat)

            // Each alone, and compared.
            let fits = try #require(result.checks.instruments).fits
            #expect(fits.map(\.name) == ["a", "a-stack", "b", "joint"])
            #expect(try fits[2].fit.fit.stat == #require(alone.fit).fit.stat)
            let rows = try #require(result.checks.comparison).rows
            let index = try fit.models.parameter("crab.spectral.index")
            #expect(rows.map(\.quantity) == ["index", "index", "double"])
            #expect(
                rows[2].value == 2 * index.value && rows[2].error == 2 * index.error && rows[2].formula == "index * 2")
            #expect(rows[2].sigma == (2 * index.value - 5) / (2 * index.error))
            #expect(rows[0].sigma == (rows[0].value - 2.4) / 0.1)
            for text in [result.report, try result.htmlReport().html()] {
                #expect(text.contains("Comparison with a paper") && text.contains("double = index * 2"))
            }
            #expect(result.json["comparison"]?[2]?["formula"]?.stringValue == "index * 2")
            #expect(result.json["instruments"]?[1]?["name"]?.stringValue == "a-stack")

            let written = try result.write(to: folder + "/out").map { $0.dropFirst(folder.count + 5) }
            for file in ["comparison.ecsv", "instrument_fits.ecsv", "flux_points_a.ecsv", "figures/joint_spectrum.png"]
            {
                #expect(written.contains { $0 == file }, "\(file)")
            }
            let inputs = try config.inputFiles(Execution())
            #expect(inputs.contains { $0.hasSuffix("/b/hdu-index.fits.gz") } == false)
            #expect(inputs.contains { $0.hasSuffix("obs_000002.fits.gz") })
            #expect(inputs.contains { $0.hasSuffix("reduced/pha_obsb-11.fits") })

            let plan = try AnalysisRun(config).plan()
            #expect(plan.parts.map(\.name) == ["a", "a-stack", "b"] && plan.runs == 4 && plan.datasets == 4)
        }
    }

    /// Datasets that were written are read again, and go to their instruments.
    @Test func stepsWithoutReductionReadTheDatasets() throws {
        try withArchives { folder in
            let instruments =
                "- {name: a, observations: {datastore: \(folder)/a}}\n- {name: b, observations: {datastore: \(folder)/b}}"
            let file = "general: {datasets_file: \(folder)/kept/datasets.yaml"
            let first = try JointAnalysis(parse(text(instruments, more: file + "}"))).run(models: start)
            let second = try JointAnalysis(parse(text(instruments, more: file + ", steps: [fit]}"))).run(models: start)
            #expect(second.datasets.map(\.name) == first.datasets.map(\.name))
            #expect(second.instruments.map(\.datasets) == first.instruments.map(\.datasets))
            expectClose(try #require(second.fit).fit.stat, try #require(first.fit).fit.stat, relative: 1e-9)
            #expect(second.allFluxPoints.isEmpty)
        }
    }

    /// Models name datasets by the names that they have in the joint fit; alone, an instrument is fitted with its own ones.
    @Test func modelsNameDatasets() throws {
        try withArchives { folder in
            let config = try parse(
                text(
                    "- {name: a, observations: {datastore: \(folder)/a}}\n- {name: b, observations: {datastore: \(folder)/b}}",
                    more: "fit: {each_instrument: true}"))
            var models = start
            models.components[0].datasetNames = ["a-1", "a-2"]
            models.components.append(
                .sky(SkyModel("other", spectral: PowerLaw(index: 2.5, amplitude: 3e-11), datasetNames: ["b-11"])))
            let result = try JointAnalysis(config).run(models: models)
            let fits = try #require(result.checks.instruments).fits
            #expect(fits.map { $0.fit.models.names } == [["crab"], ["other"], ["crab", "other"]])
            // They share nothing: apart they are fitted as together.
            expectClose(fits[0].fit.fit.stat + fits[1].fit.fit.stat, fits[2].fit.fit.stat, relative: 1e-6)
        }
    }

    @Test func mistakesTellInstrumentAndRemedy() throws {
        try withArchives { folder in
            func fault(_ instruments: String) throws -> Fault? {
                #expect(throws: Fault.self) { try JointAnalysis(parse(text(instruments))).run(models: start) }
            }
            let missing = try #require(try fault("- {name: x, files: '\(folder)/no_*.fits'}"))
            #expect(missing.code == .fileNotFound && missing.message.hasPrefix("instrument 'x': no file matches"))
            #expect(missing.origin.file == "c.yaml" && missing.origin.line == 9)

            let a = "- {name: x, observations: {datastore: \(folder)/a}}"
            let twice = try #require(
                try fault(a + "\n- {name: y, observations: {datastore: \(folder)/a, obs_ids: [2]}}"))
            #expect(twice.code == .incompatible && twice.message.contains("'x' and 'y' both have run 2"))
            #expect(twice.origin.keyPath == "instruments.y.observations")

            let maps = """
                - name: z
                  observations: {datastore: \(folder)/c, required_irf: [aeff]}
                  datasets:
                    type: 3d
                    geom: {wcs: {skydir: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg}}}
                    background: {method: fov_background}
                """
            let blunt = try #require(try fault(maps))
            #expect(blunt.code == .missingHDU && blunt.message.contains("none of 1 has psf"))
            #expect(blunt.message.hasPrefix("instrument 'z'") && blunt.hint?.contains("type: 1d") == true)
            #expect(
                blunt.origin.keyPath == "instruments.z" && blunt.origin.file?.hasSuffix("/c/hdu-index.fits.gz") == true)

            // Before anything is reduced.
            let compared = #expect(throws: Fault.self) {
                try JointAnalysis(
                    parse(text("- {name: x, files: nowhere}", more: "comparison: {values: [{name: joint, indx: 2}]}"))
                ).run(models: start)
            }
            #expect(compared?.hint == "did you mean 'index'?" && compared?.origin.keyPath == "comparison.values")

            let nothing = try #require(try fault("- {name: x, observations: {datastore: \(folder)/nowhere}}"))
            #expect(nothing.origin.keyPath == "instruments.x.observations.datastore" && nothing.origin.line == 9)
        }
    }

    /// Maps of one and spectra of another share the source. Spectra alone leave it where it is.
    @Test func mapsAndSpectraAreFittedTogether() throws {
        func source(_ amplitude: Double) -> Models {
            Models(
                SkyModel(
                    "crab", spectral: PowerLaw(index: 2.5, amplitude: amplitude),
                    spatial: PointSpatialModel(at: SkyDirection(ra: 83.6331, dec: 22.0145))))
        }
        try withTemporaryFolder { folder in
            for name in ["a", "b"] {
                var simulator = ArchiveSimulator(.crab, models: source(8e-10))
                (simulator.runs, simulator.livetime) = (1, 60)
                simulator.seed = name == "a" ? 1 : 2
                try simulator.write(to: "\(folder)/\(name)")
            }
            let config = try parse(
                text(
                    """
                    - name: maps
                      observations: {datastore: \(folder)/a, required_irf: [aeff, edisp, psf, bkg]}
                      datasets:
                        type: 3d
                        geom:
                          wcs: {skydir: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg}, binsize: 0.05 deg, width: {width: 2 deg, height: 2 deg}}
                          axes: {energy: {min: 0.5 TeV, max: 10 TeV, nbins: 2}, energy_true: {min: 0.3 TeV, max: 20 TeV, nbins: 5}}
                        background: {method: fov_background}
                      stack: true
                    - name: spectra
                      observations: {datastore: \(folder)/b, required_irf: [aeff, edisp, psf]}
                      datasets: {containment_correction: true}
                    """, more: "fit: {each_instrument: true}"))
            let result = try JointAnalysis(config).run(models: source(5e-10))
            #expect(result.datasets.map(\.name) == ["maps", "spectra-1"])
            #expect(result.maps.count == 1 && result.spectra.count == 1)
            let fit = try #require(result.fit)
            #expect(fit.fit.outcome == .converged)
            let fits = try #require(result.checks.instruments).fits
            #expect(fits.allSatisfy { $0.fit.fit.outcome == .converged })
            #expect(fits.map { $0.fit.fit.names.count } == [5, 2, 5])
            // Two measurements of one index weigh with their errors; their likelihoods are nearly parabolas.
            let indices = try fits.map { try $0.fit.models.parameter("crab.spectral.index") }
            let weights = indices.prefix(2).map { 1 / ($0.error * $0.error) }
            let mean = (indices[0].value * weights[0] + indices[1].value * weights[1]) / (weights[0] + weights[1])
            expectClose(indices[2].value, mean, absolute: 0.5 * indices[2].error)
            expectClose(indices[2].error, 1 / (weights[0] + weights[1]).squareRoot(), relative: 0.2)
        }
    }
}
