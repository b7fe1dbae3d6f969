import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaWorkflow

@Suite struct ConfigWriteTests {
    @Test func defaultsAreWrittenAsGammapyWritesThem() { #expect(AnalysisConfig().yamlText() == gammapy21Default) }

    @Test func whatIsWrittenReadsBackTheSame() throws {
        let config = try AnalysisConfig.parse(crabConfiguration)
        let text = config.yamlText()
        #expect(try AnalysisConfig.parse(text) == config)
        #expect(text.contains("        parameters:\n            aeff_percent: 10\n"))
        #expect(text.contains("lon: 83.633 deg") && text.contains("min: 0.2 TeV"))
    }

    @Test func unitsAndTimesAreWrittenAsTheyWereRead() throws {
        let text = """
            observations: {obs_time: {start: '2006-07-29T20:30:00.000', stop: '2006-07-30'}}
            light_curve: {energy_edges: {min: 200 GeV, max: 10 TeV, nbins: 2}, parameters: {atol: 1e-6 s}}
            flux_points: {parameters: {selection_optional: [errn-errp, ul]}}
            """
        let written = try AnalysisConfig.parse(text).yamlText()
        #expect(written.contains("start: '2006-07-29T20:30:00.000'"))
        #expect(written.contains("min: 200.0 GeV"))
        #expect(written.contains("        selection_optional:\n        - errn-errp\n        - ul\n"))
        #expect(try AnalysisConfig.parse(written) == AnalysisConfig.parse(text))
    }

    @Test func templateIsAValidConfigurationWithTheDefaults() throws {
        let template = AnalysisConfig.template()
        #expect(try AnalysisConfig.parse(template) == AnalysisConfig())
        for row in AnalysisConfig.documentation {
            let name = row.path.split(separator: ".").last.map(String.init) ?? row.path
            #expect(template.contains(name + ":"))
            #expect(!row.text.isEmpty, "\(row.path) has no text")
            #expect(row.isSection || !row.kind.isEmpty)
        }
    }

    @Test func examplesOfTheTemplateAreValid() throws {
        for key in ConfigSchema.standard.keys {
            guard let example = key.example else { continue }
            var config = AnalysisConfig()
            #expect(throws: Never.self, "\(key.path): \(example)") {
                try key.read(YAMLNode.parse(example), &config)
            }
            #expect(!key.node(config).isNull)
        }
    }

    @Test func documentationHasEveryKeyOfGammapy() throws {
        let documented = Set(AnalysisConfig.documentation.filter { !$0.isSection }.map(\.path))
        var found: [String] = []
        func visit(_ node: YAMLNode, _ path: String) throws {
            if node.isMapping, try !node.mapping().isEmpty {
                for (key, value) in try node.mapping() { try visit(value, path.isEmpty ? key : path + "." + key) }
            } else {
                found.append(path)
            }
        }
        try visit(YAMLNode.parse(gammapy21Default), "")
        let parameters = found.filter { $0.hasSuffix(".parameters") }
        #expect(Set(found).subtracting(parameters).isSubset(of: documented))
        #expect(
            AnalysisConfig.documentationMarkdown.split(separator: "\n").count == AnalysisConfig.documentation.count + 2)
    }

    /// Every comment sign taken away, the template holds every key with a valid value.
    @Test func theTemplateCanBeSwitchedOn() throws {
        let lines = AnalysisConfig.template().split(separator: "\n").dropFirst(2)
            .map { $0.replacing("# ", with: "", maxReplacements: $0.drop { $0 == " " }.hasPrefix("# ") ? 1 : 0) }
        let off = ["spatial_model:", "steps:", "overwrite:", "n_off_regions:"]
        let text = lines.filter { line in !off.contains { line.drop { $0 == " " }.hasPrefix($0 + " ") } }
            // Of the background parameters only those of one method fit together; so do ids and file of runs.
            .filter { !$0.contains("# fov_background:") && !$0.contains("# ring:") && !$0.contains("# phase:") }
            .filter { !$0.contains("obs_file:") }
            // A profile is that of a line or of rings, with bins of a number or a width.
            .filter { !$0.contains("# rings:") && !$0.contains("bin_width:") }
            .joined(separator: "\n")
        let config = try AnalysisConfig.parse(text)
        #expect(config.observations.obsCone.circle?.radius == 5)
        #expect(config.lightCurve.timeIntervals.intervals?.count == 2)
        #expect(config.datasets.background.parameters.maxRegionNumber == 10000)
    }

    @Test(.enabled(if: PythonOracle.isAvailable, "set GAMMAKIT_PYTHON to a Python with gammapy to compare with it"))
    func gammapyReadsWhatIsWrittenAndTheOtherWayRound() throws {
        let script = """
            import os, sys, logging
            logging.disable(logging.CRITICAL)
            # Where it is set, paths come back with the folder in its place.
            os.environ.pop("GAMMAPY_DATA", None)
            from gammapy.analysis import AnalysisConfig
            for path in sys.argv[1:]:
                print(AnalysisConfig.read(path).to_yaml() + "=====")
            """
        try withTemporaryFolder { folder in
            let configs = try [
                AnalysisConfig(), AnalysisConfig(), AnalysisConfig.parse(crabConfiguration),
                AnalysisConfig.parse(
                    """
                    observations: {obs_time: {start: ['2006-07-29T20:30:00.000'], stop: ['2006-07-30T20:30:00.000']}}
                    light_curve: {energy_edges: {min: 200 GeV, max: 10 TeV, nbins: 2}, parameters: {n_sigma_ul: 3}}
                    datasets: {safe_mask: {parameters: {offset_max: 2.5 deg}}, on_region: {frame: galactic, lon: 5h, lat: 1 deg}}
                    flux_points: {parameters: {selection_optional: [errn-errp, ul]}}
                    """),
            ]
            let paths = configs.indices.map { folder + "/\($0).yaml" }
            try AtomicFile.write(AnalysisConfig.template(), to: paths[0])
            for index in 1..<configs.count { try configs[index].write(to: paths[index]) }
            let answers = try PythonOracle.run(script, paths).split(separator: "=====")
            #expect(answers.count == configs.count)
            for (answer, config) in zip(answers, configs) {
                #expect(try AnalysisConfig.parse(String(answer)) == config)
            }
        }
    }
}
